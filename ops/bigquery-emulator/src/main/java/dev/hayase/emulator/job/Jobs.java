package dev.hayase.emulator.job;

import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.query.QueryResult;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The jobs of the emulator: a few run at once, some more wait, the oldest are forgotten.
public final class Jobs implements AutoCloseable {
  private static final int AT_ONCE = 8;
  private static final int WAITING = 1_000;

  /// With their results, of which each holds up to 5,000 rows in memory.
  private static final int KEPT = 200;

  private final InstantSource clock;
  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          AT_ONCE,
          AT_ONCE,
          10,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(WAITING),
          Thread.ofPlatform().daemon().name("job-", 0).factory());

  public Jobs(InstantSource clock) {
    this.clock = clock;
    executor.allowCoreThreadTimeOut(true);
  }

  /// @throws BigQueryException when a job has the name, or too many wait
  public Job start(JobName name, JsonObject configuration, Work work) {
    Job job = new Job(name, configuration, work, clock);
    synchronized (jobs) {
      String key = key(name.project(), name.id());
      if (jobs.containsKey(key)) {
        work.abandon();
        throw BigQueryException.duplicate("Already Exists: Job " + name);
      }
      jobs.put(key, job);
      forgetOldest();
    }
    try {
      executor.execute(job::run);
    } catch (RejectedExecutionException full) {
      delete(job);
      work.abandon();
      throw BigQueryException.refused(
          403,
          "rateLimitExceeded",
          "RESOURCE_EXHAUSTED",
          "Exceeded rate limits: too many concurrent jobs for this project. This emulator lets "
              + WAITING
              + " jobs wait.");
    }
    return job;
  }

  /// Those that are not done stay: somebody waits for them.
  private void forgetOldest() {
    List<String> done =
        jobs.entrySet().stream()
            .filter(entry -> entry.getValue().isDone())
            .map(Map.Entry::getKey)
            .limit(Math.max(0, jobs.size() - KEPT))
            .toList();
    done.forEach(jobs::remove);
  }

  public Optional<Job> find(String project, String id) {
    synchronized (jobs) {
      return Optional.ofNullable(jobs.get(key(project, id)));
    }
  }

  public void delete(Job job) {
    synchronized (jobs) {
      jobs.remove(key(job.name().project(), job.name().id()));
    }
  }

  /// The jobs of a project, the newest first.
  public List<Job> of(String project) {
    synchronized (jobs) {
      return new ArrayList<>(jobs.values())
          .reversed().stream().filter(job -> job.name().project().equals(project)).toList();
    }
  }

  /// The result that stands as this table, if it is one.
  public Optional<QueryResult> resultOf(TableName table) {
    String id = JobResource.jobOf(table);
    return id.isEmpty() ? Optional.empty() : find(table.project(), id).flatMap(Job::result);
  }

  private static String key(String project, String id) {
    return project + ":" + id;
  }

  /// Lets running jobs end.
  @Override
  public void close() {
    executor.shutdown();
    try {
      executor.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
