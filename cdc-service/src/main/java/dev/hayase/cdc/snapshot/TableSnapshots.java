package dev.hayase.cdc.snapshot;

import dev.hayase.cdc.change.CaptureListener;
import dev.hayase.cdc.change.Captured.ChunkEdge;
import dev.hayase.cdc.change.Captured.RowChange;
import dev.hayase.cdc.change.ChunkMark;
import dev.hayase.cdc.change.Numbering;
import dev.hayase.cdc.change.SnapshotRun;
import dev.hayase.cdc.change.TableRun;
import dev.hayase.cdc.source.Chunk;
import dev.hayase.cdc.source.ChunkReader;
import dev.hayase.cdc.source.ChunkRequest;
import dev.hayase.cdc.value.TableShape;
import dev.hayase.event.SequenceNumber;
import dev.hayase.event.control.ControlRecord.SnapshotEnd;
import dev.hayase.event.control.ControlRecord.SnapshotStart;
import dev.hayase.event.topic.ChangeTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tables that are read anew while their log is followed, one after the other, each in chunks of
/// rows between two marks in the log.
///
/// A row of a chunk is sent at the chunk's high mark, and only if the log did not touch it since
/// the low mark. What the log told before the low mark the chunk has seen: one that has not is
/// discarded and read again. So a row that is sent is never older than what was sent before it.
///
/// Used by one thread.
public final class TableSnapshots {
  private static final Duration BEFORE_ANOTHER_TRY = Duration.ofMillis(300);
  private static final int MOST_TRANSACTIONS = 500_000;

  private final String session;
  private final Map<ChangeTopic, Integer> partitions;
  private final ChunkReader reader;
  private final Numbering numbering;
  private final CaptureListener listener;
  private final List<TableRun> runs;
  private final Set<ChangeTopic> personalKeys = new HashSet<>();
  private final Window window;
  private final StreamedTransactions streamed;
  private long request;
  private boolean asked;

  /// @param session names the marks of the reader's chunks
  /// @param runs what is to be read
  /// @param partitions of each table's topic
  public TableSnapshots(
      String session,
      List<TableRun> runs,
      Map<ChangeTopic, Integer> partitions,
      ChunkReader reader,
      Numbering numbering,
      CaptureListener listener) {
    this(
        session,
        runs,
        partitions,
        reader,
        numbering,
        listener,
        Window.MOST_KEYS,
        MOST_TRANSACTIONS);
  }

  TableSnapshots(
      String session,
      List<TableRun> runs,
      Map<ChangeTopic, Integer> partitions,
      ChunkReader reader,
      Numbering numbering,
      CaptureListener listener,
      int mostKeys,
      int mostTransactions) {
    this.session = session;
    this.runs = new ArrayList<>(runs);
    this.partitions = Map.copyOf(partitions);
    this.reader = reader;
    this.numbering = numbering;
    this.listener = listener;
    this.window = new Window(mostKeys);
    this.streamed = new StreamedTransactions(mostTransactions);
  }

  /// What is to be read still, and up to where it is, as the position may hold it: a key with
  /// personal data is known to nobody else.
  public List<TableRun> runs() {
    return runs.stream()
        .map(run -> personalKeys.contains(run.table()) ? run.withoutLast() : run)
        .toList();
  }

  /// The log is being followed: reading may begin. What the log told to an earlier session is not
  /// known here, so the first chunk waits until all of it can be seen.
  public void begin() {
    if (request == 0) {
      ask(true, Duration.ZERO);
    }
  }

  /// The log changed a row.
  public void changed(RowChange change) {
    Optional<TableRun> run = current();
    if (run.isEmpty() || !isToBeRead(change.table())) {
      return;
    }
    streamed.add(change.origin().transactionId());
    if (run.get().table().equals(change.table())) {
      window.touch(change.shape(), change.before());
      window.touch(change.shape(), change.after());
    }
  }

  /// The log emptied a table. It was locked until that was visible, so no chunk can have missed it.
  public void truncated(ChangeTopic table) {
    if (current().filter(run -> run.table().equals(table)).isPresent()) {
      window.touchAll();
    }
  }

  /// The log was read to the edge of a chunk.
  public void edge(ChunkEdge edge, Emission emission) {
    ChunkMark mark = edge.mark();
    Optional<TableRun> run = current();
    if (!asked || run.isEmpty() || !mark.session().equals(session) || mark.request() != request) {
      return;
    }
    if (mark.high()) {
      reader.take(mark).ifPresent(chunk -> take(run.get(), chunk, emission));
    } else {
      window.open(mark);
      streamed.passLow();
      if (!run.get().hasBegun()) {
        replace(begun(run.get(), edge.commitMicros(), emission));
      }
    }
  }

  private TableRun begun(TableRun run, long micros, Emission emission) {
    SequenceNumber last = numbering.last();
    String id = last.epoch() + "-" + last.ordinal();
    emission.afterwards(() -> listener.readingAnew(run.table(), 0));
    if (run.where().isPresent()) {
      return run.begun(id, Optional.empty());
    }
    SequenceNumber first = last.next();
    emission.controls(
        SnapshotRun.copies(
            run.table(),
            new SnapshotStart(run.table(), partitionsOf(run.table()), micros, id, first),
            numbering));
    return run.begun(id, Optional.of(first));
  }

  private void take(TableRun run, Chunk chunk, Emission emission) {
    asked = false;
    switch (chunk) {
      case Chunk.Failed failed -> {
        runs.remove(run);
        emission.afterwards(() -> listener.readingFailed(run.table(), failed.reason()));
        askNext(emission, Duration.ZERO);
      }
      case Chunk.Rekeyed rekeyed -> {
        replace(run.anew(rekeyed.key()));
        askNext(emission, Duration.ZERO);
      }
      case Chunk.Rows rows -> {
        boolean fits =
            window.isOf(rows.mark().atEnd())
                && !window.hasOverflowed()
                && !streamed.isMissedBy(rows.visibility())
                && !streamed.hasOverflowed();
        if (fits) {
          send(run, rows, emission);
        }
        askNext(emission, fits ? Duration.ZERO : BEFORE_ANOTHER_TRY);
      }
    }
    window.close();
  }

  private void send(TableRun run, Chunk.Rows chunk, Emission emission) {
    if (chunk.shape().concealsKey()) {
      personalKeys.add(run.table());
    }
    String snapshotId = run.startedAt().isPresent() ? run.id() : null;
    for (List<@Nullable String> row : chunk.rows()) {
      if (!window.isTouched(chunk.shape(), row)) {
        emission.row(run.table(), chunk.shape(), row, chunk.origin(), snapshotId);
      }
    }
    TableRun further =
        chunk.rows().isEmpty()
            ? run
            : run.advanced(lastKey(chunk.shape(), chunk.rows().getLast()), chunk.rows().size());
    emission.afterwards(() -> listener.readingAnew(run.table(), further.scanned()));
    if (chunk.last()) {
      end(further, chunk.origin().commitMicros(), emission);
    } else {
      replace(further);
    }
  }

  private void end(TableRun run, long micros, Emission emission) {
    run.startedAt()
        .ifPresent(startedAt ->
            emission.controls(
                SnapshotRun.copies(
                    run.table(),
                    new SnapshotEnd(
                        run.table(), partitionsOf(run.table()), micros, run.id(), startedAt),
                    numbering)));
    runs.removeIf(each -> each.table().equals(run.table()));
    emission.afterwards(() -> listener.snapshotEnded(run.table()));
  }

  private void askNext(Emission emission, Duration pause) {
    emission.afterwards(() -> ask(streamed.hasOverflowed(), pause));
  }

  private void ask(boolean settled, Duration pause) {
    current()
        .ifPresent(run -> {
          if (settled) {
            streamed.settle();
          }
          asked = true;
          reader.read(new ChunkRequest(++request, run, settled, pause));
        });
  }

  private Optional<TableRun> current() {
    return runs.stream().filter(run -> !run.paused()).findFirst();
  }

  private boolean isToBeRead(ChangeTopic table) {
    return runs.stream().anyMatch(run -> !run.paused() && run.table().equals(table));
  }

  private void replace(TableRun next) {
    runs.replaceAll(run -> run.table().equals(next.table()) ? next : run);
  }

  private int partitionsOf(ChangeTopic table) {
    return partitions.getOrDefault(table, 0);
  }

  private static List<String> lastKey(TableShape shape, List<@Nullable String> row) {
    List<String> key = new ArrayList<>();
    for (@Nullable String text : Window.key(shape, row)) {
      key.add(String.valueOf(text));
    }
    return key;
  }
}
