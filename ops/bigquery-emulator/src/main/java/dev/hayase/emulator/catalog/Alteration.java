package dev.hayase.emulator.catalog;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What `ALTER TABLE` makes of a table: its next definition, and what the storage has to do for it,
/// in order. Each method is one action of the statement; it refuses what BigQuery refuses
/// ([statement reference][ref]).
///
/// [ref]: https://cloud.google.com/bigquery/docs/reference/standard-sql/data-definition-language
public record Alteration(TableDefinition next, List<Step> steps) {
  /// One change of the stored columns.
  public sealed interface Step {
    record Add(Column column) implements Step {}

    record Drop(String column) implements Step {}

    record Rename(String from, String to) implements Step {}

    record Retype(Column before, Column after) implements Step {}
  }

  public Alteration {
    steps = List.copyOf(steps);
  }

  public static Alteration of(TableDefinition before) {
    return new Alteration(before, List.of());
  }

  /// @param field as in a schema's JSON
  public Alteration add(JsonObject field) {
    Column column = TableSchema.parse(schema(fields -> fields.add(field))).columns().getLast();
    if (column.mode() == Mode.REQUIRED) {
      throw BigQueryException.invalidQuery(
          "Provided Schema does not match Table "
              + next.name()
              + ". Cannot add required fields to an existing schema. (field: "
              + column.name()
              + ")");
    }
    return with(resource(fields -> fields.add(field)), new Step.Add(column));
  }

  public Alteration drop(String name) {
    requireFree(name, "drop");
    if (next.schema().columns().size() == 1) {
      throw BigQueryException.invalidQuery(
          "Cannot drop column " + name + ": it is the only column of table " + next.name());
    }
    Column column = column(name);
    return with(
        resource(fields -> fields.remove(index(fields, name))), new Step.Drop(column.name()));
  }

  public Alteration rename(String from, String to) {
    requireFree(from, "rename");
    Column column = column(from);
    if (!from.equalsIgnoreCase(to) && next.schema().column(to).isPresent()) {
      throw BigQueryException.invalidQuery("Column already exists: " + to);
    }
    return with(
        resource(fields -> field(fields, from).addProperty("name", to)),
        new Step.Rename(column.name(), to));
  }

  /// @param type the members of the field's JSON that say its type; the others stay
  public Alteration retype(String name, JsonObject type) {
    Column before = column(name);
    Alteration changed =
        with(
            resource(fields -> {
              JsonObject field = field(fields, name);
              List.of("type", "fields", "maxLength", "precision", "scale", "rangeElementType")
                  .forEach(field::remove);
              type.entrySet().forEach(member -> field.add(member.getKey(), member.getValue()));
            }));
    Column after = changed.column(name);
    TypeWidening.require(before, after);
    return before.duckdbType().equals(after.duckdbType())
        ? changed
        : changed.then(new Step.Retype(before, after));
  }

  public Alteration dropNotNull(String name) {
    if (column(name).mode() != Mode.REQUIRED) {
      throw BigQueryException.invalidQuery(
          "ALTER TABLE ALTER COLUMN DROP NOT NULL requires that the column is REQUIRED: " + name);
    }
    return with(resource(fields -> field(fields, name).addProperty("mode", Mode.NULLABLE.name())));
  }

  /// @param expression empty takes the default away
  public Alteration withDefault(String name, Optional<String> expression) {
    return onField(
        name,
        field -> {
          field.remove("defaultValueExpression");
          expression.ifPresent(sql -> field.addProperty("defaultValueExpression", sql));
        });
  }

  /// Changes what is only kept about a column.
  public Alteration onField(String name, Consumer<JsonObject> change) {
    column(name);
    return with(resource(fields -> change.accept(field(fields, name))));
  }

  /// Changes what is declared about the table besides its columns.
  public Alteration onTable(Consumer<JsonObject> change) {
    JsonObject resource = next.resource().deepCopy();
    change.accept(resource);
    return with(resource);
  }

  private Alteration with(JsonObject resource, Step... more) {
    List<Step> all = new ArrayList<>(steps);
    all.addAll(List.of(more));
    return new Alteration(TableDefinition.parse(next.name(), resource), all);
  }

  private Alteration then(Step step) {
    return with(next.resource(), step);
  }

  private Column column(String name) {
    return next.schema()
        .column(name)
        .orElseThrow(() -> BigQueryException.invalidQuery("Column not found: " + name));
  }

  /// What partitions, clusters or identifies rows keeps its name and stays.
  private void requireFree(String name, String action) {
    if (next.isPartitionedOrClusteredBy(name)) {
      throw BigQueryException.invalidQuery(
          "Cannot " + action + " column " + name + ", it is used for partitioning or clustering");
    }
    if (next.primaryKey().stream().anyMatch(name::equalsIgnoreCase)) {
      throw BigQueryException.invalidQuery(
          "Cannot " + action + " column " + name + ", it is part of the primary key");
    }
  }

  private JsonObject schema(Consumer<JsonArray> change) {
    JsonObject schema = next.schema().toJson();
    change.accept(schema.getAsJsonArray("fields"));
    return schema;
  }

  private JsonObject resource(Consumer<JsonArray> change) {
    JsonObject resource = next.resource().deepCopy();
    resource.add("schema", schema(change));
    return resource;
  }

  private static JsonObject field(JsonArray fields, String name) {
    return fields.get(index(fields, name)).getAsJsonObject();
  }

  private static int index(JsonArray fields, String name) {
    int index = 0;
    for (JsonElement field : fields) {
      if (field.getAsJsonObject().get("name").getAsString().equalsIgnoreCase(name)) {
        return index;
      }
      index++;
    }
    throw BigQueryException.invalidQuery("Column not found: " + name);
  }
}
