package dev.hayase.loader.delivery;

import static dev.hayase.loader.delivery.TableUnderTest.LIMIT;
import static dev.hayase.loader.delivery.TableUnderTest.awaitSettled;
import static dev.hayase.loader.delivery.TableUnderTest.change;
import static dev.hayase.loader.delivery.TableUnderTest.records;
import static dev.hayase.loader.delivery.TableUnderTest.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.loader.batch.CommitNote;
import dev.hayase.loader.batch.Ledger;
import dev.hayase.loader.metrics.LoaderMetrics.Result;
import dev.hayase.loader.outcome.Failure;
import dev.hayase.pipeline.TableSettings;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.table.TableMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a loader of an appending table finds of its predecessor, by the moment at which that died.
class TakeoverTest {
  private static final CommitNote OURS = CommitNote.NONE.of(Optional.of("topic"));

  private final TableUnderTest table = new TableUnderTest();

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void itDiedAfterItsStreamWasMadeAndBeforeTheNameWasCommitted() {
    // Given: a stream that nobody knows, and so without rows
    table.outside.stream("orphan", 0);

    // When
    loads(OURS, 2);

    // Then
    assertThat(table.outside.actions())
        .containsExactly(
            "create history", "mark", "ask from 0", "make s2", "claim s2", "append 2 to s2@0");
  }

  @Test
  void itDiedAfterTheNameWasCommittedAndBeforeTheFirstRow() {
    // Given
    table.outside.stream("announced", 0);

    // When
    loads(OURS.announcing("announced"), 2);

    // Then
    assertThat(table.outside.actions())
        .containsExactly(
            "create history",
            "mark",
            "finish announced",
            "ask from 0",
            "make s2",
            "claim s2",
            "append 2 to s2@0");
  }

  @Test
  void itDiedAfterItsRowsWereWrittenAndBeforeTheFirstCommit() {
    // Given
    table.outside.stream("announced", 2).holds(Set.of(0L, 1L));

    // When
    loads(OURS.announcing("announced"), 3);

    // Then
    assertThat(table.metrics.settled()).isEqualTo(Map.of(Result.LOADED, 1L, Result.SKIPPED, 2L));
  }

  @Test
  void itsStreamHasExpired() {
    // Given: BigQuery no longer knows the stream, so that its count proves nothing
    table.outside.holds(Set.of(0L));

    // When
    loads(counting("expired", 7), 2);

    // Then
    assertThat(table.outside.actions()).containsSubsequence("finish expired", "ask from 0");
    assertThat(table.metrics.settled()).isEqualTo(Map.of(Result.LOADED, 1L, Result.SKIPPED, 1L));
  }

  @Test
  void itIsFrozenAndSomebodyMovedTheOffsetSoThatTheCommitDoesNotNameItsStream() {
    // Given: a loader that has written a row, and is about to write the next one
    TableLoader zombie = loads(OURS, 1);
    table.outside.holds(Set.of(0L)).forgetActions();

    // When
    loads(OURS, 3);
    table.outside.denyClaims();
    zombie.receive(0, records(1, 2), 3);

    // Then
    await().atMost(LIMIT).until(() -> table.outside.actions().contains("denied s3"));
    assertThat(table.outside.actions())
        .containsExactly(
            "finish s1",
            "ask from 0",
            "make s2",
            "claim s2",
            "append 2 to s2@0",
            "refused 2 to s1@1",
            "finish s1",
            "make s3",
            "denied s3");
    assertThat(table.outside.rows()).isEqualTo(3);
  }

  @Test
  void itKnewOfAStreamThatTheCommitDoesNotName() {
    // Given: the count of the stream that is named is exact, but the other one may hold rows beyond
    table.outside.stream("named", 7).stream("stray", 1).announced("stray").holds(Set.of(1L));

    // When
    loads(counting("named", 7), 3);

    // Then
    assertThat(table.outside.actions())
        .containsSubsequence("finish stray", "finish named", "ask from 0", "make s3");
    assertThat(table.metrics.settled()).isEqualTo(Map.of(Result.LOADED, 2L, Result.SKIPPED, 1L));
  }

  @Test
  void itLoadedIntoAnotherTable() {
    // Given: the count of that table's stream is exact, and this one holds rows of an earlier time
    table.outside.stream("elsewhere", 7).holds(Set.of(1L));

    // When
    loads(counting("elsewhere", 7), 3);

    // Then
    assertThat(table.outside.actions()).containsSubsequence("finish elsewhere", "ask from 0");
    assertThat(table.metrics.settled()).isEqualTo(Map.of(Result.LOADED, 2L, Result.SKIPPED, 1L));
  }

  @Test
  void itParkedARecordThatCanBeLoadedNow() {
    // Given
    TableSchema later =
        TableSchema.of(
            List.of(
                Column.nullable("id", ColumnType.INT64), Column.nullable("v", ColumnType.FLOAT64)),
            List.of("id"));
    SourceRecord doubtful = change(1, 1, later, "{\"id\":1,\"v\":1.5}");
    List<SourceRecord> records = List.of(change(0, 0), doubtful, change(2, 2));
    TableLoader first = table.start(TableMode.HISTORY, OURS);
    first.receive(0, records, 3);
    awaitSettled(first, 3);
    table.kill(first);

    // When: its commit was lost, and the schema has come
    table.outside.schema(later).holds(Set.of(0L, 2L));
    TableLoader second =
        table.start(TableMode.HISTORY, TableSettings.DEFAULT, 0, counting("s1", Ledger.UNKNOWN));
    second.receive(0, records, 3);

    // Then
    awaitSettled(second, 3);
    assertThat(table.outside.rows()).isEqualTo(3);
    assertThat(table.metrics.settled())
        .isEqualTo(Map.of(Result.LOADED, 3L, Result.PARKED, 1L, Result.SKIPPED, 2L));
  }

  @Test
  void itWasFinalizedAndReopensItsStream() {
    // Given: a zombie with a connection that broke
    TableLoader zombie = loads(OURS, 1);
    TableLoader successor =
        table.start(TableMode.HISTORY, TableSettings.DEFAULT, 1, settled(zombie).note());
    successor.receive(0, records(1, 2), 3);
    awaitSettled(successor, 3);
    table.outside.denyClaims();
    table.outside.nextAppendFails(new Failure.Unavailable("the connection broke"));

    // When
    zombie.receive(0, records(1, 2), 3);

    // Then
    await().atMost(LIMIT).until(() -> table.outside.actions().contains("denied s3"));
    assertThat(table.outside.rows()).isEqualTo(3);
    assertThat(settled(zombie).position()).isEqualTo(1);
  }

  @Test
  void itLoadedAFormerTopicOfTheSameName() {
    // Given: Kafka deleted the commits together with the topic
    TableLoader first = loads(OURS, 2);
    table.kill(first);
    table.outside.holds(Set.of(0L, 1L));

    // When
    TableLoader second =
        table.start(TableMode.HISTORY, CommitNote.NONE.of(Optional.of("another topic")));
    second.receive(0, records(0, 1), 1);

    // Then
    await().atMost(LIMIT).until(() -> second.status().state() == TableStatus.State.HALTED);
    assertThat(second.status().reason().orElse("")).contains("was deleted and made anew");
    assertThat(second.status().remedy().orElse("")).contains("Set another table:");
    assertThat(settled(second).position()).isZero();
  }

  @Test
  void theTopicWasMadeAnewWhileItWasLoading() {
    // Given
    TableLoader history = loads(OURS, 2);
    table.outside.holds(Set.of(0L, 1L));

    // When
    history.revoke(0);
    table.assign(history, 0, CommitNote.NONE.of(Optional.of("another topic")));
    history.receive(0, records(0, 1), 1);

    // Then
    await().atMost(LIMIT).until(() -> history.status().state() == TableStatus.State.HALTED);
    assertThat(settled(history).position()).isZero();
  }

  /// A loader that begins with this note, and has settled the first records.
  private TableLoader loads(CommitNote note, int records) {
    TableLoader loader = table.start(TableMode.HISTORY, note);
    loader.receive(0, records(0, records), records);
    awaitSettled(loader, records);
    return loader;
  }

  /// A commit of ours that says how many rows its stream has.
  private static CommitNote counting(String stream, long rows) {
    return new CommitNote(Optional.of(stream), rows, List.of(), Optional.of("topic"), 0);
  }
}
