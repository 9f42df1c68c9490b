package dev.hayase.loader.delivery;

import static dev.hayase.loader.delivery.TableUnderTest.awaitSettled;
import static dev.hayase.loader.delivery.TableUnderTest.records;
import static dev.hayase.loader.delivery.TableUnderTest.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.loader.batch.CommitNote;
import dev.hayase.loader.outcome.Failure;
import dev.hayase.pipeline.TableSettings;
import dev.hayase.pipeline.TableSettings.Delivery;
import dev.hayase.records.table.TableMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AtLeastOnceTest {
  private static final CommitNote OURS = CommitNote.NONE.of(Optional.of("topic"));

  private final TableUnderTest table = new TableUnderTest();

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void rowsGoThroughTheDefaultStreamAndAViewShowsEachOnce() {
    // Given
    TableLoader history = start(OURS, 0);

    // When
    history.receive(0, records(0, 3), 3);

    // Then
    awaitSettled(history, 3);
    assertThat(table.outside.actions())
        .containsExactly("create history", "mark", "view t_once", "append 3 to default");
    assertThat(settled(history).note()).isEqualTo(OURS);
  }

  @Test
  void anAppendThatFailedIsSentAgainWithoutAsking() {
    // Given
    table.outside.nextAppendIsAppliedButFails(new Failure.Unavailable("lost"));
    TableLoader history = start(OURS, 0);

    // When
    history.receive(0, records(0, 2), 2);

    // Then
    awaitSettled(history, 2);
    assertThat(table.outside.actions()).endsWith("append 2 to default", "append 2 to default");
  }

  @Test
  void whoGoesBackToExactlyOnceTrustsNoCountFromBefore() {
    // Given: an exact count of a stream, beside which rows went through the default stream
    table.outside.stream("old", 7);
    TableLoader shared =
        start(new CommitNote(Optional.of("old"), 7, List.of(), Optional.of("topic"), 0), 0);
    shared.receive(0, records(0, 2), 2);
    awaitSettled(shared, 2);
    CommitNote committed = table.kill(shared);
    table.outside.forgetActions();

    // When: a row beyond the commit is in the table already
    table.outside.holds(Set.of(2L));
    TableLoader exact = table.start(TableMode.HISTORY, TableSettings.DEFAULT, 2, committed);
    exact.receive(0, records(2, 2), 4);

    // Then
    awaitSettled(exact, 4);
    assertThat(committed).isEqualTo(OURS);
    assertThat(table.outside.actions())
        .containsExactly("ask from 2", "make s3", "claim s3", "append 1 to s3@0");
  }

  private TableLoader start(CommitNote note, long offset) {
    TableSettings usual = TableSettings.DEFAULT;
    return table.start(
        TableMode.HISTORY,
        new TableSettings(
            usual.mode(),
            usual.dataset(),
            usual.table(),
            usual.clusterBy(),
            Delivery.AT_LEAST_ONCE,
            usual.priority(),
            usual.onTruncate(),
            usual.onTypeConflict()),
        offset,
        note);
  }
}
