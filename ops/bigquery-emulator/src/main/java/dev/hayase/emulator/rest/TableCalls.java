package dev.hayase.emulator.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.TableDefinition;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.googlesql.Parameters;
import dev.hayase.emulator.query.QueryEngine;
import dev.hayase.emulator.store.Definitions;
import dev.hayase.emulator.store.StoredTable;
import dev.hayase.emulator.store.Warehouse;
import dev.hayase.emulator.store.Warehouse.DatasetName;
import java.util.List;
import java.util.Optional;

/// `bigquery.tables.*`.
final class TableCalls {
  private static final String[] SERVER_OWNED = {
    "creationTime", "numRows", "numBytes", "numLongTermBytes", "type", "location", "streamingBuffer"
  };

  private final Warehouse warehouse;
  private final QueryEngine queries;

  TableCalls(Warehouse warehouse, QueryEngine queries) {
    this.warehouse = warehouse;
    this.queries = queries;
  }

  JsonObject answerCollection(Request request, String project, String dataset) {
    return switch (request.method()) {
      case "GET" -> list(request, new DatasetName(project, dataset));
      case "POST" -> insert(request, project, dataset);
      default -> throw Routes.noSuchMethod(request);
    };
  }

  JsonObject answerOne(Request request, String project, String dataset, String table) {
    TableName name = new TableName(project, dataset, table);
    return switch (request.method()) {
      case "GET" -> describe(warehouse.requireTable(name));
      case "PATCH" ->
          replace(
              request,
              name,
              Resources.patched(
                  warehouse.requireTable(name).definition().resource(), request.body()));
      case "PUT" -> replace(request, name, request.body());
      case "DELETE" -> {
        warehouse.deleteTable(name);
        yield Routes.NO_CONTENT;
      }
      default -> throw Routes.noSuchMethod(request);
    };
  }

  private JsonObject insert(Request request, String project, String dataset) {
    String id = Resources.table(Resources.reference(request.body(), "tableReference", "tableId"));
    TableName name = new TableName(project, dataset, id);
    JsonObject resource = withSchemaOfView(Resources.written(request.body(), SERVER_OWNED), name);
    TableDefinition definition = TableDefinition.parse(name, resource);
    resource.add("schema", definition.schema().toJson());
    return describe(warehouse.createTable(definition));
  }

  /// A view has the columns that its query has, which is checked so.
  private JsonObject withSchemaOfView(JsonObject resource, TableName name) {
    if (resource.get("view") instanceof JsonObject view && view.has("query")) {
      JsonObject schema =
          queries
              .query(
                  view.get("query").getAsString(),
                  name.project(),
                  Optional.empty(),
                  Parameters.NONE,
                  true)
              .schema();
      resource.add("schema", schema);
    }
    return resource;
  }

  private JsonObject replace(Request request, TableName name, JsonObject body) {
    JsonObject before = warehouse.requireTable(name).definition().resource();
    JsonObject resource = Resources.written(body, SERVER_OWNED);
    resource.add("creationTime", before.get("creationTime"));
    if (!resource.has("schema")) {
      resource.add("schema", before.get("schema"));
    }
    for (String fixed : List.of("timePartitioning", "rangePartitioning")) {
      requireSame(before, resource, fixed, name);
    }
    boolean view = before.has("view");
    if (view != resource.has("view")) {
      throw BigQueryException.invalid(
          name
              + " is not allowed for this operation because it is currently a "
              + (view ? "VIEW." : "TABLE."));
    }
    TableDefinition wanted = TableDefinition.parse(name, withSchemaOfView(resource, name));
    if (view) {
      Resources.expected(request).require(before);
      warehouse.definitions().create(wanted, Definitions.IfTaken.REPLACE, Optional.empty());
      return describe(warehouse.requireTable(name));
    }
    return describe(warehouse.redefineTable(Resources.expected(request), wanted));
  }

  /// Partitioning is decided when a table is created; its expiration may change.
  private static void requireSame(
      JsonObject before, JsonObject after, String member, TableName name) {
    if (!after.has(member) && before.has(member)) {
      after.add(member, before.get(member));
    }
    String old = before.get(member) instanceof JsonObject o ? spec(o) : "none";
    String now = after.get(member) instanceof JsonObject o ? spec(o) : "none";
    if (!old.equals(now)) {
      throw BigQueryException.invalid(
          "Cannot change partitioning/clustering spec for a partitioned/clustered table: " + name);
    }
  }

  private static String spec(JsonObject partitioning) {
    return partitioning.get("type")
        + " "
        + partitioning.get("field")
        + " "
        + partitioning.get("range");
  }

  private JsonObject list(Request request, DatasetName dataset) {
    warehouse.requireDataset(dataset);
    List<StoredTable> all = warehouse.tables(dataset);
    Page page = Page.of(request, 50, all.size());
    JsonArray tables = new JsonArray();
    for (StoredTable table : all.subList(page.from(), page.to())) {
      JsonObject full = frame(table);
      JsonObject item = new JsonObject();
      for (String member :
          new String[] {
            "id",
            "tableReference",
            "type",
            "labels",
            "creationTime",
            "timePartitioning",
            "rangePartitioning",
            "clustering",
            "requirePartitionFilter",
            "expirationTime",
            "friendlyName",
            "view"
          }) {
        if (full.has(member)) {
          item.add(member, full.get(member));
        }
      }
      item.addProperty("kind", "bigquery#table");
      tables.add(item);
    }
    JsonObject body = new JsonObject();
    body.addProperty("kind", "bigquery#tableList");
    body.addProperty("totalItems", all.size());
    page.next().ifPresent(token -> body.addProperty("nextPageToken", token));
    if (!tables.isEmpty()) {
      body.add("tables", tables);
    }
    return body;
  }

  private JsonObject describe(StoredTable table) {
    JsonObject resource = frame(table);
    if (table.definition().viewQuery().isPresent()) {
      return resource;
    }
    resource.addProperty("numRows", Long.toString(queries.count(table)));
    resource.addProperty("numBytes", "0");
    resource.addProperty("numLongTermBytes", "0");
    return resource;
  }

  private JsonObject frame(StoredTable table) {
    TableName name = table.definition().name();
    JsonObject resource = table.definition().resource().deepCopy();
    JsonObject reference = new JsonObject();
    reference.addProperty("projectId", name.project());
    reference.addProperty("datasetId", name.dataset());
    reference.addProperty("tableId", name.table());
    resource.addProperty("kind", "bigquery#table");
    resource.addProperty("id", name.toString());
    resource.add("tableReference", reference);
    resource.addProperty("type", table.definition().viewQuery().isPresent() ? "VIEW" : "TABLE");
    warehouse
        .dataset(new DatasetName(name.project(), name.dataset()))
        .ifPresent(dataset -> resource.add("location", dataset.get("location")));
    return resource;
  }
}
