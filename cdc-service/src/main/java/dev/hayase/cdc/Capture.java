package dev.hayase.cdc;

import dev.hayase.cdc.change.Announcement;
import dev.hayase.cdc.change.CaptureListener;
import dev.hayase.cdc.change.CapturePosition;
import dev.hayase.cdc.change.Captured;
import dev.hayase.cdc.change.Captured.ChunkEdge;
import dev.hayase.cdc.change.Captured.Heartbeat;
import dev.hayase.cdc.change.Captured.Logged;
import dev.hayase.cdc.change.Captured.Marker;
import dev.hayase.cdc.change.Captured.RowChange;
import dev.hayase.cdc.change.Captured.SnapshotRow;
import dev.hayase.cdc.change.Captured.Truncated;
import dev.hayase.cdc.change.ChangeLog;
import dev.hayase.cdc.change.LogPlace;
import dev.hayase.cdc.change.Numbering;
import dev.hayase.cdc.change.Outgoing;
import dev.hayase.cdc.change.RowResolver;
import dev.hayase.cdc.change.SnapshotRun;
import dev.hayase.cdc.snapshot.Emission;
import dev.hayase.cdc.snapshot.TableSnapshots;
import dev.hayase.cdc.value.TableShape;
import dev.hayase.event.change.ChangeEvent;
import dev.hayase.event.change.Operation;
import dev.hayase.event.change.Origin;
import dev.hayase.event.change.RowImage;
import dev.hayase.event.topic.ChangeTopic;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Capturing, as one sentence: what the engine hands over is checked against what was handled
/// before, made whole, numbered, written as JSON, and sent with its position in one transaction.
///
/// Used by one thread.
final class Capture {
  private final CapturePosition from;
  private final Map<ChangeTopic, Integer> partitions;
  private final ChangeLog log;
  private final RowResolver resolver;
  private final CaptureListener listener;
  private final InstantSource clock;
  private final Announcement announcement;
  private final Numbering numbering;
  private final SnapshotRun snapshot;
  private final TableSnapshots anew;

  private final List<Outgoing> outgoing = new ArrayList<>();
  private final List<Runnable> afterwards = new ArrayList<>();

  /// What was handled; null until the snapshot is over.
  private @Nullable LogPlace done;

  private @Nullable LogPlace written;
  private boolean hasWritten;

  /// @param from where the capture goes on
  /// @param partitions of the topic of each captured table
  /// @param anew makes what reads tables anew, numbered as given
  Capture(
      CapturePosition from,
      Map<ChangeTopic, Integer> partitions,
      ChangeLog log,
      RowResolver resolver,
      CaptureListener listener,
      InstantSource clock,
      Announcement announcement,
      Function<Numbering, TableSnapshots> anew) {
    this.from = from;
    this.partitions = Map.copyOf(partitions);
    this.log = log;
    this.resolver = resolver;
    this.listener = listener;
    this.clock = clock;
    this.announcement = announcement;
    this.numbering = new Numbering(from.sequence());
    this.snapshot = new SnapshotRun(partitions, numbering);
    this.anew = anew.apply(numbering);
    this.done = from.place().orElse(null);
    this.written = done;
  }

  /// Handles a batch; when this returns, it is written. A batch that only says how far the log was
  /// read is not worth a transaction.
  ///
  /// @return the place that is written: the database may forget what is before it, and no more;
  ///   null until the snapshot is over
  @Nullable LogPlace accept(List<Captured> batch) {
    outgoing.clear();
    afterwards.clear();
    batch.forEach(this::handle);
    Optional<Instant> through = announcement.due();
    if (!outgoing.isEmpty() || !afterwards.isEmpty() || through.isPresent()) {
      log.write(new ChangeLog.Batch(outgoing, through, position(), List.of()));
      written = done;
      hasWritten = true;
      afterwards.forEach(Runnable::run);
    }
    if (written != null) {
      anew.begin();
    }
    return written;
  }

  /// Whether anything was written since the beginning.
  boolean hasWritten() {
    return hasWritten;
  }

  private void handle(Captured captured) {
    switch (captured) {
      case SnapshotRow row -> snapshotRow(row);
      case Logged logged -> {
        LogPlace before = done != null ? done : endSnapshot(logged.place());
        if (logged instanceof Marker marker) {
          // Also one that is read again: what stands before it was handled.
          announcement.markerRead(marker.commitMicros());
        }
        if (before.precedes(logged.place())) {
          logged(logged);
          done = logged.place();
        }
      }
    }
  }

  private void logged(Logged logged) {
    switch (logged) {
      case Marker _, Heartbeat _ -> {}
      case ChunkEdge edge -> anew.edge(edge, new Here());
      case Truncated truncated -> {
        anew.truncated(truncated.table());
        outgoing.addAll(
            SnapshotRun.truncate(
                truncated.table(),
                partitionsOf(truncated.table()),
                truncated.commitMicros(),
                numbering));
        afterwards.add(() -> listener.written(truncated.table(), "t"));
      }
      case RowChange change -> rowChange(change);
    }
  }

  private void rowChange(RowChange change) {
    anew.changed(change);
    List<@Nullable String> after = change.after();
    if (after != null) {
      Optional<List<@Nullable String>> whole = resolver.resolve(change, after);
      if (whole.isEmpty()) {
        afterwards.add(() -> listener.leftOut(change.table()));
        return;
      }
      after = whole.get();
      RowResolver.requireWhole(change, after);
    }
    List<@Nullable String> before = change.before();
    if (before != null) {
      RowResolver.requireWhole(change, before);
    }
    send(
        change.table(),
        change.shape(),
        new ChangeEvent(
            change.operation(),
            image(change.shape(), before),
            image(change.shape(), after),
            change.origin()),
        after != null ? after : before,
        null);
  }

  private void snapshotRow(SnapshotRow row) {
    if (!snapshot.isStarted()) {
      outgoing.addAll(snapshot.start(row.origin().commitMicros()));
      afterwards.add(listener::snapshotStarted);
    }
    ChangeEvent event =
        new ChangeEvent(Operation.READ, null, image(row.shape(), row.row()), row.origin());
    send(row.table(), row.shape(), event, row.row(), snapshot.id());
    if (row.lastOfTable()) {
      endTable(row.table(), row.origin().commitMicros());
    }
  }

  /// The log follows; it is read from the beginning of a transaction.
  private LogPlace endSnapshot(LogPlace first) {
    long now = micros(clock.instant());
    if (!snapshot.isStarted()) {
      outgoing.addAll(snapshot.start(now));
      afterwards.add(listener::snapshotStarted);
    }
    snapshot.openTables().forEach(table -> endTable(table, now));
    afterwards.add(listener::streaming);
    LogPlace start = first.beforeTransaction();
    done = start;
    return start;
  }

  private void endTable(ChangeTopic table, long micros) {
    outgoing.addAll(snapshot.end(table, micros));
    afterwards.add(() -> listener.snapshotEnded(table));
  }

  private void send(
      ChangeTopic table,
      TableShape shape,
      ChangeEvent event,
      @Nullable List<@Nullable String> keyed,
      @Nullable String snapshotId) {
    log.declare(shape);
    byte[] key = keyed == null ? null : shape.key(keyed);
    byte[] value = event.toJson(micros(clock.instant()));
    outgoing.add(
        new Outgoing.Row(table, numbering.next(), key, value, shape.fingerprint(), snapshotId));
    afterwards.add(() -> listener.written(table, event.operation().code()));
  }

  private static @Nullable RowImage image(TableShape shape, @Nullable List<@Nullable String> row) {
    return row == null ? null : shape.row(row);
  }

  private int partitionsOf(ChangeTopic table) {
    Integer count = partitions.get(table);
    if (count == null) {
      throw new IllegalStateException("A change of " + table + ", which is not captured");
    }
    return count;
  }

  private CapturePosition position() {
    return new CapturePosition(
        from.source(),
        from.log(),
        numbering.last(),
        Optional.ofNullable(done),
        announcement.throughMicros(),
        from.tables(),
        from.instructions().with(anew.runs()));
  }

  /// Sets rows into the stream at this place of it.
  private final class Here implements Emission {
    @Override
    public void controls(List<Outgoing> records) {
      outgoing.addAll(records);
    }

    @Override
    public void row(
        ChangeTopic table,
        TableShape shape,
        List<@Nullable String> row,
        Origin origin,
        @Nullable String snapshotId) {
      ChangeEvent event = new ChangeEvent(Operation.READ, null, image(shape, row), origin);
      send(table, shape, event, row, snapshotId);
    }

    @Override
    public void afterwards(Runnable action) {
      afterwards.add(action);
    }
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
