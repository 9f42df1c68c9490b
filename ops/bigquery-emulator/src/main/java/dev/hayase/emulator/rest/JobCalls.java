package dev.hayase.emulator.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.job.Job;
import dev.hayase.emulator.job.JobResource;
import dev.hayase.emulator.job.Jobs;
import dev.hayase.emulator.job.Members;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `bigquery.jobs.*` but for queries. As in BigQuery, a job may still run when it is answered.
final class JobCalls {
  /// So that the client of a short job need not ask again.
  private static final int INSERT_WAITS_MILLIS = 500;

  private static final int CANCEL_WAITS_MILLIS = 1_000;
  private static final int PAGE = 50;

  private final JobStarter starter;
  private final Jobs jobs;

  JobCalls(JobStarter starter, Jobs jobs) {
    this.starter = starter;
    this.jobs = jobs;
  }

  /// @param path from `jobs` on
  JsonObject answer(Request request, String project, List<String> path) {
    String call = request.method() + " " + path.size() + " " + (path.size() > 2 ? path.get(2) : "");
    return switch (call) {
      case "POST 1 " -> insert(request.body(), project);
      case "GET 1 " -> list(request, project);
      case "GET 2 " -> JobResource.full(find(request, project, path.get(1)));
      case "POST 3 cancel" -> cancel(find(request, project, path.get(1)));
      case "DELETE 3 delete" -> {
        Job job = find(request, project, path.get(1));
        if (!job.isDone()) {
          throw BigQueryException.invalid("Job " + job.name() + " is not done. Cancel it first.");
        }
        jobs.delete(job);
        yield Routes.NO_CONTENT;
      }
      default -> throw Routes.noSuchMethod(request);
    };
  }

  private JsonObject insert(JsonObject body, String project) {
    Members configuration = Members.of(body, "").require("configuration");
    if (configuration.flag("dryRun")) {
      return starter.dryRun(body, project);
    }
    Job job = starter.start(body, project, Optional.empty());
    job.await(INSERT_WAITS_MILLIS);
    return JobResource.full(job);
  }

  private static JsonObject cancel(Job job) {
    job.cancel();
    job.await(CANCEL_WAITS_MILLIS);
    JsonObject body = new JsonObject();
    body.addProperty("kind", "bigquery#jobCancelResponse");
    body.add("job", JobResource.full(job));
    return body;
  }

  private JsonObject list(Request request, String project) {
    long from = request.number("minCreationTime", 0L);
    long to = request.number("maxCreationTime", Long.MAX_VALUE);
    List<String> states =
        Arrays.stream(request.query().getOrDefault("stateFilter", "").split(",", -1))
            .filter(state -> !state.isEmpty())
            .map(state -> state.toUpperCase(Locale.ROOT))
            .toList();
    boolean full = request.query().getOrDefault("projection", "minimal").equalsIgnoreCase("full");
    List<Job> all =
        jobs.of(project).stream()
            .filter(job -> job.created() >= from && job.created() <= to)
            .filter(job -> states.isEmpty() || states.contains(JobResource.state(job)))
            .toList();
    Page page = Page.of(request, PAGE, all.size());
    JsonArray list = new JsonArray();
    all.subList(page.from(), page.to()).forEach(job -> list.add(JobResource.listed(job, full)));
    JsonObject body = new JsonObject();
    body.addProperty("kind", "bigquery#jobList");
    body.add("jobs", list);
    page.next().ifPresent(token -> body.addProperty("nextPageToken", token));
    return body;
  }

  Job find(Request request, String project, String id) {
    String location = request.query().getOrDefault("location", "");
    return jobs.find(project, id)
        .filter(job -> location.isEmpty() || job.name().location().equalsIgnoreCase(location))
        .orElseThrow(() ->
            BigQueryException.notFound(
                "Not found: Job "
                    + project
                    + ":"
                    + (location.isEmpty() ? "" : location + ".")
                    + id));
  }
}
