package dev.hayase.emulator.rest;

import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.query.QueryEngine;
import dev.hayase.emulator.store.Warehouse;
import java.util.List;

/// Which call a method and a path mean.
public final class Routes {
  /// What deletions answer.
  static final JsonObject NO_CONTENT = new JsonObject();

  private final DatasetCalls datasets;
  private final TableCalls tables;
  private final TabledataCalls tabledata;
  private final JobCalls jobs;
  private final ProjectCalls projects;
  private final Discovery discovery = new Discovery();

  /// @param defaultProject what `projects.list` names even while it holds nothing
  public Routes(Warehouse warehouse, QueryEngine queries, String defaultProject) {
    this.datasets = new DatasetCalls(warehouse);
    this.tables = new TableCalls(warehouse, queries);
    Jobs done = new Jobs();
    this.tabledata = new TabledataCalls(warehouse, queries, done);
    this.jobs = new JobCalls(warehouse, queries, done);
    this.projects = new ProjectCalls(warehouse, defaultProject);
  }

  Answer answer(Request request) {
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
      throw BigQueryException.unimplemented(request.method() + " /" + String.join("/", path));
    }
    if (path.size() == 1) {
      return projects.list();
    }
    String project = path.get(1);
    List<String> rest = path.subList(2, path.size());
    return switch (rest.isEmpty() ? "" : rest.getFirst()) {
      case "datasets" -> inDatasets(request, project, rest.subList(1, rest.size()));
      case "queries", "jobs" -> jobs.answer(request, project, rest);
      default ->
          throw BigQueryException.unimplemented(request.method() + " /" + String.join("/", path));
    };
  }

  /// Both places where it is looked for: `/$discovery/rest` and
  /// `/discovery/v1/apis/bigquery/v2/rest`.
  private static boolean isDiscovery(List<String> path) {
    return path.equals(List.of("$discovery", "rest"))
        || path.equals(List.of("discovery", "v1", "apis", "bigquery", "v2", "rest"));
  }

  private JsonObject inDatasets(Request request, String project, List<String> rest) {
    if (rest.size() <= 1) {
      return datasets.answer(request, project, rest.isEmpty() ? null : rest.getFirst());
    }
    String dataset = rest.getFirst();
    if (!rest.get(1).equals("tables")) {
      throw BigQueryException.unimplemented("bigquery." + rest.get(1).replaceFirst(":.*", ""));
    }
    return switch (rest.size()) {
      case 2 -> tables.answerCollection(request, project, dataset);
      case 3 -> tables.answerOne(request, project, dataset, rest.get(2));
      default -> tabledata.answer(request, project, dataset, rest.get(2), rest.get(3));
    };
  }
}
