package dev.hayase.engine.group;

import dev.hayase.engine.expression.EvaluationException;
import dev.hayase.engine.value.Row;
import java.util.OptionalLong;

/// What there is to say of a group at an instant.
sealed interface Outcome {
  /// It has no rows.
  record Absent() implements Outcome {}

  /// @param row the output's
  /// @param encoded the same as bytes
  /// @param changesAt when it will be another though nothing comes
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Present(Row row, byte[] encoded, OptionalLong changesAt) implements Outcome {}

  /// It has rows, but what they yield has no value.
  record Refused(EvaluationException why) implements Outcome {}
}
