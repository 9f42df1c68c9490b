package dev.hayase.cdc.postgres;

import dev.hayase.cdc.change.ChunkMark;
import dev.hayase.cdc.change.TableRun;
import dev.hayase.cdc.debezium.postgres.PostgresConnector;
import dev.hayase.cdc.source.Chunk;
import dev.hayase.cdc.source.ChunkReader;
import dev.hayase.cdc.source.ChunkRequest;
import dev.hayase.cdc.source.Visibility;
import dev.hayase.cdc.value.TableShape;
import dev.hayase.event.change.Origin;
import dev.hayase.event.topic.ChangeTopic;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads tables of PostgreSQL in chunks, on a connection and in a thread of its own.
///
/// The low mark is committed before the reading's state of the database is taken. The high mark is
/// written by the reading transaction itself, which holds a lock on the table that lets everything
/// pass but changes of its columns and truncates: so neither stands between reading and high mark.
/// Neither mark waits for a standby, since nobody is told anything by them.
final class TableChunks implements ChunkReader {
  private static final Logger LOG = LoggerFactory.getLogger(TableChunks.class);
  private static final int LONGEST_MILLIS = 600_000;
  private static final long RETRY_MILLIS = 1_000;
  private static final long SETTLING_MILLIS = 50;

  private final Sessions sessions;
  private final String session;
  private final int version;
  private final int moneyFractionDigits;
  private final BlockingQueue<ChunkRequest> asked = new ArrayBlockingQueue<>(1);
  private final AtomicReference<@Nullable Chunk> ready = new AtomicReference<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Connection connection;

  private TableChunks(Sessions sessions, String session, int version, int moneyFractionDigits) {
    this.sessions = sessions;
    this.session = session;
    this.version = version;
    this.moneyFractionDigits = moneyFractionDigits;
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("chunks-" + sessions.source().name())
            .unstarted(this::live);
  }

  /// @param version the server's version number
  /// @param moneyFractionDigits of the server's `lc_monetary`
  static TableChunks start(
      Sessions sessions, String session, int version, int moneyFractionDigits) {
    TableChunks chunks = new TableChunks(sessions, session, version, moneyFractionDigits);
    chunks.thread.start();
    return chunks;
  }

  @Override
  public void read(ChunkRequest request) {
    asked.add(request);
  }

  @Override
  public Optional<Chunk> take(ChunkMark high) {
    Chunk chunk = ready.get();
    if (chunk == null || !chunk.mark().atEnd().equals(high)) {
      return Optional.empty();
    }
    ready.set(null);
    return Optional.of(chunk);
  }

  private void live() {
    try {
      while (closing.getCount() > 0) {
        carryOut(asked.take());
      }
    } catch (InterruptedException e) {
      LOG.atTrace().log("closed");
    } finally {
      disconnect();
    }
  }

  private void carryOut(ChunkRequest request) throws InterruptedException {
    pause(request.pause().toMillis());
    String said = "";
    for (int attempt = 1; closing.getCount() > 0; attempt++) {
      ChunkMark mark = new ChunkMark(session, request.number(), attempt, false);
      try {
        if (request.settled()) {
          settle(connection());
        }
        attempt(request.run(), mark);
        return;
      } catch (SQLException e) {
        String reason = sessions.reason(e);
        disconnect();
        if (PostgresRereading.isOfTheQuestion(e) && hasToldFailure(mark, reason)) {
          return;
        }
        if (!said.equals(reason)) {
          said = reason;
          LOG.atWarn()
              .addKeyValue("table", request.run().table().name())
              .addKeyValue("reason", reason)
              .log("a chunk could not be read, trying again");
        }
        pause(RETRY_MILLIS);
      }
    }
  }

  /// Waits until every transaction that is open now has ended, as the creation of a slot does.
  private void settle(Connection open) throws SQLException, InterruptedException {
    open.setAutoCommit(true);
    String now = Catalog.text(open, "SELECT pg_current_xact_id()::text");
    String ended =
        "SELECT (pg_snapshot_xmin(pg_current_snapshot()) >= '%s'::xid8)::text".formatted(now);
    boolean said = false;
    while (closing.getCount() > 0 && !Catalog.text(open, ended).equals("true")) {
      if (!said) {
        said = true;
        LOG.atInfo()
            .addKeyValue("source", sessions.source().name())
            .addKeyValue("transaction", now)
            .log("reading waits until transactions have ended that were open before");
      }
      pause(SETTLING_MILLIS);
    }
  }

  private void attempt(TableRun run, ChunkMark low) throws SQLException {
    Connection open = connection();
    open.setAutoCommit(true);
    write(open, low);
    open.setAutoCommit(false);
    open.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (Statement statement = open.createStatement()) {
      statement.execute("SET LOCAL standard_conforming_strings = on");
      // Before the state of the database is taken, so that the columns are those of the rows.
      statement.execute("LOCK TABLE " + TableColumns.name(run.table()) + " IN ACCESS SHARE MODE");
    }
    Chunk chunk = chunk(open, run, low);
    ready.set(chunk);
    write(open, low.atEnd());
    open.commit();
  }

  private Chunk chunk(Connection open, TableRun run, ChunkMark low) throws SQLException {
    Visibility visibility =
        Visibility.parse(Catalog.text(open, "SELECT pg_current_snapshot()::text"));
    List<String> key = TableColumns.key(open, run.table());
    if (key.isEmpty()) {
      return new Chunk.Failed(low, "it has no primary key any more");
    }
    if (!key.equals(run.key())) {
      return new Chunk.Rekeyed(low, key);
    }
    TableShape shape =
        TableColumns.shape(
            open, run.table(), key, version, moneyFractionDigits, sessions.concealment());
    long micros =
        Long.parseLong(
            Catalog.text(open, "SELECT (extract(epoch FROM clock_timestamp()) * 1e6)::bigint"));
    ChunkQuery.Read read = new ChunkQuery(run, shape).read(open);
    return new Chunk.Rows(
        low, shape, read.rows(), read.last(), visibility, origin(run.table(), micros));
  }

  private Origin origin(ChangeTopic table, long micros) {
    return new Origin(
        "postgresql",
        table.source(),
        sessions.source().database(),
        table.schema(),
        table.table(),
        micros,
        true,
        null,
        null);
  }

  private boolean hasToldFailure(ChunkMark low, String reason) {
    try {
      Connection open = connection();
      open.setAutoCommit(true);
      ready.set(new Chunk.Failed(low, reason));
      write(open, low.atEnd());
      return true;
    } catch (SQLException e) {
      disconnect();
      return false;
    }
  }

  private void write(Connection open, ChunkMark mark) throws SQLException {
    try (PreparedStatement statement =
        open.prepareStatement("SELECT pg_logical_emit_message(true, ?::text, ?::text)")) {
      statement.setString(1, PostgresConnector.MARKER_PREFIX);
      statement.setString(2, mark.text(sessions.source().name()));
      statement.execute();
    }
  }

  private Connection connection() throws SQLException {
    Connection open = connection;
    if (open == null || open.isClosed()) {
      open = sessions.open();
      // A condition that few rows meet may take long to find them.
      open.setNetworkTimeout(Runnable::run, LONGEST_MILLIS);
      try (Statement statement = open.createStatement()) {
        statement.execute("SET synchronous_commit = local");
      }
      connection = open;
    }
    return open;
  }

  private void disconnect() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        LOG.atTrace().setCause(e).log("connection was broken");
      }
    }
  }

  private void pause(long millis) throws InterruptedException {
    var _ = closing.await(millis, TimeUnit.MILLISECONDS);
  }

  /// A query that runs is cancelled by its connection's end.
  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    Connection open = connection;
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.atTrace().setCause(e).log("connection was broken");
      }
    }
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
