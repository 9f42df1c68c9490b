package dev.hayase.cdc;

import java.io.StringReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// Work on a database by several connections at once: blocks of COPY, whose rows share positions in
/// the log, and small transactions that overlap with them and with each other. Some roll back.
final class OverlappingWork implements AutoCloseable {
  private static final int COUNTERS = 30;
  private static final int WRITERS = 3;
  // As fast as it can would drown the machine that the service shares.
  private static final long PACE_NANOS = 10_000_000;
  private static final int COPY_ROWS = 300;

  private final School school;
  private final AtomicBoolean running = new AtomicBoolean(true);
  private final AtomicLong copied = new AtomicLong();
  private final AtomicReference<@Nullable Exception> trouble = new AtomicReference<>();
  private final List<Thread> threads = new ArrayList<>();

  private OverlappingWork(School school) {
    this.school = school;
  }

  static OverlappingWork start(School school, long seed) {
    OverlappingWork work = new OverlappingWork(school);
    work.threads.add(Thread.ofPlatform().start(() -> work.guarded(work::copy)));
    for (int i = 0; i < WRITERS; i++) {
      Random random = new Random(seed + i);
      work.threads.add(Thread.ofPlatform().start(() -> work.guarded(() -> work.count(random))));
    }
    return work;
  }

  /// Rows copied and committed.
  long copied() {
    return copied.get();
  }

  /// What the counters say at the end.
  Map<Integer, Integer> counters() throws Exception {
    Map<Integer, Integer> counters = new HashMap<>();
    try (Connection connection = school.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT id, n FROM counters")) {
      while (row.next()) {
        counters.put(row.getInt(1), row.getInt(2));
      }
    }
    return counters;
  }

  void stop() throws Exception {
    running.set(false);
    for (Thread thread : threads) {
      thread.join();
    }
    Exception failure = trouble.get();
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close() {
    running.set(false);
  }

  private interface Job {
    void run() throws Exception;
  }

  private void guarded(Job job) {
    try {
      job.run();
    } catch (Exception e) {
      trouble.compareAndSet(null, e);
    }
  }

  private void copy() throws Exception {
    try (Connection connection = school.connect()) {
      while (running.get()) {
        StringBuilder rows = new StringBuilder();
        long first = copied.get() + 1;
        for (long id = first; id < first + COPY_ROWS; id++) {
          rows.append(id).append("\tnote ").append(id).append('\n');
        }
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY copies FROM STDIN", new StringReader(rows.toString()));
        copied.addAndGet(COPY_ROWS);
        LockSupport.parkNanos(PACE_NANOS * 8);
      }
    }
  }

  private void count(Random random) throws Exception {
    try (Connection connection = school.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      while (running.get()) {
        int updates = 1 + random.nextInt(12);
        // In the order of the keys: no deadlocks, yet overlapping.
        random
            .ints(0, COUNTERS)
            .distinct()
            .limit(updates)
            .sorted()
            .forEach(id -> add(statement, id + 1));
        if (random.nextInt(6) == 0) {
          connection.rollback();
        } else {
          connection.commit();
        }
        LockSupport.parkNanos(PACE_NANOS);
      }
    }
  }

  private static void add(Statement statement, int id) {
    try {
      statement.execute("UPDATE counters SET n = n + 1 WHERE id = " + id);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
