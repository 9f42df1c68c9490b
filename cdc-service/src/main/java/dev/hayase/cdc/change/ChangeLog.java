package dev.hayase.cdc.change;

import dev.hayase.cdc.value.TableShape;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where captured changes go, so that others can read them.
public interface ChangeLog {

  /// Makes the schema of rows known, unless it is. Returns when no reader can miss it any more.
  void declare(TableShape shape);

  /// Writes all of it or nothing: the records, then the announcement, then the position.
  ///
  /// @throws FencedException when another capture of the same source has taken over
  void write(Batch batch);

  /// What belongs into one transaction.
  ///
  /// @param through announces that every transaction of the source up to it is written with this
  ///   batch
  record Batch(List<Outgoing> records, Optional<Instant> through, CapturePosition position) {
    public Batch {
      records = List.copyOf(records);
    }
  }

  /// Another capture of the same source has taken over: this one must stop, and not come back while
  /// the other one is alive.
  final class FencedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FencedException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
