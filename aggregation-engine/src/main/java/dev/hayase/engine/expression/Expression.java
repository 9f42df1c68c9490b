package dev.hayase.engine.expression;

import dev.hayase.engine.value.Row;
import dev.hayase.event.schema.Column;
import java.time.Instant;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// A compiled expression over rows of one layout. Thread-safe.
///
/// NULL is SQL's: what is computed of NULL is NULL, `&&` and `||` know three values, and a
/// condition that is NULL does not hold.
public interface Expression {
  /// As the user wrote it.
  String text();

  /// What it yields, under a name that its user gives it.
  Column result(String name);

  /// The columns that it reads.
  SortedSet<String> columns();

  /// Whether it reads `now`.
  boolean readsNow();

  /// Its value for a row.
  ///
  /// @param now the instant through which everything is known that happened; what does not read it
  ///   may be given any
  /// @throws EvaluationException when there is none, as with a division by zero; its message names
  ///   no value
  @Nullable Object evaluate(Row row, Instant now);
}
