package dev.hayase.emulator.googlesql;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.zetasql.Table;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedForeignKey;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedPrimaryKey;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.TableName;
import java.util.function.Function;

/// PRIMARY KEY and FOREIGN KEY as `tableConstraints` of a table's resource. BigQuery enforces
/// neither, and demands that one says so
/// ([reference](https://cloud.google.com/bigquery/docs/primary-foreign-keys)).
final class KeyConstraints {
  private final Translation translation;
  private final Function<Table, TableName> names;

  KeyConstraints(Translation translation, Function<Table, TableName> names) {
    this.translation = translation;
    this.names = names;
  }

  void add(ResolvedPrimaryKey key, JsonObject resource) {
    if (!key.getUnenforced()) {
      throw BigQueryException.invalidQuery(
          "Enforced primary keys are not supported, use NOT ENFORCED"
              + translation.positions().of(key));
    }
    JsonObject constraints = constraints(resource);
    if (constraints.has("primaryKey")) {
      throw BigQueryException.invalidQuery(
          "Already Exists: primary key of the table" + translation.positions().of(key));
    }
    JsonObject primary = new JsonObject();
    primary.add("columns", Options.array(key.getColumnNameList()));
    constraints.add("primaryKey", primary);
  }

  static void dropPrimaryKey(JsonObject resource, boolean ifExists) {
    if (constraints(resource).remove("primaryKey") == null && !ifExists) {
      throw BigQueryException.invalidQuery("The table has no primary key");
    }
    tidy(resource);
  }

  void add(ResolvedForeignKey key, JsonObject resource) {
    if (key.getEnforced()) {
      throw BigQueryException.invalidQuery(
          "Enforced foreign keys are not supported, use NOT ENFORCED"
              + translation.positions().of(key));
    }
    JsonObject constraints = constraints(resource);
    JsonArray all =
        constraints.get("foreignKeys") instanceof JsonArray present ? present : new JsonArray();
    String name =
        key.getConstraintName().isEmpty() ? "fk$" + (all.size() + 1) : key.getConstraintName();
    JsonObject foreign = new JsonObject();
    foreign.addProperty("name", name);
    TableName referenced = names.apply(key.getReferencedTable());
    JsonObject table = new JsonObject();
    table.addProperty("projectId", referenced.project());
    table.addProperty("datasetId", referenced.dataset());
    table.addProperty("tableId", referenced.table());
    foreign.add("referencedTable", table);
    JsonArray columns = new JsonArray();
    for (int i = 0; i < key.getReferencingColumnList().size(); i++) {
      int offset = key.getReferencedColumnOffsetList().get(i).intValue();
      JsonObject pair = new JsonObject();
      pair.addProperty("referencingColumn", key.getReferencingColumnList().get(i));
      pair.addProperty("referencedColumn", key.getReferencedTable().getColumn(offset).getName());
      columns.add(pair);
    }
    foreign.add("columnReferences", columns);
    all.add(foreign);
    constraints.add("foreignKeys", all);
  }

  static boolean hasForeignKey(JsonObject resource, String name) {
    return resource.get("tableConstraints") instanceof JsonObject constraints
        && constraints.get("foreignKeys") instanceof JsonArray all
        && all.asList().stream().anyMatch(key -> isNamed(key, name));
  }

  static void dropForeignKey(JsonObject resource, String name, boolean ifExists) {
    if (!hasForeignKey(resource, name)) {
      if (ifExists) {
        return;
      }
      throw BigQueryException.invalidQuery("Constraint not found: " + name);
    }
    JsonArray rest = new JsonArray();
    constraints(resource).getAsJsonArray("foreignKeys").asList().stream()
        .filter(key -> !isNamed(key, name))
        .forEach(rest::add);
    constraints(resource).add("foreignKeys", rest);
    tidy(resource);
  }

  private static boolean isNamed(JsonElement key, String name) {
    return key.getAsJsonObject().get("name").getAsString().equalsIgnoreCase(name);
  }

  private static JsonObject constraints(JsonObject resource) {
    if (resource.get("tableConstraints") instanceof JsonObject present) {
      return present;
    }
    JsonObject constraints = new JsonObject();
    resource.add("tableConstraints", constraints);
    return constraints;
  }

  /// A resource has no members that say nothing.
  private static void tidy(JsonObject resource) {
    JsonObject constraints = constraints(resource);
    if (constraints.get("foreignKeys") instanceof JsonArray all && all.isEmpty()) {
      constraints.remove("foreignKeys");
    }
    if (constraints.isEmpty()) {
      resource.remove("tableConstraints");
    }
  }
}
