package dev.hayase.local.sample;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Carries out a sample database's transactions at a steady rate on a thread of its own, until they
/// end or it is stopped.
public final class LiveWorkload implements AutoCloseable {
  private final Connection connection;
  private final Iterator<Transaction> transactions;
  private final double changesPerSecond;
  private final AtomicLong changes = new AtomicLong();
  private final Thread thread;
  private volatile boolean stopping;
  private volatile @Nullable SQLException failure;

  private LiveWorkload(
      Connection connection, Iterator<Transaction> transactions, double changesPerSecond) {
    this.connection = connection;
    this.transactions = transactions;
    this.changesPerSecond = changesPerSecond;
    this.thread = Thread.ofPlatform().daemon().name("workload").unstarted(this::run);
  }

  /// Starts it; the connection is its own from now on.
  public static LiveWorkload start(
      Connection connection, Iterator<Transaction> transactions, double changesPerSecond) {
    LiveWorkload workload = new LiveWorkload(connection, transactions, changesPerSecond);
    workload.thread.start();
    return workload;
  }

  /// Rows changed and committed so far.
  public long changes() {
    return changes.get();
  }

  /// Whether it still runs.
  public boolean running() {
    return thread.isAlive();
  }

  /// Waits until the transactions are all carried out.
  public void awaitEnd() throws InterruptedException {
    thread.join();
  }

  /// Ends it after the current transaction.
  ///
  /// @throws SQLException the trouble that ended it before, if any did
  public void stop() throws SQLException {
    stopping = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connection.close();
    SQLException trouble = failure;
    if (trouble != null) {
      throw new SQLException("the workload ended early: " + trouble.getMessage(), trouble);
    }
  }

  @Override
  public void close() throws SQLException {
    stop();
  }

  private void run() {
    long started = System.nanoTime();
    try {
      connection.setAutoCommit(false);
      while (!stopping && transactions.hasNext()) {
        carryOut(transactions.next());
        pause(started);
      }
    } catch (SQLException e) {
      failure = e;
    }
  }

  /// Waits until the changes so far are due.
  private void pause(long started) {
    long due = started + (long) (changes.get() / changesPerSecond * 1e9);
    for (long left = due - System.nanoTime();
        left > 0 && !stopping;
        left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void carryOut(Transaction transaction) throws SQLException {
    long rows = 0;
    for (Change change : transaction.changes()) {
      rows += carryOut(change);
    }
    switch (transaction.ending()) {
      case COMMIT -> {
        connection.commit();
        changes.addAndGet(rows);
      }
      case ROLLBACK -> connection.rollback();
    }
  }

  private int carryOut(Change change) throws SQLException {
    TableShape table = change.table();
    return switch (change) {
      case Change.Insert(_, var row) -> execute(table.insert(), row.values());
      case Change.Update(_, var key, var values) -> {
        List<@Nullable String> parameters = new ArrayList<>(values.values());
        parameters.addAll(key);
        yield execute(table.update(values.keySet()), parameters);
      }
      case Change.Delete(_, var key) -> execute(table.delete(), key);
    };
  }

  private int execute(String sql, List<? extends @Nullable String> parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.size(); i++) {
        statement.setString(i + 1, parameters.get(i));
      }
      return statement.executeUpdate();
    }
  }
}
