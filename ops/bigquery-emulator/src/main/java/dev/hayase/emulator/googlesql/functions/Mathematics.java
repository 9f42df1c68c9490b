package dev.hayase.emulator.googlesql.functions;

import static dev.hayase.emulator.googlesql.functions.Mapping.duck;
import static dev.hayase.emulator.googlesql.functions.Mapping.java;

import dev.hayase.emulator.googlesql.value.EvaluationException;
import dev.hayase.emulator.googlesql.value.Floats;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/// Functions of FLOAT64 and INT64.
final class Mathematics {
  static final List<Mapping> TABLE =
      List.of(
          duck("abs", "INT64", "abs({0})"),
          duck("abs", "FLOAT64", "abs({0})"),
          duck("sign", "INT64", "CAST(sign({0}) AS BIGINT)"),
          java("sign", "FLOAT64", "FLOAT64", a -> Math.signum(a.real(0))),
          java("round", "FLOAT64", "FLOAT64", a -> Floats.round(a.real(0), 0)),
          java("round", "FLOAT64, INT64", "FLOAT64", a -> Floats.round(a.real(0), a.whole(1))),
          java("trunc", "FLOAT64", "FLOAT64", a -> Floats.trunc(a.real(0), 0)),
          java("trunc", "FLOAT64, INT64", "FLOAT64", a -> Floats.trunc(a.real(0), a.whole(1))),
          java("ceil", "FLOAT64", "FLOAT64", a -> Math.ceil(a.real(0))),
          java("floor", "FLOAT64", "FLOAT64", a -> Math.floor(a.real(0))),
          java("sqrt", "FLOAT64", "FLOAT64", a -> sqrt(a.real(0))),
          one("cbrt", Math::cbrt),
          one("exp", Math::exp),
          java("ln", "FLOAT64", "FLOAT64", a -> logarithm("LN", a.real(0), Math.log(a.real(0)))),
          java("log", "FLOAT64", "FLOAT64", a -> logarithm("LOG", a.real(0), Math.log(a.real(0)))),
          java("log", "FLOAT64, FLOAT64", "FLOAT64", a -> log(a.real(0), a.real(1))),
          java(
              "log10",
              "FLOAT64",
              "FLOAT64",
              a -> logarithm("LOG10", a.real(0), Math.log10(a.real(0)))),
          java("pow", "FLOAT64, FLOAT64", "FLOAT64", a -> pow(a.real(0), a.real(1))),
          one("sin", Math::sin),
          one("cos", Math::cos),
          one("tan", Math::tan),
          one("asin", Math::asin),
          one("acos", Math::acos),
          one("atan", Math::atan),
          java("atan2", "FLOAT64, FLOAT64", "FLOAT64", a -> Math.atan2(a.real(0), a.real(1))),
          one("sinh", Math::sinh),
          one("cosh", Math::cosh),
          one("tanh", Math::tanh),
          one("asinh", x -> Math.copySign(Math.log(Math.abs(x) + Math.sqrt(x * x + 1)), x)),
          one("acosh", x -> Math.log(x + Math.sqrt(x * x - 1))),
          one("atanh", x -> 0.5 * Math.log((1 + x) / (1 - x))),
          one("cot", x -> 1 / Math.tan(x)),
          one("coth", x -> 1 / Math.tanh(x)),
          one("csc", x -> 1 / Math.sin(x)),
          one("csch", x -> 1 / Math.sinh(x)),
          one("sec", x -> 1 / Math.cos(x)),
          one("sech", x -> 1 / Math.cosh(x)),
          duck("pi", "", "pi()"),
          duck("rand", "", "random()"),
          duck("is_nan", "FLOAT64", "isnan({0})"),
          duck("is_inf", "FLOAT64", "isinf({0})"),
          duck(
              "range_bucket",
              "ANY, ANY",
              "CASE WHEN {0} IS NOT NULL THEN"
                  + " CAST(len(list_filter({1}, lambda _b: _b <= {0})) AS BIGINT) END"));

  private Mathematics() {}

  private static Mapping one(String name, DoubleUnaryOperator function) {
    String call = name.toUpperCase(Locale.ROOT);
    return java(
        name,
        "FLOAT64",
        "FLOAT64",
        a ->
            Floats.finite(
                function.applyAsDouble(a.real(0)),
                call + "(" + Floats.print(a.real(0)) + ")",
                a.real(0)));
  }

  private static double sqrt(double x) {
    if (x < 0) {
      throw new EvaluationException("SQRT is undefined for negative value: " + Floats.print(x));
    }
    return Math.sqrt(x);
  }

  private static double logarithm(String name, double x, double result) {
    if (x <= 0) {
      throw new EvaluationException(
          name + " is undefined for zero or negative value: " + name + "(" + Floats.print(x) + ")");
    }
    return result;
  }

  private static double log(double x, double base) {
    if (x <= 0 || base <= 0 || base == 1) {
      throw new EvaluationException(
          "LOG is undefined for zero or negative value, or when base equals 1: LOG("
              + Floats.print(x)
              + ", "
              + Floats.print(base)
              + ")");
    }
    return Math.log(x) / Math.log(base);
  }

  private static double pow(double x, double y) {
    String call = "POW(" + Floats.print(x) + ", " + Floats.print(y) + ")";
    if (x == 1 && Double.isNaN(y)) {
      return 1;
    }
    return Floats.finite(Math.pow(x, y), call, x, y);
  }
}
