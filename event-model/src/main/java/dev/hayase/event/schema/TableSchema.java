package dev.hayase.event.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The shape of a table's rows as they travel: columns under their source names, typed for
/// BigQuery.
///
/// Immutable; equal content has an equal [Fingerprint], on any machine and in any version that
/// writes the same JSON (a golden file holds the writer to that).
///
/// @param columns in the source's order
/// @param primaryKey names of the key's columns in the key's order; empty when the table has none
/// @param sourceTypes for people and later tools: the source's own type of each column, as it
///   prints it
public record TableSchema(
    List<Column> columns, List<String> primaryKey, SortedMap<String, String> sourceTypes) {

  public TableSchema {
    columns = List.copyOf(columns);
    primaryKey = List.copyOf(primaryKey);
    sourceTypes = Collections.unmodifiableSortedMap(new TreeMap<>(sourceTypes));
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("A table schema has at least one column");
    }
    Set<String> names = new HashSet<>();
    for (Column column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException(
            "Column '" + column.name() + "' stands twice in the schema");
      }
    }
    for (String key : primaryKey) {
      if (!names.contains(key)) {
        throw new IllegalArgumentException("Key column '" + key + "' is none of " + names);
      }
    }
  }

  /// A schema without remarks on the source's types, as other producers declare theirs.
  public static TableSchema of(List<Column> columns, List<String> primaryKey) {
    return new TableSchema(columns, primaryKey, new TreeMap<>());
  }

  /// Reads a schema as people declare it: what `bq show --schema` prints, and `bq show
  /// --format=json` around it. An object `sourceTypes` beside the fields may say of columns in
  /// which form their values are written, where that is not the usual one.
  ///
  /// @param primaryKey names of the key's columns
  /// @throws dev.hayase.event.wire.MalformedRecordException when it is something else, or has what
  ///   cannot be loaded
  public static TableSchema declared(byte[] json, List<String> primaryKey) {
    return SchemaJson.declared(json, primaryKey);
  }

  /// The column of that source name.
  public Optional<Column> column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /// The same with one more column behind the others.
  public TableSchema with(Column column) {
    List<Column> more = new ArrayList<>(columns);
    more.add(column);
    return new TableSchema(more, primaryKey, sourceTypes);
  }

  /// The record value under which this schema stands in the topic `hayase.schemas`.
  public byte[] toJson() {
    return SchemaJson.write(this);
  }

  /// Reads what [#toJson()] wrote.
  ///
  /// @throws dev.hayase.event.wire.MalformedRecordException when it is something else
  public static TableSchema fromJson(byte[] json) {
    return SchemaJson.read(json);
  }

  /// The record key under which this schema stands in the topic `hayase.schemas`, and the value of
  /// the header `hayase-schema`.
  public Fingerprint fingerprint() {
    return Fingerprint.of(toJson());
  }
}
