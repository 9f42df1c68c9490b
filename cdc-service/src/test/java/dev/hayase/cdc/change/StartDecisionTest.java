package dev.hayase.cdc.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.SequenceNumber;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StartDecisionTest {
  private static final LogGap GAP = new LogGap("slot", "slot", "is gone", "Take a new snapshot");
  private static final CapturePosition STREAMING =
      new CapturePosition(
          "school",
          "slot",
          new SequenceNumber(100, 7),
          Optional.of(new WalPlace(500, 600, 2)),
          9,
          new TreeSet<>(List.of("school.public.courses")));
  private static final CapturePosition IN_SNAPSHOT =
      CapturePosition.beforeSnapshot("school", "slot", new SequenceNumber(100, 7));

  @Test
  void aSourceThatWasNeverCapturedBeginsItsFirstEpochWithASnapshot() {
    assertThat(decide("slot", null, null)).isEqualTo(snapshot("slot", new SequenceNumber(200, 0)));
  }

  @Test
  void anotherSlotBeginsAnotherEpochAlsoWhenTheClockIsBehind() {
    assertThat(decide("slot_2", STREAMING, null))
        .isEqualTo(snapshot("slot_2", new SequenceNumber(200, 0)));
    assertThat(
            StartDecision.of("school", "slot_2", Optional.of(STREAMING), _ -> Optional.empty(), 50))
        .isEqualTo(snapshot("slot_2", new SequenceNumber(101, 0)));
  }

  @Test
  void aSnapshotThatDidNotEndBeginsAnewAndItsNumbersGoOn() {
    assertThat(decide("slot", IN_SNAPSHOT, GAP))
        .isEqualTo(snapshot("slot", new SequenceNumber(100, 7)));
  }

  @Test
  void aLogThatIsThereGoesOnAndAGapIsRefused() {
    assertThat(decide("slot", STREAMING, null)).isEqualTo(new StartDecision.Resume(STREAMING));
    assertThat(decide("slot", STREAMING, GAP)).isEqualTo(new StartDecision.Refuse(GAP));
  }

  @Test
  void aPositionIsReadBackAsItWasWritten() {
    assertThat(CapturePosition.fromJson(STREAMING.toJson())).isEqualTo(STREAMING);
    assertThat(CapturePosition.fromJson(IN_SNAPSHOT.toJson())).isEqualTo(IN_SNAPSHOT);
  }

  private static StartDecision decide(
      String log, @Nullable CapturePosition stored, @Nullable LogGap gap) {
    return StartDecision.of(
        "school", log, Optional.ofNullable(stored), _ -> Optional.ofNullable(gap), 200);
  }

  private static StartDecision snapshot(String log, SequenceNumber sequence) {
    return new StartDecision.Snapshot(CapturePosition.beforeSnapshot("school", log, sequence));
  }
}
