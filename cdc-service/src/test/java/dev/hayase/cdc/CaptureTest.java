package dev.hayase.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.cdc.change.Announcement;
import dev.hayase.cdc.change.CaptureListener;
import dev.hayase.cdc.change.CapturePosition;
import dev.hayase.cdc.change.Captured;
import dev.hayase.cdc.change.Captured.Heartbeat;
import dev.hayase.cdc.change.Captured.Marker;
import dev.hayase.cdc.change.Captured.RowChange;
import dev.hayase.cdc.change.Captured.SnapshotRow;
import dev.hayase.cdc.change.Captured.Truncated;
import dev.hayase.cdc.change.ChangeLog;
import dev.hayase.cdc.change.LogPlace;
import dev.hayase.cdc.change.Outgoing;
import dev.hayase.cdc.change.PresentRows;
import dev.hayase.cdc.change.RowResolver;
import dev.hayase.cdc.change.WalCursor;
import dev.hayase.cdc.change.WalPlace;
import dev.hayase.cdc.snapshot.TableSnapshots;
import dev.hayase.cdc.source.ChunkReader;
import dev.hayase.cdc.value.TableShape;
import dev.hayase.cdc.value.postgres.PostgresColumn;
import dev.hayase.cdc.value.postgres.PostgresWriter;
import dev.hayase.event.SequenceNumber;
import dev.hayase.event.change.Operation;
import dev.hayase.event.change.Origin;
import dev.hayase.event.topic.ChangeTopic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The sentence alone, with a log that remembers.
class CaptureTest {
  private static final ChangeTopic NOTES = new ChangeTopic("school", "public", "notes");
  private static final TableShape SHAPE =
      new TableShape(
          List.of(
              new PostgresWriter(PostgresColumn.of("id", "int4", 23), 2),
              new PostgresWriter(PostgresColumn.of("body", "text", 25), 2)),
          List.of("id"));

  private final Remembering log = new Remembering();
  private final WalCursor cursor = new WalCursor(0);
  private final List<String> leftOut = new ArrayList<>();
  private PresentRows present = (_, _, _, _) -> Optional.empty();

  @Test
  void whatWasHandledBeforeARestartIsSkippedAlsoWithinAGroupOfOnePosition() {
    // Given
    Capture capture = capture(new WalPlace(100, 130, 2));

    // When
    LogPlace written =
        capture.accept(
            List.of(
                inserted(100, 110, 1),
                inserted(100, 130, 2),
                inserted(100, 130, 3),
                inserted(100, 130, 4),
                inserted(100, 140, 5)));

    // Then
    assertThat(log.ids()).containsExactly(4, 5);
    assertThat(written).isEqualTo(new WalPlace(100, 140, 1));
    assertThat(log.last().position().place()).hasValue(written);
    assertThat(log.last().position().sequence()).isEqualTo(new SequenceNumber(7, 42));
  }

  @Test
  void heartbeatsAloneAreNotWorthATransactionAndAckNothing() {
    // Given
    Capture capture = capture(WalPlace.afterCommit(100));

    // When
    LogPlace written = capture.accept(List.of(read(100), read(250)));

    // Then
    assertThat(log.batches).isEmpty();
    assertThat(written).isEqualTo(WalPlace.afterCommit(100));
  }

  @Test
  void aMarkerIsAnnouncedWithThePlaceBehindIt() {
    // Given
    Capture capture = capture(WalPlace.afterCommit(100));

    // When
    capture.accept(List.of(new Heartbeat(place(100, 110))));
    capture.accept(List.of(new Marker(5_000_000, place(110, 120))));

    // Then
    assertThat(log.batches).hasSize(1);
    assertThat(log.last().through()).isEqualTo(Optional.of(Instant.ofEpochSecond(4)));
    assertThat(log.last().position().place()).hasValue(new WalPlace(110, 120, 1));
    assertThat(log.last().position().throughMicros()).isEqualTo(4_000_000);
  }

  @Test
  void aValueThatTheLogLeavesOutIsTakenFromThePresentRow() {
    // Given
    present = (_, _, _, columns) -> Optional.of(columns.stream().map(i -> "present " + i).toList());
    Capture capture = capture(WalPlace.afterCommit(100));

    // When
    capture.accept(List.of(updated(100, 110, Arrays.asList("1", RowChange.UNCHANGED))));

    // Then
    assertThat(log.values().getFirst()).contains("\"after\":{\"id\":1,\"body\":\"present 1\"}");
  }

  @Test
  void anUpdateWhoseRowIsGoneIsLeftOutCountedAndPassed() {
    // Given
    Capture capture = capture(WalPlace.afterCommit(100));

    // When
    capture.accept(
        List.of(updated(100, 110, Arrays.asList("1", RowChange.UNCHANGED)), inserted(100, 120, 2)));

    // Then
    assertThat(log.ids()).containsExactly(2);
    assertThat(leftOut).containsExactly("school.public.notes");
    assertThat(log.last().position().place()).hasValue(new WalPlace(100, 120, 1));
  }

  @Test
  void aRowWithAHoleNeverTravels() {
    // Given
    present = (_, _, _, _) -> Optional.of(List.of(RowChange.UNCHANGED));
    Capture capture = capture(WalPlace.afterCommit(100));

    // When / Then
    assertThatThrownBy(() ->
            capture.accept(List.of(updated(100, 110, Arrays.asList("1", RowChange.UNCHANGED)))))
        .hasMessage("A row of school.public.notes would travel without its column 'body'");
    assertThat(log.batches).isEmpty();
  }

  @Test
  void aUsersTextThatLooksLikeAPlaceholderIsJustText() {
    // Given
    Capture capture = capture(WalPlace.afterCommit(100));

    // When
    capture.accept(List.of(updated(100, 110, Arrays.asList("1", "__debezium_unavailable_value"))));
    capture.accept(
        List.of(updated(100, 120, Arrays.asList("1", "unchanged".toLowerCase(Locale.ROOT)))));

    // Then
    assertThat(log.values().get(0)).contains("\"body\":\"__debezium_unavailable_value\"");
    assertThat(log.values().get(1)).contains("\"body\":\"unchanged\"");
  }

  @Test
  void emptyTablesHaveASnapshotTooAndTheLogFollowsFromItsStart() {
    // Given
    Capture capture = capture(null);

    // When
    LogPlace written = capture.accept(List.of(read(500), inserted(500, 510, 1)));

    // Then
    assertThat(log.kinds())
        .containsExactly("SNAPSHOT_START", "SNAPSHOT_START", "SNAPSHOT_END", "SNAPSHOT_END", "row");
    assertThat(log.last().position().isStreaming()).isTrue();
    assertThat(written).isEqualTo(new WalPlace(500, 510, 1));
  }

  @Test
  void aTablesSnapshotEndsOnceWithItsLastRow() {
    // Given
    Capture capture = capture(null);

    // When
    capture.accept(
        List.of(
            new SnapshotRow(NOTES, SHAPE, List.of("1", "a"), origin(), false),
            new SnapshotRow(NOTES, SHAPE, List.of("2", "b"), origin(), true),
            read(500)));

    // Then
    assertThat(log.kinds())
        .containsExactly(
            "SNAPSHOT_START", "SNAPSHOT_START", "row", "row", "SNAPSHOT_END", "SNAPSHOT_END");
  }

  @Test
  void aTruncateGoesToEveryPartitionUnderTheNumberOfItsFirstCopy() {
    // Given
    Capture capture = capture(WalPlace.afterCommit(100));

    // When
    capture.accept(List.of(new Truncated(NOTES, 1, place(100, 110))));

    // Then
    assertThat(log.kinds()).containsExactly("TRUNCATE", "TRUNCATE");
    assertThat(log.values())
        .allMatch(v -> v.contains("\"seq\":\"0000000000000007/0000000000000029\""));
  }

  private Capture capture(@Nullable WalPlace place) {
    CapturePosition from =
        new CapturePosition(
            "school",
            "slot",
            new SequenceNumber(7, 40),
            Optional.ofNullable(place),
            0,
            new TreeSet<>());
    Instant now = Instant.ofEpochSecond(1_000);
    return new Capture(
        from,
        Map.of(NOTES, 2),
        log,
        new RowResolver((table, shape, row, columns) -> present.find(table, shape, row, columns)),
        new Listening(),
        () -> now,
        new Announcement(() -> now, Duration.ofSeconds(1), Duration.ofSeconds(1), 0),
        numbering ->
            new TableSnapshots(
                "session",
                List.of(),
                Map.of(NOTES, 2),
                ChunkReader.NONE,
                numbering,
                new Listening()));
  }

  private Captured inserted(long commit, long lsn, int id) {
    return change(Operation.CREATE, commit, lsn, Arrays.asList(Integer.toString(id), "x"));
  }

  private Captured updated(long commit, long lsn, List<@Nullable String> row) {
    return change(Operation.UPDATE, commit, lsn, row);
  }

  private Captured change(Operation operation, long commit, long lsn, List<@Nullable String> row) {
    return new RowChange(NOTES, SHAPE, operation, null, row, origin(), cursor.change(commit, lsn));
  }

  private static Origin origin() {
    return new Origin("postgresql", "school", "db", "public", "notes", 1, false, 1L, 1L);
  }

  private WalPlace place(long commit, long lsn) {
    return cursor.change(commit, lsn);
  }

  private Heartbeat read(long commit) {
    return new Heartbeat(cursor.readThrough(commit));
  }

  private static final class Remembering implements ChangeLog {
    private final List<Batch> batches = new ArrayList<>();

    @Override
    public void declare(TableShape shape) {}

    @Override
    public void write(Batch batch) {
      batches.add(batch);
    }

    Batch last() {
      return batches.getLast();
    }

    private List<Outgoing> records() {
      return batches.stream().flatMap(batch -> batch.records().stream()).toList();
    }

    List<String> values() {
      return records().stream().map(r -> new String(r.value(), StandardCharsets.UTF_8)).toList();
    }

    List<Integer> ids() {
      return values().stream()
          .map(v -> Integer.valueOf(v.replaceFirst(".*\"after\":\\{\"id\":(\\d+).*", "$1")))
          .toList();
    }

    List<String> kinds() {
      return records().stream()
          .map(r -> r instanceof Outgoing.Control control ? control.kind().name() : "row")
          .toList();
    }
  }

  private final class Listening implements CaptureListener {
    @Override
    public void written(ChangeTopic table, String operation) {}

    @Override
    public void leftOut(ChangeTopic table) {
      leftOut.add(table.name());
    }

    @Override
    public void snapshotStarted() {}

    @Override
    public void snapshotEnded(ChangeTopic table) {}

    @Override
    public void streaming() {}
  }
}
