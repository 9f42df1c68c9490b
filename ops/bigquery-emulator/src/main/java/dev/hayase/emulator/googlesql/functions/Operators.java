package dev.hayase.emulator.googlesql.functions;

import static dev.hayase.emulator.googlesql.functions.Mapping.duck;
import static dev.hayase.emulator.googlesql.functions.Mapping.java;
import static dev.hayase.emulator.googlesql.functions.Mapping.written;

import dev.hayase.emulator.googlesql.value.EvaluationException;
import dev.hayase.emulator.googlesql.value.Floats;
import dev.hayase.emulator.googlesql.value.Whole;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Arithmetic and bits of INT64 and FLOAT64, concatenation, logic. An overflow of DuckDB's own
/// operators is an error too, worded anew where results are read.
final class Operators {
  static final List<Mapping> TABLE =
      List.of(
          duck("$add", "INT64, INT64", "({0} + {1})"),
          duck("$subtract", "INT64, INT64", "({0} - {1})"),
          duck("$multiply", "INT64, INT64", "({0} * {1})"),
          java("$unary_minus", "INT64", "INT64", a -> Whole.negate(a.whole(0))),
          java("$add", "FLOAT64, FLOAT64", "FLOAT64", a -> Floats.plus(a.real(0), a.real(1))),
          java("$subtract", "FLOAT64, FLOAT64", "FLOAT64", a -> Floats.minus(a.real(0), a.real(1))),
          java("$multiply", "FLOAT64, FLOAT64", "FLOAT64", a -> Floats.times(a.real(0), a.real(1))),
          java("$divide", "FLOAT64, FLOAT64", "FLOAT64", a -> Floats.by(a.real(0), a.real(1))),
          duck("$unary_minus", "FLOAT64", "(-{0})"),
          java(
              "safe_add",
              "INT64, INT64",
              "INT64",
              a -> orNull(() -> Math.addExact(a.whole(0), a.whole(1)))),
          java(
              "safe_subtract",
              "INT64, INT64",
              "INT64",
              a -> orNull(() -> Math.subtractExact(a.whole(0), a.whole(1)))),
          java(
              "safe_multiply",
              "INT64, INT64",
              "INT64",
              a -> orNull(() -> Math.multiplyExact(a.whole(0), a.whole(1)))),
          java("safe_negate", "INT64", "INT64", a -> orNull(() -> Whole.negate(a.whole(0)))),
          java(
              "safe_add",
              "FLOAT64, FLOAT64",
              "FLOAT64",
              a -> orNull(() -> Floats.plus(a.real(0), a.real(1)))),
          java(
              "safe_subtract",
              "FLOAT64, FLOAT64",
              "FLOAT64",
              a -> orNull(() -> Floats.minus(a.real(0), a.real(1)))),
          java(
              "safe_multiply",
              "FLOAT64, FLOAT64",
              "FLOAT64",
              a -> orNull(() -> Floats.times(a.real(0), a.real(1)))),
          java(
              "safe_divide",
              "FLOAT64, FLOAT64",
              "FLOAT64",
              a -> orNull(() -> Floats.by(a.real(0), a.real(1)))),
          duck("safe_negate", "FLOAT64", "(-{0})"),
          java("ieee_divide", "FLOAT64, FLOAT64", "FLOAT64", a -> a.real(0) / a.real(1)),
          java("div", "INT64, INT64", "INT64", a -> Whole.div(a.whole(0), a.whole(1))),
          java("mod", "INT64, INT64", "INT64", a -> Whole.mod(a.whole(0), a.whole(1))),
          duck("$bitwise_and", "INT64, INT64", "({0} & {1})"),
          duck("$bitwise_or", "INT64, INT64", "({0} | {1})"),
          duck("$bitwise_xor", "INT64, INT64", "xor({0}, {1})"),
          duck("$bitwise_not", "INT64", "(~{0})"),
          java(
              "$bitwise_left_shift",
              "INT64, INT64",
              "INT64",
              a -> Whole.shiftLeft(a.whole(0), a.whole(1))),
          java(
              "$bitwise_right_shift",
              "INT64, INT64",
              "INT64",
              a -> Whole.shiftRight(a.whole(0), a.whole(1))),
          duck("bit_count", "INT64", "CAST(bit_count({0}) AS BIGINT)"),
          duck("$concat_op", "STRING, STRING", "({0} || {1})"),
          duck("$concat_op", "BYTES, BYTES", "({0} || {1})"),
          written("concat", "STRING, STRING*", call -> joined(call, " || ")),
          written("concat", "BYTES, BYTES*", call -> joined(call, " || ")),
          written("$and", "BOOL, BOOL*", call -> joined(call, " AND ")),
          written("$or", "BOOL, BOOL*", call -> joined(call, " OR ")),
          duck("$not", "BOOL", "(NOT {0})"));

  private Operators() {}

  /// What may fail.
  @FunctionalInterface
  interface Computation {
    Object compute();
  }

  static @Nullable Object orNull(Computation computation) {
    try {
      return computation.compute();
    } catch (EvaluationException | ArithmeticException e) {
      return null;
    }
  }

  private static String joined(Call call, String operator) {
    return "(" + String.join(operator, call.sqls()) + ")";
  }
}
