package dev.hayase.emulator.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of a call that steers streams.
public sealed interface StreamOutcome {
  /// Of a flush.
  sealed interface Flush extends StreamOutcome {
    record Done() implements Flush {}

    /// @param offset up to which the stream was flushed before
    record Already(long offset) implements Flush {}

    record BeyondEnd() implements Flush {}

    record Finalized() implements Flush {}

    record NotBuffered(StreamType type) implements Flush {}

    record Missing() implements Flush {}
  }

  /// Of a commit of several streams.
  sealed interface Commit extends StreamOutcome {
    record Done(Instant time) implements Commit {}

    /// Nothing was committed.
    record Refused(List<Problem> problems) implements Commit {
      public Refused {
        problems = List.copyOf(problems);
      }
    }

    /// @param type null when there is no such stream
    record Problem(String stream, Reason reason, @Nullable StreamType type) {}

    /// Why a stream cannot be committed.
    enum Reason {
      NOT_FOUND,
      NOT_PENDING,
      NOT_FINALIZED,
      ALREADY_COMMITTED
    }
  }
}
