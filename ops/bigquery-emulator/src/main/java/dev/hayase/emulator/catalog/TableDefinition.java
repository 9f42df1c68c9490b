package dev.hayase.emulator.catalog;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a user declared about a table: the REST resource, checked, and the parts that we act on.
///
/// @param resource the resource as last written; the server's own fields are added when it is read
public record TableDefinition(
    TableName name, JsonObject resource, TableSchema schema, List<String> primaryKey) {
  public TableDefinition {
    primaryKey = List.copyOf(primaryKey);
  }

  /// @throws BigQueryException when BigQuery would refuse the resource
  public static TableDefinition parse(TableName name, JsonObject resource) {
    for (String other : List.of("materializedView", "externalDataConfiguration")) {
      if (resource.has(other) && !resource.get(other).isJsonNull()) {
        throw BigQueryException.unimplemented("bigquery.tables.insert with " + other);
      }
    }
    TableSchema schema =
        TableSchema.parse(
            resource.get("schema") instanceof JsonObject json ? json : new JsonObject());
    List<String> primaryKey = PrimaryKeyRules.read(resource, schema);
    requireColumns(resource, schema);
    return new TableDefinition(name, resource, schema, primaryKey);
  }

  private static void requireColumns(JsonObject resource, TableSchema schema) {
    if (resource.get("clustering") instanceof JsonObject clustering) {
      List<String> fields = strings(clustering.get("fields"));
      if (fields.size() > 4) {
        throw BigQueryException.invalid(
            "Too many clustering fields: " + fields.size() + ", the maximum is 4");
      }
      fields.forEach(field -> {
        if (schema.column(field).isEmpty()) {
          throw BigQueryException.invalid(
              "The field specified for clustering cannot be found in the schema: " + field);
        }
      });
    }
    if (resource.get("timePartitioning") instanceof JsonObject partitioning
        && partitioning.has("field")) {
      String field = partitioning.get("field").getAsString();
      Column column =
          schema
              .column(field)
              .orElseThrow(() ->
                  BigQueryException.invalid(
                      "The field specified for partitioning cannot be found in the schema: "
                          + field));
      if (!Set.of(ColumnType.DATE, ColumnType.DATETIME, ColumnType.TIMESTAMP)
          .contains(column.type())) {
        throw BigQueryException.invalid(
            "The field specified for time partitioning can only be of type TIMESTAMP, DATE or"
                + " DATETIME. The type found is: "
                + column.type().restName()
                + ".");
      }
    }
  }

  static List<String> strings(JsonElement element) {
    List<String> strings = new ArrayList<>();
    if (element instanceof JsonArray array) {
      array.forEach(item -> strings.add(item.getAsString()));
    }
    return strings;
  }

  /// The query of a logical view; empty for a table. A view has a schema and no rows of its own.
  public Optional<String> viewQuery() {
    return resource.get("view") instanceof JsonObject view && view.has("query")
        ? Optional.of(view.get("query").getAsString())
        : Optional.empty();
  }

  /// How the table is partitioned, if it is.
  public Optional<Partitioning> partitioning() {
    return Partitioning.of(resource);
  }

  /// Whether the column decides where rows are kept.
  boolean isPartitionedOrClusteredBy(String column) {
    List<String> fields = new ArrayList<>();
    for (String member : List.of("timePartitioning", "rangePartitioning")) {
      if (resource.get(member) instanceof JsonObject partitioning && partitioning.has("field")) {
        fields.add(partitioning.get("field").getAsString());
      }
    }
    if (resource.get("clustering") instanceof JsonObject clustering) {
      fields.addAll(strings(clustering.get("fields")));
    }
    return fields.stream().anyMatch(column::equalsIgnoreCase);
  }

  /// Lower-case names of the primary key's columns.
  public Set<String> keyColumns() {
    return primaryKey.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The same table as a source of rows sees it that has these columns only, in this order. What
  /// the table says of a column that it has too goes first.
  public TableDefinition having(TableSchema columns) {
    List<Column> own =
        columns.columns().stream()
            .map(column -> schema.column(column.name()).orElse(column))
            .toList();
    return new TableDefinition(name, resource, new TableSchema(own), List.of());
  }

  /// The same table with columns in the order in which they were added: the old ones first.
  public TableDefinition inOrderOf(TableSchema before) {
    TableSchema ordered = schema.inOrderOf(before);
    JsonObject json = resource.deepCopy();
    json.add("schema", ordered.toJson());
    return new TableDefinition(name, json, ordered, primaryKey);
  }
}
