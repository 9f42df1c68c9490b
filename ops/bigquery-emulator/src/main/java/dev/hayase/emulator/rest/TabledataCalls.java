package dev.hayase.emulator.rest;

import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.job.Jobs;
import dev.hayase.emulator.query.QueryEngine;
import dev.hayase.emulator.query.QueryResult;
import dev.hayase.emulator.query.ResultPage;
import dev.hayase.emulator.store.Warehouse;
import java.util.Optional;

/// `bigquery.tabledata.*`.
final class TabledataCalls {
  private static final int PAGE = 10_000;

  private final Warehouse warehouse;
  private final QueryEngine queries;
  private final Jobs jobs;

  TabledataCalls(Warehouse warehouse, QueryEngine queries, Jobs jobs) {
    this.warehouse = warehouse;
    this.queries = queries;
    this.jobs = jobs;
  }

  JsonObject answer(
      Request request, String project, String dataset, String table, String collection) {
    if (!collection.equals("data") || !request.method().equals("GET")) {
      throw BigQueryException.unimplemented(
          collection.equals("insertAll")
              ? "bigquery.tabledata.insertAll"
              : "bigquery.tables." + collection);
    }
    TableName name = new TableName(project, dataset, table);
    int from =
        request.query().containsKey("pageToken")
            ? request.number("pageToken", 0)
            : request.number("startIndex", 0);
    int limit = Math.min(PAGE, request.number("maxResults", PAGE));
    boolean int64Timestamps = request.flag("formatOptions.useInt64Timestamp");
    Optional<QueryResult> result = jobs.resultOf(name);
    ResultPage page =
        result.isPresent()
            ? result.get().page(from, limit, int64Timestamps)
            : queries.list(
                warehouse.requireTable(name),
                from,
                limit,
                request.query().getOrDefault("selectedFields", ""),
                int64Timestamps);
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
