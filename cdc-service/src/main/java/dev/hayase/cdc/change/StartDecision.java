package dev.hayase.cdc.change;

import dev.hayase.event.SequenceNumber;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// How a capture begins, given what Kafka and the database say of the last one.
public sealed interface StartDecision {

  /// Read the tables first, and the log from there on.
  ///
  /// @param from the position before the first record
  record Snapshot(CapturePosition from) implements StartDecision {}

  /// Go on where the last capture ended.
  record Resume(CapturePosition from) implements StartDecision {}

  /// The log from the last position on is not to be had: going on would lose changes silently.
  record Refuse(LogGap gap) implements StartDecision {}

  /// @param log names the log; a position in another one says nothing of this one
  /// @param stored the last committed position
  /// @param gap what is missing of the log after a position, if anything is
  /// @param unixSeconds now
  static StartDecision of(
      String source,
      String log,
      Optional<CapturePosition> stored,
      Function<LogPlace, Optional<LogGap>> gap,
      long unixSeconds) {
    if (stored.isEmpty()) {
      return fresh(source, log, new SequenceNumber(unixSeconds, 0), Instructions.NONE);
    }
    CapturePosition last = stored.get();
    if (!last.log().equals(log)) {
      long epoch = SequenceNumber.epochAfter(last.sequence().epoch(), unixSeconds);
      return fresh(source, log, new SequenceNumber(epoch, 0), last.instructions());
    }
    return last.place()
        .map(place -> gap.apply(place).<StartDecision>map(Refuse::new).orElse(new Resume(last)))
        .orElseGet(() -> fresh(source, log, last.sequence(), last.instructions()));
  }

  /// It reads every table, so none is to be read anew.
  private static StartDecision fresh(
      String source, String log, SequenceNumber sequence, Instructions instructions) {
    return new Snapshot(
        CapturePosition.beforeSnapshot(source, log, sequence).with(instructions.with(List.of())));
  }
}
