package dev.hayase.log.intake;

import dev.hayase.log.event.Quarantined;
import java.util.Optional;

/// What stands in the quarantines of streams.
///
/// Thread-safe.
@FunctionalInterface
public interface Quarantine {
  /// Begins to read a stream's quarantine.
  ///
  /// @throws UnreadableException when it cannot be read now
  Reading open(String stream);

  /// One way through a quarantine. Not thread-safe.
  interface Reading extends AutoCloseable {
    /// The event at an offset, if one is there.
    ///
    /// @throws UnreadableException when it cannot be read now
    Optional<Quarantined> at(long offset);

    @Override
    void close();
  }

  /// It cannot be read now; later it may.
  final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnreadableException(String message) {
      super(message);
    }

    public UnreadableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
