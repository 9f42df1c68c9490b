package dev.hayase.engine.expression;

import dev.hayase.engine.value.Row;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A part of an expression that is checked and compiled.
///
/// @param offset where it stands in the expression's text
/// @param constant whether it is the same for every row
record Part(ValueType type, Node node, int offset, boolean constant) {
  Kind kind() {
    return type.kind();
  }

  /// The literal `null`.
  boolean isNull() {
    return type.kind() == Kind.NULL;
  }

  /// The value of a constant.
  @Nullable Object value() {
    return node.evaluate(new Frame(Row.EMPTY, Instant.EPOCH, 0));
  }

  /// The same value in another form, NULL being NULL in each. Of a constant it is computed now, so
  /// that a [Failure] is found before anything runs.
  Part as(ValueType other, Function<Object, @Nullable Object> change) {
    if (constant) {
      Object value = value();
      Object changed = value == null ? null : change.apply(value);
      return new Part(other, _ -> changed, offset, true);
    }
    return new Part(
        other,
        frame -> {
          Object value = node.evaluate(frame);
          return value == null ? null : change.apply(value);
        },
        offset,
        false);
  }
}
