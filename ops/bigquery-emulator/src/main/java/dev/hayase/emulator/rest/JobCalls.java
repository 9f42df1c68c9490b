package dev.hayase.emulator.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.query.QueryEngine;
import dev.hayase.emulator.query.QueryResult;
import dev.hayase.emulator.query.ResultPage;
import dev.hayase.emulator.store.Warehouse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// `bigquery.jobs.*`, for query jobs. A job is done when it is answered.
final class JobCalls {
  private static final int PAGE = 10_000;

  private final Warehouse warehouse;
  private final QueryEngine queries;
  private final Jobs jobs;

  JobCalls(Warehouse warehouse, QueryEngine queries, Jobs jobs) {
    this.warehouse = warehouse;
    this.queries = queries;
    this.jobs = jobs;
  }

  /// @param path from `queries` or `jobs` on
  JsonObject answer(Request request, String project, List<String> path) {
    boolean get = request.method().equals("GET");
    boolean post = request.method().equals("POST");
    if (path.getFirst().equals("queries")) {
      if (path.size() == 1 && post) {
        return query(request.body(), project);
      }
      if (path.size() == 2 && get) {
        return results(request, project, path.get(1));
      }
    } else if (path.size() == 1) {
      if (post) {
        return insert(request.body(), project);
      }
      if (get) {
        return list();
      }
    } else if (path.size() == 2 && get) {
      return find(project, path.get(1)).resource();
    } else if (path.size() == 3 && post && path.get(2).equals("cancel")) {
      JsonObject body = new JsonObject();
      body.addProperty("kind", "bigquery#jobCancelResponse");
      body.add("job", find(project, path.get(1)).resource());
      return body;
    }
    throw BigQueryException.unimplemented(request.method() + " bigquery." + String.join("/", path));
  }

  private JsonObject query(JsonObject body, String project) {
    JsonObject configuration = new JsonObject();
    configuration.add("query", body);
    Jobs.Job job = run(configuration, body, project, Optional.empty());
    boolean dryRun = flag(body, "dryRun");
    JsonObject reference = job.resource().getAsJsonObject("jobReference");
    JsonObject answer =
        page(
            job,
            reference,
            0,
            dryRun ? 0 : number(body, "maxResults", PAGE),
            int64Timestamps(body));
    answer.addProperty("kind", "bigquery#queryResponse");
    if (dryRun) {
      answer.remove("rows");
      answer.remove("pageToken");
      answer.addProperty("totalRows", "0");
    }
    return answer;
  }

  private JsonObject insert(JsonObject body, String project) {
    JsonObject configuration =
        body.get("configuration") instanceof JsonObject object ? object : new JsonObject();
    if (!(configuration.get("query") instanceof JsonObject query)) {
      throw BigQueryException.unimplemented("bigquery.jobs.insert of other than query jobs");
    }
    Optional<String> id =
        body.get("jobReference") instanceof JsonObject reference && reference.has("jobId")
            ? Optional.of(reference.get("jobId").getAsString())
            : Optional.empty();
    if (id.isPresent() && jobs.find(project, id.get()).isPresent()) {
      throw BigQueryException.duplicate("Already Exists: Job " + project + ":US." + id.get());
    }
    for (String unknown : List.of("destinationTable", "tableDefinitions")) {
      if (query.has(unknown) && !query.get(unknown).isJsonNull()) {
        throw BigQueryException.unimplemented("bigquery.jobs.insert with " + unknown);
      }
    }
    if (flag(configuration, "dryRun")) {
      query.addProperty("dryRun", true);
    }
    return run(configuration, query, project, id).resource();
  }

  private Jobs.Job run(
      JsonObject configuration, JsonObject query, String project, Optional<String> givenId) {
    String sql = query.has("query") ? query.get("query").getAsString() : "";
    if (sql.isBlank()) {
      throw BigQueryException.invalid("Required parameter is missing: query");
    }
    long start = warehouse.clock().millis();
    QueryResult result =
        queries.query(
            sql,
            project,
            defaultDataset(query),
            QueryParameters.read(query.get("queryParameters")),
            flag(query, "dryRun"));
    String id = givenId.orElseGet(() -> "job_" + UUID.randomUUID().toString().replace('-', '_'));
    Jobs.Job job =
        new Jobs.Job(resource(configuration, project, id, start, result), Optional.of(result));
    jobs.add(project, id, job);
    return job;
  }

  private static Optional<String> defaultDataset(JsonObject query) {
    return query.get("defaultDataset") instanceof JsonObject dataset && dataset.has("datasetId")
        ? Optional.of(dataset.get("datasetId").getAsString())
        : Optional.empty();
  }

  private JsonObject resource(
      JsonObject configuration, String project, String id, long start, QueryResult result) {
    JsonObject reference = new JsonObject();
    reference.addProperty("projectId", project);
    reference.addProperty("jobId", id);
    reference.addProperty("location", "US");
    JsonObject status = new JsonObject();
    status.addProperty("state", "DONE");
    JsonObject query = new JsonObject();
    query.addProperty("totalBytesProcessed", "0");
    query.addProperty("totalBytesBilled", "0");
    query.addProperty("cacheHit", false);
    query.addProperty("statementType", result.statementType());
    result
        .affectedRows()
        .ifPresentOrElse(
            rows -> query.addProperty("numDmlAffectedRows", Long.toString(rows)),
            () -> query.add("schema", result.schema()));
    JsonObject statistics = new JsonObject();
    statistics.addProperty("creationTime", Long.toString(start));
    statistics.addProperty("startTime", Long.toString(start));
    statistics.addProperty("endTime", Long.toString(warehouse.clock().millis()));
    statistics.addProperty("totalBytesProcessed", "0");
    statistics.add("query", query);
    JsonObject configured = configuration.deepCopy();
    configured.addProperty("jobType", "QUERY");
    if (configured.get("query") instanceof JsonObject configuredQuery) {
      configuredQuery.add("destinationTable", Jobs.resultTable(project, id));
    }
    JsonObject resource = new JsonObject();
    resource.addProperty("kind", "bigquery#job");
    resource.addProperty("id", project + ":US." + id);
    resource.add("jobReference", reference);
    resource.add("configuration", configured);
    resource.add("status", status);
    resource.add("statistics", statistics);
    resource.addProperty("user_email", "emulator@localhost");
    return resource;
  }

  private JsonObject results(Request request, String project, String id) {
    Jobs.Job job = find(project, id);
    int from =
        request.query().containsKey("pageToken")
            ? request.number("pageToken", 0)
            : request.number("startIndex", 0);
    JsonObject answer =
        page(
            job,
            job.resource().getAsJsonObject("jobReference"),
            from,
            request.number("maxResults", PAGE),
            request.flag("formatOptions.useInt64Timestamp"));
    answer.addProperty("kind", "bigquery#getQueryResultsResponse");
    return answer;
  }

  private static JsonObject page(
      Jobs.Job job, JsonObject reference, int from, int limit, boolean int64Timestamps) {
    JsonObject answer = new JsonObject();
    answer.add("jobReference", reference);
    answer.addProperty("jobComplete", true);
    answer.addProperty("cacheHit", false);
    answer.addProperty("totalBytesProcessed", "0");
    job.result()
        .ifPresent(result -> {
          if (result.affectedRows().isPresent()) {
            long rows = result.affectedRows().getAsLong();
            answer.addProperty("numDmlAffectedRows", Long.toString(rows));
            return;
          }
          ResultPage page = result.page(from, Math.min(limit, PAGE), int64Timestamps);
          answer.add("schema", result.schema());
          answer.addProperty("totalRows", Long.toString(page.totalRows()));
          answer.add("rows", page.rows());
          long next = from + (long) page.rows().size();
          if (next < page.totalRows()) {
            answer.addProperty("pageToken", Long.toString(next));
          }
        });
    return answer;
  }

  private JsonObject list() {
    JsonArray list = new JsonArray();
    jobs.newestFirst().forEach(job -> list.add(job.resource()));
    JsonObject body = new JsonObject();
    body.addProperty("kind", "bigquery#jobList");
    body.add("jobs", list);
    return body;
  }

  private Jobs.Job find(String project, String id) {
    return jobs.find(project, id)
        .orElseThrow(() -> BigQueryException.notFound("Not found: Job " + project + ":US." + id));
  }

  private static boolean int64Timestamps(JsonObject body) {
    return body.get("formatOptions") instanceof JsonObject options
        && flag(options, "useInt64Timestamp");
  }

  private static boolean flag(JsonObject json, String member) {
    JsonElement value = json.get(member);
    return value != null && !value.isJsonNull() && value.getAsBoolean();
  }

  private static int number(JsonObject json, String member, int otherwise) {
    JsonElement value = json.get(member);
    return value == null || value.isJsonNull()
        ? otherwise
        : (int) Math.min(Integer.MAX_VALUE, value.getAsLong());
  }
}
