package dev.hayase.cdc;

import dev.hayase.cdc.change.CapturePosition;
import dev.hayase.cdc.change.StartDecision;
import dev.hayase.cdc.failure.FailureException;
import dev.hayase.cdc.source.Database;
import java.time.InstantSource;
import java.util.Optional;

/// Where a run of a capture begins.
final class Beginning {
  private Beginning() {}

  /// @param stored where the last one stood
  /// @throws FailureException when changes since then are not to be had
  static CapturePosition of(
      String source, Database database, Optional<CapturePosition> stored, InstantSource clock) {
    StartDecision decision =
        StartDecision.of(
            source, database.log(), stored, database::gap, clock.instant().getEpochSecond());
    return switch (decision) {
      case StartDecision.Resume resume -> resume.from();
      case StartDecision.Snapshot snapshot -> {
        database.discardSnapshot();
        yield snapshot.from();
      }
      case StartDecision.Refuse refuse -> throw new FailureException(refuse.gap().failure(source));
    };
  }
}
