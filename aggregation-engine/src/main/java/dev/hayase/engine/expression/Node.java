package dev.hayase.engine.expression;

import org.jspecify.annotations.Nullable;

/// A part of a compiled expression. NULL is null.
@FunctionalInterface
interface Node {
  @Nullable Object evaluate(Frame frame);
}
