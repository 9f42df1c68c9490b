package dev.hayase.emulator.rest;

import com.google.gson.JsonObject;
import dev.hayase.emulator.query.QueryResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The jobs that have run, with their results; the oldest are forgotten.
final class Jobs {
  private static final int KEPT = 200;

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

  synchronized List<Job> newestFirst() {
    return new ArrayList<>(jobs.values()).reversed();
  }
}
