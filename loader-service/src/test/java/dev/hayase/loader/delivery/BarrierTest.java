package dev.hayase.loader.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.loader.batch.CommitNote;
import dev.hayase.loader.batch.Ledger;
import dev.hayase.loader.store.GroupPositions.Committed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BarrierTest {
  private static final ChangeTopic TOPIC = new ChangeTopic("school", "public", "t");
  private static final ControlRecord START =
      new ControlRecord.SnapshotStart(TOPIC, 4, 0, "s", new SequenceNumber(1, 100));
  private static final ControlRecord END =
      new ControlRecord.SnapshotEnd(TOPIC, 4, 0, "s", new SequenceNumber(1, 100));

  /// Of partition 0's copy, which has the number 204 here.
  private final Barrier barrier =
      new Barrier(END, new SequenceNumber(1, 204), 7, new Ledger(0).open(7), true);

  @Test
  void theSameControlRecordProves() {
    assertThat(barrier.passed(List.of(Barrier.proof(END, new SequenceNumber(1, 206))))).isTrue();
  }

  @Test
  void anEarlierOneOfTheSameSnapshotDoesNot() {
    assertThat(barrier.passed(List.of(Barrier.proof(START, new SequenceNumber(1, 101))))).isFalse();
  }

  @Test
  void aLaterOneProvesButNotOneThatMayStandBeforeIt() {
    assertThat(barrier.passed(List.of(Barrier.proof(truncate(209), new SequenceNumber(1, 209)))))
        .isTrue();
    assertThat(barrier.passed(List.of(Barrier.proof(truncate(200), new SequenceNumber(1, 203)))))
        .isFalse();
    assertThat(barrier.passed(List.of(Barrier.proof(truncate(0), new SequenceNumber(2, 0)))))
        .isTrue();
    assertThat(barrier.passed(List.of("nonsense", "nonsense@x"))).isFalse();
  }

  @Test
  void anotherLoadersPartitionPassesByItsCommit() {
    assertThat(barrier.passedElsewhere(1)).isFalse();
    CommitNote passed =
        new CommitNote(
            Optional.empty(),
            -1,
            List.of(Barrier.proof(END, new SequenceNumber(1, 205))),
            Optional.empty(),
            0);
    CommitNote ours = new CommitNote(Optional.empty(), -1, List.of(), Optional.of("id"), 0);

    barrier.groupSeen(
        Map.of(
            1,
            new Committed(3, passed),
            2,
            new Committed(49, ours),
            3,
            new Committed(50, CommitNote.NONE)),
        Map.of(1, 50L, 2, 50L, 3, 50L));

    assertThat(barrier.passedElsewhere(1)).isTrue();
    assertThat(barrier.passedElsewhere(2))
        .as("a commit before the end without the proof")
        .isFalse();
    assertThat(barrier.passedElsewhere(3)).as("a commit at the end, an operator's").isTrue();
    assertThat(barrier.passedElsewhere(4)).isFalse();
  }

  @Test
  void anOperatorsCommitBeforeTheCopiesProvesNothing() {
    barrier.groupSeen(Map.of(1, new Committed(49, CommitNote.NONE)), Map.of(1, 50L));
    assertThat(barrier.passedElsewhere(1)).isFalse();
  }

  private static ControlRecord truncate(long ordinal) {
    return new ControlRecord.Truncate(TOPIC, 4, 0, new SequenceNumber(1, ordinal));
  }
}
