package dev.hayase.cdc.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.cdc.change.CapturePosition.Stage;
import dev.hayase.event.SequenceNumber;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StartDecisionTest {
  private static final CapturePosition STREAMING =
      new CapturePosition(
          "school",
          "slot",
          new SequenceNumber(100, 7),
          Stage.STREAMING,
          new LogPlace(500, 600, 2),
          9,
          new TreeSet<>(List.of("school.public.courses")));
  private static final CapturePosition IN_SNAPSHOT =
      new CapturePosition(
          "school",
          "slot",
          new SequenceNumber(100, 7),
          Stage.SNAPSHOT,
          LogPlace.afterCommit(500),
          0,
          new TreeSet<>());

  @Test
  void aSourceThatWasNeverCapturedBeginsItsFirstEpochWithASnapshot() {
    assertThat(decide("slot", null, null)).isEqualTo(snapshot("slot", new SequenceNumber(200, 0)));
  }

  @Test
  void anotherSlotBeginsAnotherEpochAlsoWhenTheClockIsBehind() {
    assertThat(decide("slot_2", STREAMING, null))
        .isEqualTo(snapshot("slot_2", new SequenceNumber(200, 0)));
    assertThat(StartDecision.of("school", "slot_2", Optional.of(STREAMING), Optional.empty(), 50))
        .isEqualTo(snapshot("slot_2", new SequenceNumber(101, 0)));
  }

  @Test
  void aSnapshotThatDidNotEndBeginsAnewAndItsNumbersGoOn() {
    assertThat(decide("slot", IN_SNAPSHOT, slot(0, "")))
        .isEqualTo(snapshot("slot", new SequenceNumber(100, 7)));
  }

  @Test
  void aSlotThatIsWhereItWasOrBehindGoesOn() {
    assertThat(decide("slot", STREAMING, slot(500, "")))
        .isEqualTo(new StartDecision.Resume(STREAMING));
    assertThat(decide("slot", STREAMING, slot(400, "")))
        .isEqualTo(new StartDecision.Resume(STREAMING));
  }

  @Test
  void aSlotThatIsGoneLostOrAheadIsRefused() {
    assertThat(
            List.of(
                decide("slot", STREAMING, null),
                decide("slot", STREAMING, slot(500, "wal_removed")),
                decide("slot", STREAMING, slot(501, ""))))
        .extracting(decision -> ((StartDecision.Refuse) decision).problem())
        .containsExactly(
            "does not exist, though the capture has read from it",
            "is invalid (wal_removed)",
            "stands beyond what the capture has read: it was made anew, or moved");
  }

  @Test
  void aPositionIsReadBackAsItWasWritten() {
    assertThat(CapturePosition.fromJson(STREAMING.toJson())).isEqualTo(STREAMING);
  }

  private static StartDecision decide(
      String slotName, @Nullable CapturePosition stored, @Nullable SlotState slot) {
    return StartDecision.of(
        "school", slotName, Optional.ofNullable(stored), Optional.ofNullable(slot), 200);
  }

  private static SlotState slot(long confirmed, String lost) {
    return new SlotState("slot", "pgoutput", "school", false, confirmed, lost);
  }

  private static StartDecision snapshot(String slotName, SequenceNumber sequence) {
    return new StartDecision.Snapshot(
        new CapturePosition(
            "school",
            slotName,
            sequence,
            Stage.SNAPSHOT,
            LogPlace.afterCommit(0),
            0,
            new TreeSet<>()));
  }
}
