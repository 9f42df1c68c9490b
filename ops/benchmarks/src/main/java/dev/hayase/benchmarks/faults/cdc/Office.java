package dev.hayase.benchmarks.faults.cdc;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// Those who work on the database, not by the wire that is hurt, and know what they have committed.
///
/// - Clerks count in `ledger`: each change of a row has a number of its own. Small transactions
///   that overlap; some roll back; rows come, change, change their keys, and go.
/// - A clerk changes `papers`, whose long texts the log leaves out where they do not change.
/// - Rows of `copies` come by COPY: hundreds share a position in the log.
/// - Rows of `bulk` come by tens of thousands in a transaction that stays open meanwhile.
///
/// `kept.fates` holds what was committed when a connection broke before it said so.
final class Office implements AutoCloseable {
  /// Stands in a row's history where it went.
  static final long GONE = -1;

  private static final int CLERKS = 3;
  private static final int KEYS = 60;
  private static final int PAPERS = 25;
  private static final int COPIED = 300;
  private static final int BULK_PART = 1_000;
  private static final int BULK_PARTS = 12;
  private static final int OLD_ROWS = 30_000;
  private static final long PACE_NANOS = 8_000_000;

  private final CdcStage stage;
  private final AtomicBoolean open = new AtomicBoolean(true);
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicLong transactions = new AtomicLong();
  private final Map<Integer, List<Long>> ledger = new ConcurrentHashMap<>();
  private final AtomicLong copied = new AtomicLong();
  private final AtomicLong bulk = new AtomicLong();
  private final AtomicReference<@Nullable Exception> trouble = new AtomicReference<>();
  private final List<Thread> threads = new ArrayList<>();

  private Office(CdcStage stage) {
    this.stage = stage;
  }

  /// Makes the tables, with rows that a snapshot takes a while for, and begins to work.
  static Office open(CdcStage stage, long seed) throws SQLException {
    Office office = new Office(stage);
    try (Connection connection = office.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA kept");
      statement.execute("CREATE TABLE kept.fates (id bigint PRIMARY KEY)");
      statement.execute(
          "CREATE TABLE ledger (id int PRIMARY KEY, n bigint NOT NULL, amount numeric(12,2), note text)");
      statement.execute("CREATE TABLE papers (id int PRIMARY KEY, n bigint, body text)");
      statement.execute("CREATE TABLE copies (id bigint PRIMARY KEY, note text)");
      statement.execute("CREATE TABLE bulk (id bigint PRIMARY KEY, note text)");
      statement.execute(
          "INSERT INTO copies SELECT g, 'old ' || g FROM generate_series(1, %d) g"
              .formatted(OLD_ROWS));
    }
    office.copied.set(OLD_ROWS);
    for (int clerk = 0; clerk < CLERKS; clerk++) {
      int first = clerk * KEYS;
      Random random = new Random(seed * 31 + clerk);
      office.hire("clerk-" + clerk, connection -> office.count(connection, first, random));
    }
    Random random = new Random(seed * 31 + CLERKS);
    office.hire("papers", connection -> office.write(connection, random));
    office.hire("copies", office::copy);
    office.hire("bulk", office::bulk);
    return office;
  }

  /// What was committed.
  ///
  /// @param ledger for each key its numbers in order, [#GONE] where it went
  /// @param papers for each key its number and the hash of its text
  /// @param copied the highest key of `copies`, which has no gaps
  /// @param bulk the same of `bulk`
  /// @param through when all of it was
  record Books(
      Map<Integer, List<Long>> ledger,
      Map<Integer, String> papers,
      long copied,
      long bulk,
      Instant through) {

    /// Changes that were committed, those aside that only `papers` knows.
    long changes() {
      return ledger.values().stream().mapToLong(List::size).sum() + copied + bulk;
    }
  }

  /// Ends the work.
  Books close(Connection connection) throws SQLException, InterruptedException {
    close();
    for (Thread thread : threads) {
      thread.join();
    }
    Exception failure = trouble.get();
    if (failure != null) {
      throw new IllegalStateException("Somebody could not work", failure);
    }
    Map<Integer, String> papers = new TreeMap<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery("SELECT id, n || ' ' || body FROM papers")) {
        while (row.next()) {
          papers.put(row.getInt(1), row.getString(2));
        }
      }
      try (ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
        row.next();
        Instant now = row.getTimestamp(1).toInstant();
        return new Books(new TreeMap<>(ledger), papers, copied.get(), bulk.get(), now);
      }
    }
  }

  /// Whether nobody had to stop.
  boolean isWell() {
    return trouble.get() == null;
  }

  @Override
  public void close() {
    open.set(false);
  }

  private Connection connect() throws SQLException {
    return stage.postgres().connect("postgres");
  }

  /// A piece of work on a connection, which may break at any place.
  private interface Work {
    void on(Connection connection) throws SQLException, IOException;
  }

  private void hire(String name, Work work) {
    threads.add(
        Thread.ofPlatform()
            .daemon()
            .name(name)
            .start(() -> {
              try {
                while (open.get()) {
                  once(work);
                }
              } catch (RuntimeException | IOException e) {
                trouble.compareAndSet(null, e);
              }
            }));
  }

  private void once(Work work) throws IOException {
    try (Connection connection = connect()) {
      while (open.get()) {
        work.on(connection);
      }
    } catch (SQLException e) {
      // The database is away.
      LockSupport.parkNanos(20 * PACE_NANOS);
    }
  }

  /// What a transaction does, and what is noted when it is committed.
  private interface Transaction {
    Runnable on(Connection connection) throws SQLException, IOException;
  }

  /// Commits, and notes it when it was: also when the connection broke before it was said.
  private void commit(Connection connection, Transaction transaction)
      throws SQLException, IOException {
    connection.setAutoCommit(false);
    long id = transactions.incrementAndGet();
    Runnable note = () -> {};
    boolean asked = false;
    try {
      note = transaction.on(connection);
      try (PreparedStatement fate =
          connection.prepareStatement("INSERT INTO kept.fates VALUES (?)")) {
        fate.setLong(1, id);
        fate.execute();
      }
      asked = true;
      connection.commit();
      note.run();
    } catch (SQLException e) {
      if (asked && committed(id)) {
        note.run();
      }
      throw e;
    }
  }

  private boolean committed(long id) {
    while (true) {
      try (Connection connection = connect();
          PreparedStatement fate =
              connection.prepareStatement("SELECT 1 FROM kept.fates WHERE id = ?")) {
        fate.setLong(1, id);
        try (ResultSet row = fate.executeQuery()) {
          return row.next();
        }
      } catch (SQLException e) {
        LockSupport.parkNanos(20 * PACE_NANOS);
      }
    }
  }

  private void count(Connection connection, int first, Random random)
      throws SQLException, IOException {
    if (random.nextInt(8) == 0) {
      connection.setAutoCommit(false);
      change(connection, new TreeMap<>(), first, random);
      connection.rollback();
    } else {
      commit(
          connection,
          c -> {
            Map<Integer, List<Long>> changed = new TreeMap<>();
            int changes = 1 + random.nextInt(10);
            for (int i = 0; i < changes; i++) {
              change(c, changed, first, random);
            }
            return () ->
                changed.forEach((key, more) ->
                    ledger.computeIfAbsent(key, _ -> new ArrayList<>()).addAll(more));
          });
    }
    LockSupport.parkNanos(PACE_NANOS);
  }

  /// @param changed what this transaction has done to which row
  private void change(
      Connection connection, Map<Integer, List<Long>> changed, int first, Random random)
      throws SQLException {
    int key = first + random.nextInt(KEYS);
    int other = first + random.nextInt(KEYS);
    long number = numbers.incrementAndGet();
    boolean there = isThere(changed, key);
    try (Statement statement = connection.createStatement()) {
      if (!there) {
        statement.execute(
            "INSERT INTO ledger VALUES (%d, %d, %d.25, 'note %d')"
                .formatted(key, number, number % 1000, number));
        note(changed, key, number);
      } else if (random.nextInt(10) == 0) {
        statement.execute("DELETE FROM ledger WHERE id = " + key);
        note(changed, key, GONE);
      } else if (random.nextInt(8) == 0 && !isThere(changed, other)) {
        statement.execute(
            "UPDATE ledger SET id = %d, n = %d WHERE id = %d".formatted(other, number, key));
        note(changed, key, GONE);
        note(changed, other, number);
      } else {
        statement.execute("UPDATE ledger SET n = %d WHERE id = %d".formatted(number, key));
        note(changed, key, number);
      }
    }
  }

  private boolean isThere(Map<Integer, List<Long>> changed, int key) {
    List<Long> history = changed.getOrDefault(key, ledger.getOrDefault(key, List.of()));
    return !history.isEmpty() && history.getLast() != GONE;
  }

  private static void note(Map<Integer, List<Long>> changed, int key, long number) {
    changed.computeIfAbsent(key, _ -> new ArrayList<>()).add(number);
  }

  private void write(Connection connection, Random random) throws SQLException {
    connection.setAutoCommit(true);
    int key = random.nextInt(PAPERS);
    long number = numbers.incrementAndGet();
    String sql =
        switch (random.nextInt(6)) {
          case 0 -> "DELETE FROM papers WHERE id = " + key;
          case 1, 2 ->
              """
              INSERT INTO papers SELECT %d, %d, string_agg(md5(random()::text), '') FROM generate_series(1, 200)
              ON CONFLICT (id) DO UPDATE SET body = excluded.body\
              """
                  .formatted(key, number);
          default -> "UPDATE papers SET n = %d WHERE id = %d".formatted(number, key);
        };
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
    LockSupport.parkNanos(2 * PACE_NANOS);
  }

  private void copy(Connection connection) throws SQLException, IOException {
    long first = copied.get() + 1;
    StringBuilder rows = new StringBuilder();
    for (long id = first; id < first + COPIED; id++) {
      rows.append(id).append("\tnote ").append(id).append('\n');
    }
    commit(
        connection,
        c -> {
          long _ =
              c.unwrap(PGConnection.class)
                  .getCopyAPI()
                  .copyIn("COPY copies FROM STDIN", new StringReader(rows.toString()));
          return () -> copied.addAndGet(COPIED);
        });
    LockSupport.parkNanos(25 * PACE_NANOS);
  }

  private void bulk(Connection connection) throws SQLException, IOException {
    long first = bulk.get() + 1;
    commit(
        connection,
        c -> {
          try (Statement statement = c.createStatement()) {
            for (int part = 0; part < BULK_PARTS; part++) {
              long from = first + (long) part * BULK_PART;
              statement.execute(
                  "INSERT INTO bulk SELECT g, 'one of many, ' || g FROM generate_series(%d, %d) g"
                      .formatted(from, from + BULK_PART - 1));
              LockSupport.parkNanos(10 * PACE_NANOS);
            }
          }
          return () -> bulk.addAndGet((long) BULK_PART * BULK_PARTS);
        });
    LockSupport.parkNanos(800 * PACE_NANOS);
  }
}
