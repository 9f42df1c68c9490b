package dev.hayase.cdc.change;

import dev.hayase.cdc.value.TableShape;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where captured changes go, so that others can read them.
public interface ChangeLog {

  /// Makes the schema of rows known, unless it is. Returns when no reader can miss it any more.
  void declare(TableShape shape);

  /// Writes all of it or nothing: the records, then the announcement, then the answers to orders
  /// and the position.
  ///
  /// @throws FencedException when another capture of the same source has taken over
  void write(Batch batch);

  /// What belongs into one transaction.
  ///
  /// @param through announces that every transaction of the source up to it is written with this
  ///   batch
  /// @param answers to the orders whose effect is in the position
  record Batch(
      List<Outgoing> records,
      Optional<Instant> through,
      CapturePosition position,
      List<Answer> answers) {
    public Batch {
      records = List.copyOf(records);
      answers = List.copyOf(answers);
    }
  }

  /// What became of an order: it was carried out, or it was refused.
  ///
  /// @param refusal why, with the remedy; empty when it was carried out
  record Answer(String order, Optional<String> refusal) {}

  /// Another capture of the same source has taken over: this one must stop, and not come back while
  /// the other one is alive.
  final class FencedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FencedException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
