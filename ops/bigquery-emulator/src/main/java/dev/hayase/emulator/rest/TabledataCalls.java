package dev.hayase.emulator.rest;

import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.job.Jobs;
import dev.hayase.emulator.query.QueryEngine;
import dev.hayase.emulator.query.QueryResult;
import dev.hayase.emulator.query.ResultPage;
import dev.hayase.emulator.query.TimestampFormat;
import dev.hayase.emulator.store.Warehouse;
import java.util.Optional;

/// `bigquery.tabledata.*`.
final class TabledataCalls {
  private static final int PAGE = 10_000;

  private final Warehouse warehouse;
  private final QueryEngine queries;
  private final Jobs jobs;
  private final InsertAllCall inserting;

  TabledataCalls(Warehouse warehouse, QueryEngine queries, Jobs jobs) {
    this.warehouse = warehouse;
    this.queries = queries;
    this.jobs = jobs;
    this.inserting = new InsertAllCall(warehouse);
  }

  JsonObject answer(
      Request request, String project, String dataset, String table, String collection) {
    TableName name = new TableName(project, dataset, table);
    if (collection.equals("insertAll") && request.method().equals("POST")) {
      return inserting.answer(request.body(), name);
    }
    if (collection.startsWith("rowAccessPolicies")) {
      throw BigQueryException.unimplemented("bigquery.rowAccessPolicies");
    }
    if (!collection.equals("data") || !request.method().equals("GET")) {
      throw Routes.noSuchMethod(request);
    }
    requireRows(name);
    int from =
        request.query().containsKey("pageToken")
            ? request.number("pageToken", 0)
            : request.number("startIndex", 0);
    int limit = Math.min(PAGE, request.number("maxResults", PAGE));
    TimestampFormat timestamps = request.timestampFormat();
    Optional<QueryResult> result = jobs.resultOf(name);
    ResultPage page =
        result.isPresent()
            ? result.get().page(from, limit, timestamps)
            : queries.list(
                warehouse.requireTable(name),
                from,
                limit,
                request.query().getOrDefault("selectedFields", ""),
                timestamps);
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

  private void requireRows(TableName name) {
    if (warehouse.table(name).filter(t -> t.definition().viewQuery().isPresent()).isPresent()) {
      throw BigQueryException.invalid("Cannot list a table of type VIEW.");
    }
  }
}
