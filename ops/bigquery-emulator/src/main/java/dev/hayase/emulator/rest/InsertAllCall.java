package dev.hayase.emulator.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.TableDefinition;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.job.Members;
import dev.hayase.emulator.query.ColumnDefaults;
import dev.hayase.emulator.store.Append;
import dev.hayase.emulator.store.Definitions;
import dev.hayase.emulator.store.StoredTable;
import dev.hayase.emulator.store.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// `bigquery.tabledata.insertAll`: rows as JSON, which go the way of the default stream.
final class InsertAllCall {
  /// https://cloud.google.com/bigquery/quotas#streaming_inserts
  private static final int MAX_ROWS = 50_000;

  private final Warehouse warehouse;
  private final ColumnDefaults defaults;
  private final InsertIds ids;

  InsertAllCall(Warehouse warehouse) {
    this.warehouse = warehouse;
    this.defaults = new ColumnDefaults(warehouse);
    this.ids = new InsertIds(warehouse.clock());
  }

  JsonObject answer(JsonObject json, TableName name) {
    Members body = Members.of(json, "");
    List<JsonElement> rows = body.list("rows");
    if (rows.isEmpty()) {
      throw BigQueryException.invalid("No rows present in the request.");
    }
    if (rows.size() > MAX_ROWS) {
      throw BigQueryException.invalid(
          "too many rows present in the request, limit: "
              + MAX_ROWS
              + " row count: "
              + rows.size()
              + ".");
    }
    StoredTable table = table(name, body.text("templateSuffix").orElse(""));
    List<Members> fresh = new ArrayList<>();
    List<Integer> indexes = new ArrayList<>();
    List<String> claimed = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (!(rows.get(i) instanceof JsonObject object)) {
        throw BigQueryException.invalid("Invalid value at 'rows[" + i + "]': not an object");
      }
      Members row = Members.of(object, "rows[" + i + "]");
      String id = row.text("insertId").orElse("");
      if (id.isEmpty() || ids.claim(table, id)) {
        fresh.add(row.require("json"));
        indexes.add(i);
        if (!id.isEmpty()) {
          claimed.add(id);
        }
      }
    }
    JsonObject answer = new JsonObject();
    answer.addProperty("kind", "bigquery#tableDataInsertAllResponse");
    if (fresh.isEmpty()) {
      return answer;
    }
    InsertAllRows inserted =
        new InsertAllRows(
            fresh,
            body.flag("skipInvalidRows"),
            body.flag("ignoreUnknownValues"),
            defaults.evaluate(table.definition(), _ -> true));
    boolean done = false;
    try {
      done = append(table, inserted);
    } finally {
      if (!done) {
        claimed.forEach(id -> ids.release(table, id));
      }
    }
    JsonArray errors = inserted.errors(indexes);
    if (!errors.isEmpty()) {
      answer.add("insertErrors", errors);
    }
    return answer;
  }

  /// @return whether rows were inserted
  private static boolean append(StoredTable table, InsertAllRows rows) {
    Append.Outcome outcome =
        table.append(new Append(null, OptionalLong.empty(), rows, Append.Kind.INSERT)).join();
    return switch (outcome) {
      case Append.Outcome.Appended _ -> true;
      case Append.Outcome.Refused _ -> false;
      case Append.Outcome.TableMissing _ ->
          throw BigQueryException.notFound("Not found: Table " + table.definition().name());
      case Append.Outcome.Failed(String message) -> throw BigQueryException.internal(message);
      case Append.Outcome.OffsetExists _,
          Append.Outcome.OffsetBeyond _,
          Append.Outcome.StreamFinalized _,
          Append.Outcome.StreamMissing _,
          Append.Outcome.NoPrimaryKey _,
          Append.Outcome.SequencesMixed _ ->
          throw new IllegalStateException("the default stream cannot answer " + outcome);
    };
  }

  /// The table, or the one that is made of it as a template.
  private StoredTable table(TableName name, String suffix) {
    StoredTable table = warehouse.requireTable(name);
    if (table.definition().viewQuery().isPresent()) {
      throw BigQueryException.invalid(
          name + " is not allowed for this operation because it is currently a VIEW.");
    }
    if (suffix.isEmpty()) {
      return table;
    }
    TableName derived =
        new TableName(name.project(), name.dataset(), Resources.table(name.table() + suffix));
    if (warehouse.table(derived).isEmpty()) {
      JsonObject resource = table.definition().resource().deepCopy();
      resource.remove("creationTime");
      warehouse
          .definitions()
          .create(
              TableDefinition.parse(derived, resource), Definitions.IfTaken.SKIP, Optional.empty());
    }
    return warehouse.requireTable(derived);
  }
}
