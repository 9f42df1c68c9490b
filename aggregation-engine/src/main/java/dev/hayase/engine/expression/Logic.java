package dev.hayase.engine.expression;

import org.jspecify.annotations.Nullable;

/// Three values: true, false, NULL. As in CEL, what one side decides alone holds even when the
/// other has no value.
final class Logic {
  private Logic() {}

  /// @param or whether true decides; else false does
  static Part and(Part left, Part right, int offset, boolean or) {
    Node one = left.node();
    Node other = right.node();
    Boolean deciding = or;
    return new Part(
        ValueType.BOOL,
        frame -> decide(frame, one, other, deciding),
        offset,
        left.constant() && right.constant());
  }

  private static @Nullable Object decide(Frame frame, Node one, Node other, Boolean deciding) {
    Object left;
    try {
      left = one.evaluate(frame);
    } catch (Failure failure) {
      if (deciding.equals(other.evaluate(frame))) {
        return deciding;
      }
      throw failure;
    }
    if (deciding.equals(left)) {
      return deciding;
    }
    Object right = other.evaluate(frame);
    return deciding.equals(right) ? deciding : left == null ? null : right;
  }
}
