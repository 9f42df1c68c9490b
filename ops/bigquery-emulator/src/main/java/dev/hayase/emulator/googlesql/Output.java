package dev.hayase.emulator.googlesql;

import static dev.hayase.emulator.catalog.Identifiers.quoted;

import com.google.zetasql.StructType.StructField;
import com.google.zetasql.Type;
import com.google.zetasql.resolvedast.ResolvedColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedOutputColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedQueryStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedScan;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.DataType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The result of a query: names as BigQuery gives them. The struct of SELECT AS STRUCT becomes the
/// result's columns.
final class Output {
  private final Translator translator;

  Output(Translator translator) {
    this.translator = translator;
  }

  Instruction.Query query(ResolvedQueryStmt statement) {
    return query(
        statement.getQuery(), statement.getOutputColumnList(), statement.getIsValueTable());
  }

  /// @param valueTable whether each row is one value
  Instruction.Query query(
      ResolvedScan scan, List<ResolvedOutputColumn> outputs, boolean valueTable) {
    List<DataType.Field> columns = new ArrayList<>();
    List<String> items = new ArrayList<>();
    Type first = outputs.getFirst().getColumn().getType();
    if (valueTable && first.isStruct()) {
      String struct = translator.column(outputs.getFirst().getColumn());
      for (StructField field : first.asStruct().getFieldList()) {
        items.add("struct_extract_at(" + struct + ", " + (items.size() + 1) + ")");
        columns.add(new DataType.Field(field.getName(), SqlTypes.dataType(field.getType())));
      }
    } else {
      for (ResolvedOutputColumn output : outputs) {
        ResolvedColumn column = output.getColumn();
        items.add(translator.column(column));
        columns.add(new DataType.Field(output.getName(), SqlTypes.dataType(column.getType())));
      }
    }
    List<String> named = new ArrayList<>();
    for (String item : items) {
      named.add(item + " AS " + quoted("r" + named.size()));
    }
    return new Instruction.Query(
        translator.outermost(scan, Columns.list(named)), distinct(named(columns)));
  }

  /// Columns without a name are counted: `f0_`, `f1_`.
  private static List<DataType.Field> named(List<DataType.Field> columns) {
    List<DataType.Field> named = new ArrayList<>();
    int anonymous = 0;
    for (DataType.Field column : columns) {
      // What the analyzer names itself starts so.
      boolean unnamed = column.name().isEmpty() || column.name().startsWith("$");
      named.add(unnamed ? new DataType.Field("f" + anonymous++ + "_", column.type()) : column);
    }
    return named;
  }

  private static List<DataType.Field> distinct(List<DataType.Field> columns) {
    Set<String> names = new HashSet<>();
    for (DataType.Field column : columns) {
      if (!names.add(column.name().toLowerCase(Locale.ROOT))) {
        throw BigQueryException.invalidQuery(
            "Duplicate column names in the result are not supported when a destination table is"
                + " present. Found duplicate(s): "
                + column.name());
      }
    }
    return columns;
  }
}
