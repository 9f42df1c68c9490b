package dev.hayase.emulator.googlesql.functions;

import static dev.hayase.emulator.googlesql.functions.Mapping.java;

import dev.hayase.emulator.googlesql.value.Arguments;
import dev.hayase.emulator.googlesql.value.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;

/// Arithmetic and functions of NUMERIC and BIGNUMERIC. Powers, roots but the square's, exponentials
/// and logarithms are in no table: their last digits are ZetaSQL's own.
final class DecimalMathematics {
  static final List<Mapping> TABLE =
      Stream.of(Decimals.values()).flatMap(DecimalMathematics::of).toList();

  private DecimalMathematics() {}

  private static Stream<Mapping> of(Decimals type) {
    return Stream.of(
        two(type, "$add", type::plus),
        two(type, "$subtract", type::minus),
        two(type, "$multiply", type::times),
        two(type, "$divide", type::by),
        two(type, "div", type::div),
        two(type, "mod", type::mod),
        safe(type, "safe_add", type::plus),
        safe(type, "safe_subtract", type::minus),
        safe(type, "safe_multiply", type::times),
        safe(type, "safe_divide", type::by),
        one(type, "$unary_minus", a -> a.decimal(0).negate()),
        one(type, "safe_negate", a -> a.decimal(0).negate()),
        one(type, "abs", a -> a.decimal(0).abs()),
        one(type, "sign", a -> BigDecimal.valueOf(a.decimal(0).signum())),
        one(type, "ceil", a -> type.round(a.decimal(0), 0, RoundingMode.CEILING)),
        one(type, "floor", a -> type.round(a.decimal(0), 0, RoundingMode.FLOOR)),
        one(type, "round", a -> type.round(a.decimal(0), 0, RoundingMode.HALF_UP)),
        one(type, "trunc", a -> type.round(a.decimal(0), 0, RoundingMode.DOWN)),
        one(type, "sqrt", a -> type.sqrt(a.decimal(0))),
        java(
            "round",
            type.name() + ", INT64",
            type.name(),
            a -> type.round(a.decimal(0), a.whole(1), RoundingMode.HALF_UP)),
        java(
            "round",
            type.name() + ", INT64, ENUM",
            type.name(),
            a ->
                type.round(
                    a.decimal(0),
                    a.whole(1),
                    a.text(2).equals("ROUND_HALF_EVEN")
                        ? RoundingMode.HALF_EVEN
                        : RoundingMode.HALF_UP)),
        java(
            "trunc",
            type.name() + ", INT64",
            type.name(),
            a -> type.round(a.decimal(0), a.whole(1), RoundingMode.DOWN)),
        java(
            "parse_" + type.name().toLowerCase(Locale.ROOT),
            "STRING",
            type.name(),
            a -> type.parse(a.text(0))));
  }

  private static Mapping one(Decimals type, String name, Function<Arguments, BigDecimal> body) {
    return java(name, type.name(), type.name(), body::apply);
  }

  private static Mapping two(Decimals type, String name, BinaryOperator<BigDecimal> operation) {
    return java(
        name,
        type.name() + ", " + type.name(),
        type.name(),
        a -> operation.apply(a.decimal(0), a.decimal(1)));
  }

  private static Mapping safe(Decimals type, String name, BinaryOperator<BigDecimal> operation) {
    return java(
        name,
        type.name() + ", " + type.name(),
        type.name(),
        a -> Operators.orNull(() -> operation.apply(a.decimal(0), a.decimal(1))));
  }
}
