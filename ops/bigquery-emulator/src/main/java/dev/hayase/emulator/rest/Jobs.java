package dev.hayase.emulator.rest;

import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.query.QueryResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The jobs that have run, with their results; the oldest are forgotten.
final class Jobs {
  private static final int KEPT = 200;

  /// Where results stand as tables: hidden, as BigQuery's are.
  private static final String RESULTS = "_results";

  private static final String RESULT_PREFIX = "anon";

  /// @param resource as `jobs.get` answers it
  record Job(JsonObject resource, Optional<QueryResult> result) {}

  private final Map<String, Job> jobs = new LinkedHashMap<>();

  synchronized void add(String project, String id, Job job) {
    jobs.put(project + ":" + id, job);
    while (jobs.size() > KEPT) {
      jobs.remove(jobs.keySet().iterator().next());
    }
  }

  synchronized Optional<Job> find(String project, String id) {
    return Optional.ofNullable(jobs.get(project + ":" + id));
  }

  /// The reference of a job's result as a table: clients read the later pages of it.
  static JsonObject resultTable(String project, String id) {
    JsonObject table = new JsonObject();
    table.addProperty("projectId", project);
    table.addProperty("datasetId", RESULTS);
    table.addProperty("tableId", RESULT_PREFIX + id);
    return table;
  }

  /// The result that stands as this table, if it is one.
  Optional<QueryResult> resultOf(TableName table) {
    return table.dataset().equals(RESULTS) && table.table().startsWith(RESULT_PREFIX)
        ? find(table.project(), table.table().substring(RESULT_PREFIX.length()))
            .flatMap(Job::result)
        : Optional.empty();
  }

  synchronized List<Job> newestFirst() {
    return new ArrayList<>(jobs.values()).reversed();
  }
}
