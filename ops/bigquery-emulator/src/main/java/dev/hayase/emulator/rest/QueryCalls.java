package dev.hayase.emulator.rest;

import com.google.gson.JsonObject;
import dev.hayase.emulator.job.Job;
import dev.hayase.emulator.job.Members;
import dev.hayase.emulator.job.QueryWork;
import dev.hayase.emulator.query.QueryResult;
import dev.hayase.emulator.query.ResultPage;
import dev.hayase.emulator.query.TimestampFormat;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `bigquery.jobs.query` and `bigquery.jobs.getQueryResults`.
final class QueryCalls {
  private static final int PAGE = 10_000;
  private static final long WAIT_MILLIS = 10_000;
  private static final long LONGEST_WAIT_MILLIS = 200_000;

  /// For how long a request is a repetition of another with its `requestId`
  /// (https://cloud.google.com/bigquery/docs/reference/rest/v2/jobs/query#QueryRequest).
  private static final Duration REPEATED_WITHIN = Duration.ofMinutes(15);

  private static final int REQUESTS_REMEMBERED = 1_000;

  /// Members of `jobs.query` that are no configuration of the job, and change no result.
  private static final List<String> OF_THE_CALL =
      List.of(
          "kind",
          "maxResults",
          "timeoutMs",
          "requestId",
          "formatOptions",
          "location",
          "jobCreationMode",
          "labels",
          "dryRun");

  private record Remembered(JsonObject asked, Job job, long at) {}

  private final JobStarter starter;
  private final JobCalls jobs;
  private final InstantSource clock;
  private final Map<String, Remembered> requests = new LinkedHashMap<>();

  QueryCalls(JobStarter starter, JobCalls jobs, InstantSource clock) {
    this.starter = starter;
    this.jobs = jobs;
    this.clock = clock;
  }

  /// @param path from `queries` on
  JsonObject answer(Request request, String project, List<String> path) {
    if (path.size() == 1 && request.method().equals("POST")) {
      return query(request.body(), project);
    }
    if (path.size() == 2 && request.method().equals("GET")) {
      return results(request, project, path.get(1));
    }
    throw Routes.noSuchMethod(request);
  }

  private JsonObject query(JsonObject json, String project) {
    Members body = Members.of(json, "");
    if (body.flag("dryRun")) {
      return dryRun(body, project);
    }
    Job job = job(body, project);
    job.await(waitFor(body.number("timeoutMs").orElse(WAIT_MILLIS)));
    TimestampFormat timestamps =
        body.object("formatOptions")
            .map(options ->
                TimestampFormat.of(
                    options.text("timestampOutputFormat"), options.flag("useInt64Timestamp")))
            .orElse(TimestampFormat.FLOAT64);
    JsonObject answer =
        page(job, 0, (int) Math.min(PAGE, body.number("maxResults").orElse(PAGE)), timestamps);
    answer.addProperty("kind", "bigquery#queryResponse");
    return answer;
  }

  /// The job of this request, or of the one that it repeats.
  private Job job(Members body, String project) {
    JsonObject asked = body.json().deepCopy();
    OF_THE_CALL.forEach(asked::remove);
    JsonObject configuration = new JsonObject();
    configuration.add("query", asked);
    body.object("labels").ifPresent(labels -> configuration.add("labels", labels.json()));
    JsonObject resource = new JsonObject();
    resource.add("configuration", configuration);
    body.text("location")
        .ifPresent(location -> {
          JsonObject reference = new JsonObject();
          reference.addProperty("location", location);
          resource.add("jobReference", reference);
        });
    Optional<String> requestId = body.text("requestId").filter(id -> !id.isEmpty());
    if (requestId.isEmpty()) {
      return starter.start(resource, project, Optional.empty());
    }
    synchronized (requests) {
      long now = clock.millis();
      requests.values().removeIf(old -> now - old.at() > REPEATED_WITHIN.toMillis());
      Remembered before = requests.get(project + ":" + requestId.get());
      if (before != null && before.asked().equals(asked)) {
        return before.job();
      }
      Job job = starter.start(resource, project, Optional.empty());
      requests.put(project + ":" + requestId.get(), new Remembered(asked, job, now));
      if (requests.size() > REQUESTS_REMEMBERED) {
        requests.remove(requests.keySet().iterator().next());
      }
      return job;
    }
  }

  private JsonObject dryRun(Members body, String project) {
    QueryResult result = starter.query(body, project, true).get();
    JsonObject answer = new JsonObject();
    answer.addProperty("kind", "bigquery#queryResponse");
    JsonObject reference = new JsonObject();
    reference.addProperty("projectId", project);
    answer.add("jobReference", reference);
    answer.addProperty("jobComplete", true);
    answer.addProperty("cacheHit", false);
    answer.addProperty("totalBytesProcessed", "0");
    if (result.affectedRows().isEmpty()) {
      answer.add("schema", result.schema());
    }
    answer.addProperty("totalRows", "0");
    return answer;
  }

  private static long waitFor(long asked) {
    return Math.clamp(asked, 0, LONGEST_WAIT_MILLIS);
  }

  private JsonObject results(Request request, String project, String id) {
    Job job = jobs.find(request, project, id);
    job.await(waitFor(request.number("timeoutMs", WAIT_MILLIS)));
    long from =
        request.query().containsKey("pageToken")
            ? request.number("pageToken", 0L)
            : request.number("startIndex", 0L);
    JsonObject answer =
        page(
            job,
            from,
            Math.min(PAGE, request.number("maxResults", PAGE)),
            request.timestampFormat());
    answer.addProperty("kind", "bigquery#getQueryResultsResponse");
    return answer;
  }

  private static JsonObject page(Job job, long from, int limit, TimestampFormat timestamps) {
    JsonObject answer = new JsonObject();
    answer.add("jobReference", job.name().reference());
    answer.addProperty("jobComplete", job.isDone());
    if (!job.isDone()) {
      return answer;
    }
    answer.addProperty("cacheHit", false);
    answer.addProperty("totalBytesProcessed", "0");
    job.result()
        .ifPresent(result -> {
          if (result.affectedRows().isPresent()) {
            JsonObject statistics = QueryWork.statistics(result);
            for (String member : List.of("numDmlAffectedRows", "dmlStats")) {
              answer.add(member, statistics.get(member));
            }
            return;
          }
          ResultPage page = result.page(from, limit, timestamps);
          answer.add("schema", result.schema());
          answer.addProperty("totalRows", Long.toString(page.totalRows()));
          if (!page.rows().isEmpty()) {
            answer.add("rows", page.rows());
          }
          long next = from + page.rows().size();
          if (next < page.totalRows()) {
            answer.addProperty("pageToken", Long.toString(next));
          }
        });
    return answer;
  }
}
