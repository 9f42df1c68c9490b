package dev.hayase.emulator.googlesql;

import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAssertStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedDeleteStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedInsertStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedMergeStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedStatement;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedTableScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedTruncateStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedUpdateStmt;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.TableName;
import java.util.function.Function;

/// Statements that are not queries.
final class Statements {
  private final Translator translator;
  private final Backing backing;

  Statements(Translator translator, Backing backing) {
    this.translator = translator;
    this.backing = backing;
  }

  Instruction read(ResolvedStatement statement) {
    return switch (statement) {
      case ResolvedInsertStmt insert ->
          change("INSERT", insert.getTableScan(), writer -> writer.insert(insert));
      case ResolvedUpdateStmt update ->
          change("UPDATE", update.getTableScan(), writer -> writer.update(update));
      case ResolvedDeleteStmt delete ->
          change("DELETE", delete.getTableScan(), writer -> writer.delete(delete));
      case ResolvedMergeStmt merge ->
          change("MERGE", merge.getTableScan(), writer -> writer.merge(merge));
      case ResolvedTruncateStmt truncate ->
          change("TRUNCATE_TABLE", truncate.getTableScan(), writer -> writer.truncate(truncate));
      case ResolvedAssertStmt check ->
          new Instruction.Assert(
              "SELECT " + translator.expressions().sql(check.getExpression()),
              check.getDescription());
      default ->
          new DdlReader(
                  translator.translation(),
                  translator,
                  translator.expressions(),
                  backing,
                  table -> translator.scope().relation(table).name())
              .read(statement)
              .<Instruction>map(Instruction.Define::new)
              .orElseThrow(
                  () -> translator.translation().unsupported(Construct.of(statement), statement));
    };
  }

  private Instruction change(
      String type, ResolvedTableScan scan, Function<RowChangeWriter, RowChange> write) {
    TableName name = translator.scope().relation(scan.getTable()).name();
    Backing.Stored stored = backing.stored(name);
    ChangedTable table =
        new ChangedTable(stored.definition(), stored.storage(), column -> defaultOf(column));
    RowChangeWriter writer =
        new RowChangeWriter(table, translator.translation(), translator, translator.expressions());
    return new Instruction.Change(type, name, write.apply(writer));
  }

  /// A default is worked out anew for each row.
  private String defaultOf(Column column) {
    if (!column.json().has("defaultValueExpression")) {
      return "NULL";
    }
    String expression = column.json().get("defaultValueExpression").getAsString();
    try {
      return GoogleSql.value(expression, column.dataType()).apply(translator.translation().now());
    } catch (BigQueryException e) {
      throw BigQueryException.invalidQuery("Default of column " + column.name() + ": " + e.text());
    }
  }
}
