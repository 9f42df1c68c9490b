package dev.hayase.emulator.rest;

import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.job.Jobs;
import dev.hayase.emulator.query.QueryEngine;
import dev.hayase.emulator.store.Warehouse;
import java.util.List;

/// Which call a method and a path mean.
public final class Routes implements AutoCloseable {
  /// What deletions answer.
  static final JsonObject NO_CONTENT = new JsonObject();

  private final DatasetCalls datasets;
  private final TableCalls tables;
  private final TabledataCalls tabledata;
  private final Jobs jobs;
  private final JobCalls jobCalls;
  private final QueryCalls queryCalls;
  private final UploadCalls uploads;
  private final ProjectCalls projects;
  private final Discovery discovery = new Discovery();

  /// @param defaultProject what `projects.list` names even while it holds nothing
  public Routes(Warehouse warehouse, QueryEngine queries, String defaultProject) {
    this.datasets = new DatasetCalls(warehouse);
    this.tables = new TableCalls(warehouse, queries);
    this.jobs = new Jobs(warehouse.clock());
    this.tabledata = new TabledataCalls(warehouse, queries, jobs);
    JobStarter starter = new JobStarter(warehouse, queries, jobs);
    this.jobCalls = new JobCalls(starter, jobs);
    this.queryCalls = new QueryCalls(starter, jobCalls, warehouse.clock());
    this.uploads = new UploadCalls(starter);
    this.projects = new ProjectCalls(warehouse, defaultProject);
  }

  Answer answer(Request request) {
    List<String> path = request.path();
    int projects = path.indexOf("projects");
    if (!path.isEmpty()
        && (path.getFirst().equals("upload") || path.getFirst().equals("resumable"))) {
      if (projects < 0 || path.size() != projects + 3 || !path.getLast().equals("jobs")) {
        throw noSuchMethod(request);
      }
      return uploads.answer(request, path.get(projects + 1));
    }
    JsonObject body = call(request);
    return body.isEmpty() ? Answer.NO_CONTENT : Answer.of(body);
  }

  private JsonObject call(Request request) {
    List<String> path = request.path();
    if (path.isEmpty() && request.method().equals("GET")) {
      return projects.alive();
    }
    if (isDiscovery(path)) {
      return discovery.describe("http://" + request.host());
    }
    if (path.isEmpty() || !path.getFirst().equals("projects")) {
      throw noSuchMethod(request);
    }
    if (path.size() == 1) {
      return projects.list();
    }
    String project = path.get(1);
    List<String> rest = path.subList(2, path.size());
    return switch (rest.isEmpty() ? "" : rest.getFirst()) {
      case "datasets" -> inDatasets(request, project, rest.subList(1, rest.size()));
      case "queries" -> queryCalls.answer(request, project, rest);
      case "jobs" -> jobCalls.answer(request, project, rest);
      case "serviceAccount" -> projects.serviceAccount(project);
      default -> throw noSuchMethod(request);
    };
  }

  /// Neither BigQuery nor the emulator has it.
  static BigQueryException noSuchMethod(Request request) {
    return BigQueryException.notFound(
        "Method not found: " + request.method() + " /" + String.join("/", request.path()));
  }

  @Override
  public void close() {
    uploads.close();
    jobs.close();
  }

  /// Both places where it is looked for: `/$discovery/rest` and
  /// `/discovery/v1/apis/bigquery/v2/rest`.
  private static boolean isDiscovery(List<String> path) {
    return path.equals(List.of("$discovery", "rest"))
        || path.equals(List.of("discovery", "v1", "apis", "bigquery", "v2", "rest"));
  }

  private JsonObject inDatasets(Request request, String project, List<String> rest) {
    if (!rest.isEmpty() && rest.getFirst().endsWith(":undelete")) {
      throw BigQueryException.unimplemented("bigquery.datasets.undelete");
    }
    if (rest.size() <= 1) {
      return datasets.answer(request, project, rest.isEmpty() ? null : rest.getFirst());
    }
    String dataset = rest.getFirst();
    if (List.of("routines", "models").contains(rest.get(1))) {
      throw BigQueryException.unimplemented("bigquery." + rest.get(1));
    }
    if (!rest.get(1).equals("tables")) {
      throw noSuchMethod(request);
    }
    return switch (rest.size()) {
      case 2 -> tables.answerCollection(request, project, dataset);
      case 3 -> tables.answerOne(request, project, dataset, rest.get(2));
      default -> tabledata.answer(request, project, dataset, rest.get(2), rest.get(3));
    };
  }
}
