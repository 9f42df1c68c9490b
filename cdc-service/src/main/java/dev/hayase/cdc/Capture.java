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
import dev.hayase.cdc.change.RowResolver;
import dev.hayase.cdc.change.SnapshotRun;
import dev.hayase.cdc.snapshot.TableSnapshots;
import dev.hayase.event.topic.ChangeTopic;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
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

  private final Departures departures;

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
    this.departures = new Departures(log, numbering, listener, clock);
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
    departures.clear();
    batch.forEach(this::handle);
    Optional<Instant> through = announcement.due();
    if (!departures.isEmpty() || through.isPresent()) {
      log.write(new ChangeLog.Batch(departures.records(), through, position(), List.of()));
      written = done;
      hasWritten = true;
      departures.written();
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
      case SnapshotRow row -> {
        listener.shape(row.table(), row.shape());
        snapshotRow(row);
      }
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
      case ChunkEdge edge -> anew.edge(edge, departures);
      case Truncated truncated -> {
        anew.truncated(truncated.table());
        departures.controls(
            SnapshotRun.truncate(
                truncated.table(),
                partitionsOf(truncated.table()),
                truncated.commitMicros(),
                numbering));
        departures.afterwards(() -> listener.written(truncated.table(), "t"));
      }
      case RowChange change -> rowChange(change);
    }
  }

  private void rowChange(RowChange change) {
    anew.changed(change);
    listener.shape(change.table(), change.shape());
    List<@Nullable String> after = change.after();
    if (after != null) {
      Optional<List<@Nullable String>> whole = resolver.resolve(change, after);
      if (whole.isEmpty()) {
        departures.afterwards(() -> listener.leftOut(change.table()));
        return;
      }
      after = whole.get();
      RowResolver.requireWhole(change, after);
    }
    List<@Nullable String> before = change.before();
    if (before != null) {
      RowResolver.requireWhole(change, before);
    }
    departures.event(
        change.table(), change.shape(), change.operation(), before, after, change.origin(), null);
  }

  private void snapshotRow(SnapshotRow row) {
    if (!snapshot.isStarted()) {
      departures.controls(snapshot.start(row.origin().commitMicros()));
      departures.afterwards(listener::snapshotStarted);
    }
    departures.row(row.table(), row.shape(), row.row(), row.origin(), snapshot.id());
    if (row.lastOfTable()) {
      endTable(row.table(), row.origin().commitMicros());
    }
  }

  /// The log follows; it is read from the beginning of a transaction.
  private LogPlace endSnapshot(LogPlace first) {
    long now = micros(clock.instant());
    if (!snapshot.isStarted()) {
      departures.controls(snapshot.start(now));
      departures.afterwards(listener::snapshotStarted);
    }
    snapshot.openTables().forEach(table -> endTable(table, now));
    departures.afterwards(listener::streaming);
    LogPlace start = first.beforeTransaction();
    done = start;
    return start;
  }

  private void endTable(ChangeTopic table, long micros) {
    departures.controls(snapshot.end(table, micros));
    departures.afterwards(() -> listener.snapshotEnded(table));
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

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
