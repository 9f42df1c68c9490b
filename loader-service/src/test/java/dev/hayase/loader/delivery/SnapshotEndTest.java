package dev.hayase.loader.delivery;

import static dev.hayase.loader.delivery.TableUnderTest.LIMIT;
import static dev.hayase.loader.delivery.TableUnderTest.PARTITION;
import static dev.hayase.loader.delivery.TableUnderTest.TOPIC;
import static dev.hayase.loader.delivery.TableUnderTest.awaitSettled;
import static dev.hayase.loader.delivery.TableUnderTest.change;
import static dev.hayase.loader.delivery.TableUnderTest.control;
import static dev.hayase.loader.delivery.TableUnderTest.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.loader.batch.CommitNote;
import dev.hayase.loader.batch.Ledger;
import dev.hayase.pipeline.TableSettings;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.table.TableMode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a history says of a snapshot's end, of a topic whose partition 1 is another loader's.
class SnapshotEndTest {
  private static final CommitNote OURS = CommitNote.NONE.of(Optional.of("topic"));
  private static final ControlRecord END =
      new ControlRecord.SnapshotEnd(TOPIC, 2, 0, "s1", new SequenceNumber(1, 0));
  private static final List<SourceRecord> RECORDS =
      List.of(change(0, 1), control(1, END), change(2, 2));

  private final TableUnderTest table = new TableUnderTest();

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void itIsARowOnceEveryPartitionHasPassedIt() {
    // Given
    TableLoader history = table.start(TableMode.HISTORY, OURS);

    // When
    history.receive(0, RECORDS, 3);

    // Then
    await().atMost(LIMIT).until(() -> history.status().state() == TableStatus.State.WAITING);
    awaitSettled(history, 1);
    assertThat(table.outside.rows()).isEqualTo(1);
    assertThat(table.outside.actions()).doesNotContain("view t_complete");

    // When
    partition1HasPassed();

    // Then
    awaitSettled(history, 3);
    assertThat(table.outside.rows()).isEqualTo(3);
    assertThat(settled(history).note().rows()).isEqualTo(3);
    await().atMost(LIMIT).until(() -> table.outside.actions().contains("view t_complete"));
    assertThat(history.status().state()).isEqualTo(TableStatus.State.LOADING);
  }

  @Test
  void aSuccessorWaitsForTheOthersAndSaysItOnce() {
    // Given
    TableLoader first = table.start(TableMode.HISTORY, OURS);
    first.receive(0, RECORDS, 3);
    awaitSettled(first, 1);
    CommitNote note = table.kill(first);
    TableLoader second = table.start(TableMode.HISTORY, TableSettings.DEFAULT, 1, note);
    second.receive(0, RECORDS.subList(1, 3), 3);
    await().atMost(LIMIT).until(() -> second.status().state() == TableStatus.State.WAITING);

    // When
    partition1HasPassed();

    // Then
    awaitSettled(second, 3);
    assertThat(table.outside.rows()).isEqualTo(3);
  }

  @Test
  void aReplayWaitsForTheOthersToo() {
    // Given: a loader of the version before has passed it without a word
    TableLoader history = table.start(TableMode.HISTORY, OURS);
    history.receive(0, List.of(change(0, 1)), 2);
    awaitSettled(history, 2);
    SideRun run =
        new SideRun("r1", PARTITION, 1, (_, _) -> CompletableFuture.completedFuture(true));
    history.beginSide(run);

    // When
    history.receiveSide(run, List.of(control(1, END)), 2);
    partition1HasPassed();

    // Then
    history.receive(0, List.of(), 100);
    await().atMost(LIMIT).until(() -> run.position() == 2);
    assertThat(table.outside.rows()).isEqualTo(2);
    assertThat(run.written()).isEqualTo(1);
  }

  private void partition1HasPassed() {
    table.outside.committedElsewhere(
        1,
        9,
        new CommitNote(
            Optional.empty(),
            Ledger.UNKNOWN,
            List.of(Barrier.proof(END, new SequenceNumber(1, 2))),
            Optional.empty(),
            0));
  }
}
