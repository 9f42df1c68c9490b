package dev.hayase.loader.delivery;

import static dev.hayase.loader.delivery.TableUnderTest.LIMIT;
import static dev.hayase.loader.delivery.TableUnderTest.PARTITION;
import static dev.hayase.loader.delivery.TableUnderTest.SCHEMA;
import static dev.hayase.loader.delivery.TableUnderTest.TOPIC;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.wire.Headers;
import dev.hayase.loader.batch.Assignment;
import dev.hayase.loader.batch.CommitNote;
import dev.hayase.loader.batch.Ledger;
import dev.hayase.loader.batch.Settled;
import dev.hayase.loader.delivery.TableStatus.State;
import dev.hayase.loader.metrics.LoaderMetrics;
import dev.hayase.loader.metrics.LoaderMetrics.Result;
import dev.hayase.loader.outcome.Failure;
import dev.hayase.pipeline.TableSettings;
import dev.hayase.records.SourcePartition;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.table.TableMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The whole way of records through a table's thread, with everything outside scripted: what was
/// done, in which order.
class TableLoaderTest {
  private static final long LEASE = 0;
  private static final TableSchema WIDER =
      TableSchema.of(
          List.of(
              Column.nullable("id", ColumnType.INT64),
              Column.nullable("v", ColumnType.STRING),
              Column.nullable("w", ColumnType.STRING)),
          List.of("id"));

  private final TableUnderTest table = new TableUnderTest();
  private final ScriptedWarehouse outside = table.outside;
  private final CountedMetrics metrics = table.metrics;

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void aStreamIsAnnouncedBeforeItsFirstRowAndSettledAfterIt() {
    // Given
    TableLoader history = history(CommitNote.NONE);

    // When
    history.receive(0, records(0, 3), 4);

    // Then
    awaitSettled(history, 4);
    assertThat(outside.actions())
        .containsExactly("create history", "ask from 0", "make s1", "claim s1", "append 3 to s1@0");
    assertThat(settled(history).note().stream()).contains("s1");
    assertThat(settled(history).note().rows()).isEqualTo(3);
  }

  @Test
  void nothingIsWrittenWhenTheStreamCannotBeAnnounced() {
    // Given
    outside.denyClaims();
    TableLoader history = history(CommitNote.NONE);

    // When
    history.receive(0, records(0, 3), 3);

    // Then
    await().atMost(LIMIT).until(() -> outside.actions().contains("denied s1"));
    history.receive(0, records(3, 3), 6);
    history.flush();
    assertThat(outside.rows()).isZero();
    assertThat(settled(history).position()).isZero();
  }

  @Test
  void aPredecessorsStreamIsFinishedAndItsCountSpareTheQuestion() {
    // Given
    outside.stream("old", 7);
    TableLoader history =
        history(new CommitNote(Optional.of("old"), 7, List.of(), Optional.empty(), 0));

    // When
    history.receive(0, records(0, 2), 2);

    // Then
    awaitSettled(history, 2);
    assertThat(outside.actions())
        .containsExactly("create history", "finish old", "make s2", "claim s2", "append 2 to s2@0");
  }

  @Test
  void whatAPredecessorWroteBeyondItsCommitIsSkipped() {
    // Given
    outside.stream("old", 9).holds(Set.of(1L, 2L));
    TableLoader history =
        history(new CommitNote(Optional.of("old"), 7, List.of(), Optional.empty(), 0));

    // When
    history.receive(0, records(0, 4), 4);

    // Then
    awaitSettled(history, 4);
    assertThat(outside.actions())
        .containsExactly(
            "create history",
            "finish old",
            "ask from 0",
            "make s2",
            "claim s2",
            "append 2 to s2@0");
    assertThat(metrics.settled()).isEqualTo(Map.of(Result.LOADED, 2L, Result.SKIPPED, 2L));
    assertThat(settled(history).note().rows()).isEqualTo(2);
  }

  @Test
  void whatATakeoverFoundIsSkippedAlsoAfterTheStreamWasReplaced() {
    // Given: rows 4 and 5 are in the table, beyond what was committed
    outside.stream("old", 9).holds(Set.of(4L, 5L));
    TableLoader history =
        history(new CommitNote(Optional.of("old"), 7, List.of(), Optional.empty(), 0));
    outside.nextAppendFails(new Failure.RowsRefused(Map.of(0, "bad"), "rows"));
    history.receive(0, records(0, 2), 2);
    awaitSettled(history, 2);
    outside.holds(Set.of());

    // When
    history.receive(0, records(2, 5), 7);

    // Then
    awaitSettled(history, 7);
    assertThat(metrics.settled())
        .isEqualTo(Map.of(Result.LOADED, 4L, Result.PARKED, 1L, Result.SKIPPED, 2L));
  }

  @Test
  void aRowThatTheTableHeldStaysUncountedUntilThePositionIsBeyondIt() {
    // Given
    outside.stream("old", 9).holds(Set.of(5L));
    TableLoader history =
        history(new CommitNote(Optional.of("old"), Ledger.UNKNOWN, List.of(), Optional.empty(), 0));

    // When
    history.receive(0, records(0, 2), 2);

    // Then
    awaitSettled(history, 2);
    assertThat(settled(history).note().rows()).isEqualTo(Ledger.UNKNOWN);

    // When
    history.receive(0, records(2, 4), 6);

    // Then
    awaitSettled(history, 6);
    assertThat(settled(history).note().rows()).isEqualTo(5);
  }

  @Test
  void anAppendThatWasAppliedButNotAcknowledgedIsNotRepeated() {
    // Given
    outside.nextAppendIsAppliedButFails(new Failure.Unavailable("lost"));
    TableLoader history = history(CommitNote.NONE);

    // When
    history.receive(0, records(0, 3), 3);

    // Then
    awaitSettled(history, 3);
    assertThat(outside.actions()).endsWith("append 3 to s1@0", "misplaced 3 to s1@0");
    assertThat(outside.rows()).isEqualTo(3);
    assertThat(settled(history).note().rows()).isEqualTo(3);
  }

  @Test
  void anAppendThatFailedIsSentAgainAtItsOffset() {
    // Given
    outside
        .nextAppendFails(new Failure.Unavailable("gone"))
        .nextAppendFails(new Failure.QuotaExceeded("full"));
    TableLoader history = history(CommitNote.NONE);

    // When
    history.receive(0, records(0, 3), 3);

    // Then
    await().atMost(LIMIT).until(() -> history.status().state() == State.BACKING_OFF);
    awaitSettled(history, 3);
    assertThat(outside.actions())
        .endsWith("failed 3 to s1@0", "failed 3 to s1@0", "append 3 to s1@0");
    assertThat(history.status().state()).isEqualTo(State.LOADING);
  }

  @Test
  void aRefusedRowIsParkedAndTheOthersGoIntoANewStream() {
    // Given
    outside.nextAppendFails(new Failure.RowsRefused(Map.of(1, "too long"), "rows"));
    TableLoader history = history(CommitNote.NONE);

    // When
    history.receive(0, records(0, 3), 3);

    // Then
    awaitSettled(history, 3);
    assertThat(outside.actions())
        .containsExactly(
            "create history",
            "ask from 0",
            "make s1",
            "claim s1",
            "failed 3 to s1@0",
            "park 1 too long",
            "finish s1",
            "make s2",
            "claim s2",
            "append 2 to s2@0");
    assertThat(metrics.settled()).isEqualTo(Map.of(Result.LOADED, 2L, Result.PARKED, 1L));
  }

  @Test
  void aStreamThatAnotherFinishedIsReplacedOnlyByAClaim() {
    // Given
    TableLoader history = history(CommitNote.NONE);
    history.receive(0, records(0, 1), 1);
    awaitSettled(history, 1);
    outside.finish("s1");
    outside.denyClaims();

    // When
    history.receive(0, records(1, 2), 3);

    // Then
    await().atMost(LIMIT).until(() -> outside.actions().contains("denied s2"));
    assertThat(outside.rows()).isEqualTo(1);
    assertThat(settled(history).position()).isEqualTo(1);
  }

  @Test
  void aRequestThatIsTooLargeGoesInHalves() {
    // Given
    outside.nextAppendFails(new Failure.RequestTooLarge("limit 10485760"));
    TableLoader mirror = mirror();

    // When
    mirror.receive(0, records(0, 4), 4);

    // Then
    awaitSettled(mirror, 4);
    assertThat(outside.actions())
        .containsExactly(
            "create mirror", "failed 4 to default", "append 2 to default", "append 2 to default");
  }

  @Test
  void aMirrorsRefusedRowIsParkedBeforeItSettles() {
    // Given
    outside.nextAppendFails(new Failure.RowsRefused(Map.of(0, "bad"), "rows"));
    TableLoader mirror = mirror();

    // When
    mirror.receive(0, records(0, 2), 2);

    // Then
    awaitSettled(mirror, 2);
    assertThat(outside.actions())
        .containsExactly(
            "create mirror", "failed 2 to default", "park 0 bad", "append 1 to default");
  }

  @Test
  void newColumnsAreAwaitedWhileOldRowsGoOn() {
    // Given
    outside.schema(WIDER);
    TableLoader mirror = mirror();
    mirror.assign(1, new Assignment(0, CommitNote.NONE, LEASE), Optional.empty());
    mirror.receive(0, records(0, 1), 1);
    awaitSettled(mirror, 1);
    for (int i = 0; i < 2; i++) {
      outside.nextAppendFails(new Failure.ColumnsUnknown("w"));
    }

    // When
    mirror.receive(0, List.of(wider(0, 1)), 2);
    await().atMost(LIMIT).until(() -> outside.actions().contains("failed 1 to default"));
    mirror.receive(1, List.of(record(1, 0)), 1);

    // Then
    awaitSettled(mirror, 2);
    await().atMost(LIMIT).until(() -> position(mirror, 1) == 1);
    assertThat(outside.actions())
        .containsSubsequence("add [w]", "failed 1 to default", "append 1 to default");
    assertThat(outside.rows()).isEqualTo(3);
  }

  @Test
  void schemasThatWaitTogetherTakeOneUpdateOfTheTable() {
    // Given
    TableSchema widest =
        TableSchema.of(
            List.of(
                Column.nullable("id", ColumnType.INT64),
                Column.nullable("v", ColumnType.NUMERIC),
                Column.nullable("x", ColumnType.STRING)),
            List.of("id"));
    outside.schema(WIDER).schema(widest);
    TableLoader history = history(CommitNote.NONE);

    // When
    history.receive(
        0,
        List.of(
            record(0, 0),
            wider(0, 1),
            change(0, 2, widest, "{\"id\":2,\"v\":\"1.5\",\"x\":\"y\"}")),
        3);

    // Then
    awaitSettled(history, 3);
    assertThat(outside.actions())
        .startsWith("create history", "add [w, v_numeric, x]", "ask from 0", "make s1");
  }

  @Test
  void recordsOfAnUnknownSchemaAreParkedAfterTheTopicWasReadToItsEnd() {
    // Given
    TableLoader mirror = mirror();

    // When
    mirror.receive(0, List.of(wider(0, 0), record(0, 1)), 2);

    // Then
    awaitSettled(mirror, 2);
    assertThat(outside.actions())
        .containsExactly(
            "park 0 its schema %s is not in the topic hayase.schemas"
                .formatted(WIDER.fingerprint()),
            "create mirror",
            "append 1 to default");
  }

  @Test
  void aMissingPermissionIsToldAndHealsByItself() {
    // Given
    outside.nextCreationFails(new Failure.AccessDenied("no role"));
    TableLoader mirror = mirror();

    // When
    mirror.receive(0, records(0, 1), 1);

    // Then
    await().atMost(LIMIT).until(() -> mirror.status().state() == State.HALTED);
    assertThat(mirror.status().reason()).contains("no role");
    assertThat(mirror.status().remedy()).isPresent();
    awaitSettled(mirror, 1);
    assertThat(mirror.status().state()).isEqualTo(State.LOADING);
  }

  @Test
  void aHaltedPartitionLoadsNothing() {
    // Given
    TableLoader mirror = start(TableMode.MIRROR);
    mirror.assign(
        0, new Assignment(0, CommitNote.NONE, LEASE), Optional.of(new Halt("gap", "act")));

    // When
    mirror.receive(0, records(0, 1), 1);

    // Then
    await().atMost(LIMIT).until(() -> mirror.status().state() == State.HALTED);
    assertThat(outside.actions()).isEmpty();
  }

  @Test
  void aNewerWireVersionHaltsTheTable() {
    // Given
    TableLoader mirror = mirror();
    SourceRecord newer =
        new SourceRecord(
            PARTITION,
            0,
            0,
            null,
            new byte[0],
            List.of(new SourceRecord.Header(Headers.VERSION, utf8("9"))));

    // When
    mirror.receive(0, List.of(newer), 1);

    // Then
    await().atMost(LIMIT).until(() -> mirror.status().state() == State.HALTED);
    assertThat(mirror.status().remedy().orElse("")).contains("Upgrade the loader");
    assertThat(settled(mirror).position()).isZero();
  }

  @Test
  void positionsMoveBeyondMarkersWithoutRecords() {
    // Given
    TableLoader mirror = mirror();

    // When
    mirror.receive(0, List.of(), 17);

    // Then
    awaitSettled(mirror, 17);
  }

  @Test
  void recordsThatComeAgainInTheSameAssignmentAreNotTakenTwice() {
    // Given
    TableLoader history = history(CommitNote.NONE);
    history.receive(0, records(0, 2), 2);

    // When
    history.receive(0, records(0, 3), 3);

    // Then
    awaitSettled(history, 3);
    assertThat(outside.rows()).isEqualTo(3);
    assertThat(metrics.settled()).isEqualTo(Map.of(Result.LOADED, 3L, Result.RETURNED, 2L));
  }

  @Test
  void aTruncateWaitsForEveryPartitionHereAndElsewhere() {
    // Given: partitions 0 and 1 here, 2 with another loader
    TableLoader mirror = mirror();
    mirror.assign(1, new Assignment(0, CommitNote.NONE, LEASE), Optional.empty());
    mirror.receive(0, records(0, 1), 1);
    awaitSettled(mirror, 1);
    outside.oldKeys("{\"id\":1}", "{\"id\":2}");
    SequenceNumber first = new SequenceNumber(1, 50);
    ControlRecord truncate = new ControlRecord.Truncate(TOPIC, 3, 5, first);

    // When
    mirror.receive(0, List.of(control(0, 1, truncate, 50), record(0, 2)), 3);
    await().atMost(LIMIT).until(() -> mirror.status().state() == State.WAITING);

    // Then
    assertThat(settled(mirror).position()).isEqualTo(1);

    // When
    mirror.receive(1, List.of(control(1, 0, truncate, 51)), 1);
    await().atMost(LIMIT).until(() -> position(mirror, 1) == 1);

    // Then
    assertThat(outside.actions()).noneMatch(action -> action.startsWith("ask keys"));

    // When
    outside.committedElsewhere(
        2,
        9,
        new CommitNote(
            Optional.empty(),
            Ledger.UNKNOWN,
            List.of(Barrier.proof(truncate, new SequenceNumber(1, 52))),
            Optional.empty(),
            0));

    // Then
    awaitSettled(mirror, 3);
    assertThat(outside.actions())
        .startsWith("create mirror", "append 1 to default", "ask keys before " + first)
        .hasSize(5)
        .contains("append 2 to default");
  }

  @Test
  void aPartitionThatWaitsForOthersIsPolledNoFurtherAndDoesNotKeepThemFromBeingPolled() {
    // Given: partition 1 has not come to its copy of the truncate
    TableLoader mirror = mirror();
    mirror.assign(1, new Assignment(0, CommitNote.NONE, LEASE), Optional.empty());
    ControlRecord truncate = new ControlRecord.Truncate(TOPIC, 2, 5, new SequenceNumber(1, 50));
    List<SourceRecord> behind = new ArrayList<>(List.of(control(0, 0, truncate, 50)));
    behind.addAll(records(1, 50_000));

    // When
    mirror.receive(0, behind, 50_001);

    // Then: what is behind it does not count as what runs ahead
    await().atMost(LIMIT).until(() -> mirror.isDetained(0) && mirror.waitingBytes() == 0);
    assertThat(mirror.heldBytes()).isPositive();
    assertThat(mirror.isDetained(1)).isFalse();

    // When
    mirror.receive(1, List.of(control(1, 0, truncate, 51)), 1);

    // Then
    awaitSettled(mirror, 50_001);
    await().atMost(LIMIT).until(() -> !mirror.isDetained(0));
    assertThat(mirror.heldBytes()).isZero();
  }

  @Test
  void aRevokedPartitionLeavesNothingBehind() {
    // Given
    for (int i = 0; i < 100; i++) {
      outside.nextAppendFails(new Failure.QuotaExceeded("full"));
    }
    TableLoader history = history(CommitNote.NONE);
    history.receive(0, records(0, 5), 5);
    await().atMost(LIMIT).until(() -> history.status().state() == State.BACKING_OFF);
    assertThat(history.heldBytes()).isPositive();

    // When
    history.revoke(0);

    // Then
    await().atMost(LIMIT).until(() -> history.heldBytes() == 0);
    assertThat(history.settled()).isEmpty();
    assertThat(metrics.received()).isEqualTo(5);
    assertThat(metrics.settled()).isEqualTo(Map.of(Result.RETURNED, 5L));
  }

  @Test
  void whatWasReceivedIsAccountedFor() {
    // Given
    TableLoader mirror = mirror();
    SourceRecord tombstone = new SourceRecord(PARTITION, 1, 0, utf8("{}"), null, List.of());
    SourceRecord poison = new SourceRecord(PARTITION, 2, 0, null, utf8("?"), List.of());

    // When
    mirror.receive(0, List.of(record(0, 0), tombstone, poison), 3);

    // Then
    awaitSettled(mirror, 3);
    assertThat(metrics.received()).isEqualTo(3);
    assertThat(metrics.settled())
        .isEqualTo(Map.of(Result.LOADED, 1L, Result.SKIPPED, 1L, Result.PARKED, 1L));
    await().atMost(LIMIT).until(() -> mirror.heldBytes() == 0);
  }

  @Test
  void whateverFailsWhatWasReceivedIsAccountedForOnceAndWhatWaitsIsKnown() {
    // Given
    outside
        .nextAppendFails(new Failure.Unavailable("away"))
        .nextAppendFails(new Failure.RowsRefused(Map.of(0, "odd"), "refused"))
        .nextAppendIsAppliedButFails(new Failure.Unavailable("lost"));
    TableLoader history = history(CommitNote.NONE);

    // When
    List<Long> settled = new ArrayList<>();
    for (int offset = 0; offset < 40; offset++) {
      history.receive(0, List.of(record(0, offset)), offset + 1);
      settled.add(allSettled() - metrics.received());
    }

    // Then
    awaitSettled(history, 40);
    assertThat(settled).allMatch(more -> more <= 0);
    assertThat(allSettled()).isEqualTo(metrics.received()).isEqualTo(40);
    assertThat(metrics.settled()).containsEntry(Result.PARKED, 1L);
    assertThat(metrics.oldestMillis()).isEqualTo(LoaderMetrics.NOTHING_WAITS);
    assertThat(metrics.answeredBytes()).isPositive();
  }

  private long allSettled() {
    return metrics.settled().values().stream().mapToLong(Long::longValue).sum();
  }

  private TableLoader mirror() {
    TableLoader loader = start(TableMode.MIRROR);
    loader.assign(0, new Assignment(0, CommitNote.NONE, LEASE), Optional.empty());
    return loader;
  }

  @Test
  void whatIsLoadedBesideTheLiveFlowGoesIntoAStreamOfItsOwnThatIsAnnouncedFirst() {
    // Given
    TableLoader history = history(CommitNote.NONE);
    history.receive(0, records(0, 5), 5);
    awaitSettled(history, 5);
    SideRun run = besides(2, true);
    history.beginSide(run);
    assertThat(run.ground().join().map(SideGround::settled)).contains(5L);

    // When
    history.receiveSide(run, records(2, 2), 5);

    // Then
    await().atMost(LIMIT).until(() -> run.position() == 5);
    assertThat(outside.actions())
        .endsWith("append 5 to s1@0", "make s2", "announce s2", "append 2 to s2@0");
    assertThat(run.written()).isEqualTo(2);
    assertThat(settled(history).note().stream()).contains("s1");
  }

  @Test
  void aRunWhosePartitionIsNoLongerOursWritesNothing() {
    // Given
    TableLoader history = history(CommitNote.NONE);
    SideRun run = besides(0, false);
    history.beginSide(run);

    // When
    history.receiveSide(run, records(0, 2), 2);

    // Then
    await().atMost(LIMIT).until(() -> outside.actions().contains("announce s1"));
    history.receiveSide(run, records(2, 2), 4);
    history.flush();
    assertThat(outside.rows()).isZero();
    assertThat(run.position()).isZero();
  }

  @Test
  void aRunsRefusedRowIsParkedAndTheOthersGoIntoAnotherStream() {
    // Given
    TableLoader history = history(CommitNote.NONE);
    SideRun run = besides(0, true);
    history.beginSide(run);
    outside.nextAppendFails(new Failure.RowsRefused(Map.of(1, "too long"), "rows"));

    // When
    history.receiveSide(run, records(0, 3), 3);

    // Then
    await().atMost(LIMIT).until(() -> run.position() == 3);
    assertThat(outside.actions())
        .endsWith(
            "make s1",
            "announce s1",
            "failed 3 to s1@0",
            "park 1 too long",
            "finish s1",
            "make s2",
            "announce s2",
            "append 2 to s2@0");
    assertThat(run.parkedRecords()).isEqualTo(1);
  }

  @Test
  void aRunOfAPartitionThatIsNotLoadedHereIsDenied() {
    // Given
    TableLoader history = history(CommitNote.NONE);
    SideRun run = besides(0, true);
    history.revoke(0);

    // When
    history.beginSide(run);

    // Then
    assertThat(run.ground().join()).isEmpty();
  }

  private SideRun besides(long start, boolean ours) {
    return new SideRun(
        "r1",
        PARTITION,
        start,
        (stream, _) -> {
          outside.note("announce " + stream);
          return CompletableFuture.completedFuture(ours);
        });
  }

  private TableLoader history(CommitNote note) {
    TableLoader loader = start(TableMode.HISTORY);
    loader.assign(0, new Assignment(0, note, LEASE), Optional.empty());
    return loader;
  }

  private TableLoader start(TableMode mode) {
    return table.start(mode, TableSettings.DEFAULT);
  }

  private static void awaitSettled(TableLoader loader, long position) {
    await().atMost(LIMIT).until(() -> position(loader, 0) == position);
  }

  private static long position(TableLoader loader, int partition) {
    Settled settled = loader.settled().get(new SourcePartition(TOPIC.name(), partition));
    return settled == null ? -1 : settled.position();
  }

  private static Settled settled(TableLoader loader) {
    await().atMost(LIMIT).until(() -> loader.settled().containsKey(PARTITION));
    return loader.settled().getOrDefault(PARTITION, new Settled(-1, CommitNote.NONE, -1));
  }

  private static List<SourceRecord> records(int from, int count) {
    List<SourceRecord> records = new ArrayList<>();
    for (int offset = from; offset < from + count; offset++) {
      records.add(record(0, offset));
    }
    return records;
  }

  private static SourceRecord record(int partition, long offset) {
    return change(partition, offset, SCHEMA, "{\"id\":%d,\"v\":\"x\"}".formatted(offset));
  }

  private static SourceRecord wider(int partition, long offset) {
    return change(
        partition, offset, WIDER, "{\"id\":%d,\"v\":\"x\",\"w\":\"y\"}".formatted(offset));
  }

  private static SourceRecord change(int partition, long offset, TableSchema schema, String after) {
    String value = "{\"after\":%s,\"source\":{\"ts_us\":5},\"op\":\"c\"}".formatted(after);
    return new SourceRecord(
        new SourcePartition(TOPIC.name(), partition),
        offset,
        0,
        utf8("{\"id\":%d}".formatted(offset)),
        utf8(value),
        List.of(
            new SourceRecord.Header(Headers.VERSION, utf8("1")),
            new SourceRecord.Header(Headers.SCHEMA, utf8(schema.fingerprint().hex())),
            new SourceRecord.Header(
                Headers.SEQUENCE, utf8(new SequenceNumber(1, offset).toString()))));
  }

  private static SourceRecord control(int partition, long offset, ControlRecord control, int copy) {
    return new SourceRecord(
        new SourcePartition(TOPIC.name(), partition),
        offset,
        0,
        null,
        control.toJson(),
        List.of(
            new SourceRecord.Header(Headers.VERSION, utf8("1")),
            new SourceRecord.Header(Headers.CONTROL, utf8(control.kind().code())),
            new SourceRecord.Header(
                Headers.SEQUENCE, utf8(new SequenceNumber(1, copy).toString()))));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
