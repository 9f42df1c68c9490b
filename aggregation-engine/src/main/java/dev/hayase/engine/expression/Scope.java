package dev.hayase.engine.expression;

import dev.hayase.engine.value.Layout;

/// What an expression may name.
///
/// @param layout the columns; `a.b` is the column of that name where there is one
/// @param now whether it may read `now`, the instant through which everything is known that
///   happened
public record Scope(Layout layout, boolean now) {
  /// The columns, and no time.
  public static Scope of(Layout layout) {
    return new Scope(layout, false);
  }
}
