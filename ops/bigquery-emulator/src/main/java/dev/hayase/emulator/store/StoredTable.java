package dev.hayase.emulator.store;

import dev.hayase.emulator.catalog.Alteration;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.TableDefinition;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// One table that exists: its definition, its streams, and the only hands that touch its storage.
/// Everything that writes holds the table's lock, so DuckDB never meets two writers of one table.
public final class StoredTable {
  /// For how long BigQuery remembers a deletion against late, older changes.
  static final Duration DELETIONS_REMEMBERED = Duration.ofDays(2);

  final long id;
  final Database database;
  final InstantSource clock;
  final WriteStreams streams = new WriteStreams(this);
  final ReentrantLock lock = new ReentrantLock();
  private final boolean discards;
  private final LongAdder discarded = new LongAdder();
  private final AppendLane lane;
  private final Streaming streaming;
  private volatile Versions versions;
  private volatile boolean dropped;

  StoredTable(
      long id,
      TableDefinition definition,
      Database database,
      InstantSource clock,
      Executor executor,
      boolean discards) {
    this.id = id;
    this.discards = discards;
    this.database = database;
    this.clock = clock;
    this.versions = Versions.first(definition);
    this.streaming = new Streaming(id, database);
    this.lane =
        new AppendLane(
            discards ? Runnable::run : executor, group -> new GroupCommit(this).apply(group));
  }

  public TableDefinition definition() {
    return versions.newest();
  }

  public Versions versions() {
    return versions;
  }

  public boolean isDropped() {
    return dropped;
  }

  /// What streams have done to this table.
  public Streamed streamed() {
    return streaming.asOf(clock.instant());
  }

  /// Called with the lock held, once rows of this moment are committed.
  void streamed(long nowMicros) {
    streaming.at(nowMicros);
  }

  public CompletableFuture<Append.Outcome> append(Append append) {
    return lane.submit(append);
  }

  /// Whether streamed rows are checked, counted and acknowledged, but not stored.
  boolean discards() {
    return discards;
  }

  /// How many streamed rows were not stored.
  public long discardedRows() {
    return discarded.sum();
  }

  void discarded(long rows) {
    discarded.add(rows);
  }

  /// The streams that applications created on this table.
  public WriteStreams streams() {
    return streams;
  }

  /// Runs what must not meet another writer of this table.
  <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      requireAlive();
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /// What DuckDB reads in the place of the table, with every acknowledged row in it.
  public String readable() {
    mergePending();
    return Storage.visible(id, definition(), clock.instant());
  }

  void mergePending() {
    if (changes().pending() > 0) {
      lock.lock();
      try {
        if (changes().pending() > 0 && !dropped) {
          streaming.merge(definition());
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private boolean isView() {
    return definition().viewQuery().isPresent();
  }

  /// Called with the lock held, before changes of this moment are written.
  void forgetOldDeletions(long nowMicros) {
    long before = nowMicros - DELETIONS_REMEMBERED.toNanos() / 1000;
    if (changes().oldestDeletion() <= before) {
      mergePending();
      streaming.forget(before);
    }
  }

  ChangeState changes() {
    return streaming.changes();
  }

  /// Called with the lock held.
  void changed(ChangeState now) {
    streaming.changed(now);
  }

  void mergeIfLarge() {
    if (streaming.isLarge()) {
      mergePending();
    }
  }

  /// Called once, before anything else, on a table that is there when the database is opened.
  void open() {
    if (isView()) {
      return;
    }
    database.call(connection -> run(connection, List.of(Storage.requireStaged(id))));
    streaming.load();
  }

  /// Changes storage, metadata and memory together.
  ///
  /// @param steps what the storage has to do for it
  void redefine(TableDefinition next, List<Alteration.Step> steps, Database.Work<?> metadata) {
    lock.lock();
    try {
      requireAlive();
      mergePending();
      database.transaction(connection -> {
        for (Alteration.Step step : steps) {
          run(connection, Storage.apply(id, step));
        }
        return metadata.with(connection);
      });
      versions = versions.then(next, clock.instant());
    } finally {
      lock.unlock();
    }
  }

  /// Lets another object take over the storage, under another name.
  void leave(Database.Work<?> metadata) {
    lock.lock();
    try {
      requireAlive();
      mergePending();
      database.transaction(metadata);
      dropped = true;
    } finally {
      lock.unlock();
    }
  }

  /// The DuckDB table that holds the rows, with the hidden ones.
  public String rows() {
    return "data." + Storage.rows(id);
  }

  /// Changes rows in one transaction, with every acknowledged change applied before.
  public <T extends @Nullable Object> T change(Database.Work<T> work) {
    lock.lock();
    try {
      requireAlive();
      mergePending();
      return database.transaction(work);
    } finally {
      lock.unlock();
    }
  }

  void drop(Database.Work<?> metadata) {
    lock.lock();
    try {
      database.transaction(connection -> {
        run(connection, Storage.drop(id, definition()));
        return metadata.with(connection);
      });
      dropped = true;
    } finally {
      lock.unlock();
    }
  }

  static Void run(DuckDBConnection connection, List<String> statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return null;
  }

  void requireAlive() {
    if (dropped) {
      throw BigQueryException.notFound("Not found: Table " + definition().name());
    }
  }
}
