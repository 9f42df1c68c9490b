package dev.hayase.emulator.googlesql;

import static dev.hayase.emulator.catalog.Identifiers.literal;
import static dev.hayase.emulator.catalog.Identifiers.quoted;

import com.google.zetasql.resolvedast.ResolvedColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedColumnRef;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedExpr;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedGetStructField;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedUpdateItem;
import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.StoredValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The SET clause of an UPDATE: per column its new value. A path into a STRUCT makes a new STRUCT.
final class Assignments {
  /// A new value at a path of field indexes below a column; an empty path is the column itself.
  private record Assigned(List<Integer> path, String value) {}

  private final ChangedTable table;
  private final Translation translation;
  private final Scans scans;
  private final Expressions expressions;

  private final Map<ResolvedColumn, List<Assigned>> byColumn = new LinkedHashMap<>();

  Assignments(ChangedTable table, Translation translation, Scans scans, Expressions expressions) {
    this.table = table;
    this.translation = translation;
    this.scans = scans;
    this.expressions = expressions;
  }

  Assignments of(List<ResolvedUpdateItem> items) {
    items.forEach(this::add);
    return this;
  }

  List<Column> columns() {
    return byColumn.keySet().stream().map(column -> table.column(column)).toList();
  }

  /// `, <new value> AS "name"` for each column.
  String values() {
    return byColumn.entrySet().stream()
        .map(entry -> {
          Column column = table.column(entry.getKey());
          String value = assigned(scans.column(entry.getKey()), column, entry.getValue());
          return ", " + StoredValue.of(value, column) + " AS " + quoted(column.name());
        })
        .collect(Collectors.joining());
  }

  private void add(ResolvedUpdateItem item) {
    if (!item.getArrayUpdateList().isEmpty()
        || !item.getDeleteList().isEmpty()
        || !item.getUpdateList().isEmpty()
        || !item.getInsertList().isEmpty()
        || item.getSetValue() == null) {
      throw translation.unsupported("UPDATE of elements of an ARRAY", item);
    }
    List<Integer> path = new ArrayList<>();
    ResolvedExpr target = item.getTarget();
    while (target instanceof ResolvedGetStructField field) {
      path.addFirst((int) field.getFieldIdx());
      target = field.getExpr();
    }
    if (!(target instanceof ResolvedColumnRef reference)) {
      throw translation.unsupported("UPDATE of " + target.nodeKindString(), item);
    }
    Column column = table.column(reference.getColumn());
    for (int index : path) {
      column = column.fields().get(index);
    }
    byColumn
        .computeIfAbsent(reference.getColumn(), _ -> new ArrayList<>())
        .add(new Assigned(path, table.value(item.getSetValue(), column, expressions)));
  }

  private static String assigned(String present, Column column, List<Assigned> all) {
    if (all.getFirst().path().isEmpty()) {
      return all.getFirst().value();
    }
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < column.fields().size(); i++) {
      int index = i;
      Column field = column.fields().get(i);
      List<Assigned> below =
          all.stream()
              .filter(one -> one.path().getFirst() == index)
              .map(one -> new Assigned(one.path().subList(1, one.path().size()), one.value()))
              .toList();
      String old = present + "." + quoted(field.name());
      String value = below.isEmpty() ? old : assigned(old, field, below);
      fields.add(quoted(field.name()) + " := CAST(" + value + " AS " + field.duckdbType() + ")");
    }
    return "CASE WHEN "
        + present
        + " IS NULL THEN error("
        + literal("Cannot set field of NULL " + column.standardType())
        + ") ELSE struct_pack("
        + String.join(", ", fields)
        + ") END";
  }
}
