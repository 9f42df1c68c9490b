package dev.hayase.cdc;

import dev.hayase.cdc.change.CaptureListener;
import dev.hayase.cdc.failure.Failure;
import dev.hayase.cdc.failure.Kind.Again;
import dev.hayase.cdc.schema.KnownShapes;
import dev.hayase.cdc.schema.ShapeChange;
import dev.hayase.cdc.value.TableShape;
import dev.hayase.cdc.watch.Outlook;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.event.topic.Topics;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is known of a source's capture, for people and probes. Thread-safe.
final class SourceStatus implements CaptureListener {
  private static final Logger LOG = LoggerFactory.getLogger(SourceStatus.class);

  private final String source;
  private final CaptureListener meters;
  private final Map<String, Table> tables = new TreeMap<>();
  private final Map<String, Long> unwritten = new HashMap<>();
  private State state = State.STARTING;
  private String reason = "starting";
  private Optional<Trouble> trouble = Optional.empty();
  private Outlook outlook = Outlook.unknown();
  private @Nullable Instant snapshotBegan;
  private final KnownShapes shapes = new KnownShapes();
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

  /// Why the source is not captured.
  ///
  /// @param since when it was first seen
  /// @param attempts how often the capture was tried since then
  record Trouble(Failure failure, Instant since, int attempts) {}

  /// All of it at one moment.
  ///
  /// @param reason in one line; empty while nothing is wrong
  /// @param snapshotBegan when the tables began to be read; empty when they are not just now
  record View(
      String source,
      State state,
      String reason,
      Optional<Trouble> trouble,
      Outlook outlook,
      Optional<Instant> snapshotBegan,
      long epoch,
      List<Table> tables) {}

  synchronized View view() {
    return new View(
        source,
        state,
        reason,
        trouble,
        outlook,
        Optional.ofNullable(snapshotBegan).filter(_ -> state == State.SNAPSHOT),
        epoch,
        List.copyOf(tables.values()));
  }

  /// The capture is about to run.
  synchronized void starting(String why) {
    state = State.STARTING;
    reason = why;
  }

  /// The capture ended, or cannot begin.
  synchronized void ended(Failure failure, Instant now) {
    state = failure.kind().again() == Again.SOON ? State.STARTING : State.FAILED;
    reason = failure.sentence();
    boolean same = trouble.filter(t -> t.failure().kind() == failure.kind()).isPresent();
    trouble =
        Optional.of(
            new Trouble(
                failure,
                trouble.filter(_ -> same).map(Trouble::since).orElse(now),
                trouble.filter(_ -> same).map(Trouble::attempts).orElse(0) + 1));
    meters.ended(source, failure.kind().code());
  }

  /// What the watch saw.
  synchronized void seen(Outlook seen) {
    outlook = seen;
  }

  /// An operator paused the capture; the server keeps its log meanwhile.
  synchronized void paused(String why) {
    state = State.PAUSED;
    well();
    reason = why;
  }

  /// Another replica has the source.
  synchronized void elsewhere() {
    state = State.STANDBY;
    reason = "";
    trouble = Optional.empty();
    outlook = Outlook.unknown();
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
  public synchronized void unwritten(ChangeTopic table, String code) {
    long count = unwritten.merge(table.name(), 1L, Long::sum);
    if (count == 1) {
      LOG.atWarn()
          .addKeyValue("table", table.name())
          .addKeyValue("code", code)
          .addKeyValue("topic", Topics.unwritten(source))
          .log(
              "a change could not become a record; its place is in the topic, and the source goes on");
    }
    change(
        table,
        t ->
            t.because(
                "%d of its changes could not become records since this service began: topic %s says where and why"
                    .formatted(count, Topics.unwritten(source))));
    meters.unwritten(table, code);
  }

  @Override
  public synchronized void snapshotStarted() {
    state = State.SNAPSHOT;
    snapshotBegan = Instant.now();
    well();
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
    well();
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

  private void well() {
    reason = "";
    trouble = Optional.empty();
  }

  @Override
  public void shape(ChangeTopic table, TableShape shape) {
    for (ShapeChange change : shapes.next(table, shape)) {
      LOG.atInfo()
          .addKeyValue("table", table.name())
          .addKeyValue("change", change.toString())
          .log("the table has another shape from here on");
      meters.reshaped(table, change);
    }
  }

  /// How the shape of the topic's table changed last, since this service runs.
  Optional<ShapeChange> lastReshaped(String topic) {
    return shapes.lastChange(topic);
  }

  private synchronized void change(ChangeTopic topic, UnaryOperator<Table> by) {
    tables.computeIfPresent(topic.name(), (_, table) -> by.apply(table));
  }
}
