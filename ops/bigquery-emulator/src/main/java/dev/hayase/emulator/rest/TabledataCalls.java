package dev.hayase.emulator.rest;

import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.query.QueryEngine;
import dev.hayase.emulator.query.ResultPage;
import dev.hayase.emulator.store.StoredTable;
import dev.hayase.emulator.store.Warehouse;

/// `bigquery.tabledata.*`.
final class TabledataCalls {
  private static final int PAGE = 10_000;

  private final Warehouse warehouse;
  private final QueryEngine queries;

  TabledataCalls(Warehouse warehouse, QueryEngine queries) {
    this.warehouse = warehouse;
    this.queries = queries;
  }

  JsonObject answer(
      Request request, String project, String dataset, String table, String collection) {
    if (!collection.equals("data") || !request.method().equals("GET")) {
      throw BigQueryException.unimplemented(
          collection.equals("insertAll")
              ? "bigquery.tabledata.insertAll"
              : "bigquery.tables." + collection);
    }
    StoredTable stored = warehouse.requireTable(new TableName(project, dataset, table));
    int from =
        request.query().containsKey("pageToken")
            ? request.number("pageToken", 0)
            : request.number("startIndex", 0);
    int limit = Math.min(PAGE, request.number("maxResults", PAGE));
    ResultPage page =
        queries.list(
            stored,
            from,
            limit,
            request.query().getOrDefault("selectedFields", ""),
            request.flag("formatOptions.useInt64Timestamp"));
    JsonObject body = new JsonObject();
    body.addProperty("kind", "bigquery#tableDataList");
    body.addProperty("totalRows", Long.toString(page.totalRows()));
    if (from + (long) page.rows().size() < page.totalRows() && !page.rows().isEmpty()) {
      body.addProperty("pageToken", Long.toString(from + (long) page.rows().size()));
    }
    if (!page.rows().isEmpty()) {
      body.add("rows", page.rows());
    }
    return body;
  }
}
