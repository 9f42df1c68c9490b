package dev.hayase.engine.group;

import dev.hayase.engine.expression.EvaluationException;
import dev.hayase.engine.value.Row;

/// Takes what changed of the results.
public interface Emission {
  /// The result's row is now this one.
  ///
  /// @param key the columns that are the table's primary key: the group's and, with a window,
  ///   `window_start`
  /// @param row all columns of the output
  void put(Row key, Row row);

  /// There is no result of that key any more.
  void delete(Row key);

  /// The result of that key cannot be said: a sum is beyond its type, or an expression has no
  /// value. It stands in the table no longer ([#delete] was told before, if it stood there), and
  /// comes again when a change of its rows, or the time, has mended it. Told once per reason.
  void refused(Row key, EvaluationException why);
}
