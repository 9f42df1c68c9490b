package dev.hayase.engine.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/// Numbers. Halves are rounded away from zero.
final class NumberFunctions {
  private static final long MOST_DIGITS = 38;

  static final List<Signature> ALL = all();

  private NumberFunctions() {}

  private static List<Signature> all() {
    List<Signature> all = new ArrayList<>();
    all.add(Signature.of("abs", Kind.INT, Kind.INT, NumberFunctions::absolute));
    all.add(Signature.of("abs", Kind.DOUBLE, Kind.DOUBLE, (Double value) -> Math.abs(value)));
    all.add(Signature.of("sign", Kind.INT, Kind.INT, (Long value) -> (long) Long.signum(value)));
    all.add(
        Signature.of("sign", Kind.INT, Kind.DOUBLE, (Double value) -> (long) Math.signum(value)));
    all.add(
        Signature.of(
            "sign", Kind.INT, Kind.BIG_DECIMAL, (BigDecimal value) -> (long) value.signum()));
    for (Kind kind : List.of(Kind.DECIMAL, Kind.BIG_DECIMAL)) {
      all.add(Signature.of("abs", kind, kind, (BigDecimal value) -> value.abs()));
    }
    rounding("round", RoundingMode.HALF_UP, all);
    rounding("floor", RoundingMode.FLOOR, all);
    rounding("ceil", RoundingMode.CEILING, all);
    rounding("trunc", RoundingMode.DOWN, all);
    return List.copyOf(all);
  }

  private static void rounding(String name, RoundingMode mode, List<Signature> all) {
    all.add(Signature.of(name, Kind.INT, Kind.INT, (Long value) -> value));
    all.add(
        Signature.of(name, Kind.DOUBLE, Kind.DOUBLE, (Double value) -> rounded(value, 0, mode)));
    all.add(
        Signature.of(
            name,
            Kind.DOUBLE,
            Kind.DOUBLE,
            Kind.INT,
            (Double value, Long digits) -> rounded(value, digits, mode)));
    for (Kind kind : List.of(Kind.DECIMAL, Kind.BIG_DECIMAL)) {
      all.add(Signature.of(name, kind, kind, (BigDecimal value) -> rounded(value, 0, mode, kind)));
      all.add(
          Signature.of(
              name,
              kind,
              kind,
              Kind.INT,
              (BigDecimal value, Long digits) -> rounded(value, digits, mode, kind)));
    }
  }

  private static Long absolute(Long value) {
    try {
      return Math.absExact(value);
    } catch (ArithmeticException _) {
      throw new Failure("a number beyond the limits of INT64");
    }
  }

  private static BigDecimal rounded(BigDecimal value, long digits, RoundingMode mode, Kind kind) {
    int scale = (int) Math.clamp(digits, -MOST_DIGITS, MOST_DIGITS);
    return value.scale() <= scale ? value : Decimals.fit(value.setScale(scale, mode), kind);
  }

  private static Double rounded(double value, long digits, RoundingMode mode) {
    if (!Double.isFinite(value)) {
      return value;
    }
    int scale = (int) Math.clamp(digits, -MOST_DIGITS, MOST_DIGITS);
    return BigDecimal.valueOf(value).setScale(scale, mode).doubleValue();
  }
}
