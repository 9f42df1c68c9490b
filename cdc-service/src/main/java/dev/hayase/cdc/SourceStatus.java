package dev.hayase.cdc;

import dev.hayase.cdc.change.CaptureListener;
import dev.hayase.event.topic.ChangeTopic;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is known of a source's capture, for people and probes. Thread-safe.
final class SourceStatus implements CaptureListener {
  private static final Logger LOG = LoggerFactory.getLogger(SourceStatus.class);

  private final String source;
  private final CaptureListener meters;
  private final Map<String, Table> tables = new TreeMap<>();
  private State state = State.STARTING;
  private String reason = "starting";
  private long epoch;

  SourceStatus(String source, CaptureListener meters) {
    this.source = source;
    this.meters = meters;
  }

  /// The source's name.
  String source() {
    return source;
  }

  enum State {
    STARTING,
    SNAPSHOT,
    STREAMING,
    FAILED,
    /// An operator paused it.
    PAUSED,
    /// Another replica captures it.
    STANDBY
  }

  enum TableState {
    WAITING,
    SNAPSHOT,
    /// It was being read anew, and an operator paused that.
    PAUSED,
    STREAMING,
    EXCLUDED
  }

  /// One table.
  record Table(
      String topic, TableState state, long rowsScanned, long rowsEstimated, String reason) {
    Table in(TableState next) {
      return new Table(topic, next, rowsScanned, rowsEstimated, reason);
    }

    Table scanned(TableState next, long rows) {
      return new Table(topic, next, rows, rowsEstimated, reason);
    }

    Table because(String why) {
      return new Table(topic, state, rowsScanned, rowsEstimated, why);
    }

    Table oneMore() {
      return new Table(topic, TableState.SNAPSHOT, rowsScanned + 1, rowsEstimated, reason);
    }
  }

  /// All of it at one moment.
  record View(String source, State state, String reason, long epoch, List<Table> tables) {}

  synchronized View view() {
    return new View(source, state, reason, epoch, List.copyOf(tables.values()));
  }

  /// The capture is about to run, or to try again.
  synchronized void starting(String why) {
    state = State.STARTING;
    reason = why;
  }

  /// The capture needs somebody's help.
  synchronized void failed(String why) {
    state = State.FAILED;
    reason = why;
  }

  /// An operator paused the capture; the server keeps its log meanwhile.
  synchronized void paused(String why) {
    state = State.PAUSED;
    reason = why;
  }

  /// Another replica has the source.
  synchronized void elsewhere() {
    state = State.STANDBY;
    reason = "";
    tables.clear();
  }

  /// The capture begins with these tables.
  synchronized void begins(long newEpoch, Collection<Table> all) {
    epoch = newEpoch;
    tables.clear();
    all.forEach(table -> tables.put(table.topic(), table));
  }

  @Override
  public void written(ChangeTopic table, String operation) {
    if (operation.equals("r")) {
      change(table, Table::oneMore);
    }
    meters.written(table, operation);
  }

  @Override
  public void leftOut(ChangeTopic table) {
    meters.leftOut(table);
  }

  @Override
  public synchronized void snapshotStarted() {
    state = State.SNAPSHOT;
    reason = "";
  }

  @Override
  public void snapshotEnded(ChangeTopic table) {
    change(table, t -> t.in(TableState.STREAMING));
  }

  @Override
  public synchronized void streaming() {
    if (state == State.STREAMING) {
      return;
    }
    state = State.STREAMING;
    reason = "";
    tables.replaceAll((_, table) ->
        switch (table.state()) {
          case EXCLUDED, PAUSED -> table;
          default -> table.in(TableState.STREAMING);
        });
  }

  @Override
  public void readingAnew(ChangeTopic table, long rowsScanned) {
    change(table, t -> t.scanned(TableState.SNAPSHOT, rowsScanned));
  }

  @Override
  public void readingFailed(ChangeTopic table, String why) {
    LOG.atError()
        .addKeyValue("table", table.name())
        .addKeyValue("reason", why)
        .log("reading the table anew was given up");
    change(table, t -> t.in(TableState.STREAMING).because("Reading it anew was given up: " + why));
  }

  private synchronized void change(ChangeTopic topic, UnaryOperator<Table> by) {
    tables.computeIfPresent(topic.name(), (_, table) -> by.apply(table));
  }
}
