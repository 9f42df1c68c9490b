package dev.hayase.emulator.googlesql.functions;

import static dev.hayase.emulator.googlesql.functions.Mapping.java;

import dev.hayase.emulator.googlesql.value.Decimals;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What [Aggregates] finish in Java, where DuckDB's sums or quotients are not exact.
final class AggregateSteps {
  static final List<Mapping> TABLE =
      List.of(
          java(
              "$avg",
              "NUMERIC, INT64",
              "NUMERIC",
              a -> Decimals.NUMERIC.by(a.decimal(0), BigDecimal.valueOf(a.whole(1)))),
          java("$sum", "ARRAY<BIGNUMERIC>", "BIGNUMERIC", a -> sum(a.list(0)).orElse(null)),
          java(
              "$avg",
              "ARRAY<BIGNUMERIC>",
              "BIGNUMERIC",
              a ->
                  sum(a.list(0))
                      .map(sum ->
                          Decimals.BIGNUMERIC.by(
                              sum,
                              BigDecimal.valueOf(
                                  a.list(0).stream().filter(Objects::nonNull).count())))
                      .orElse(null)));

  private AggregateSteps() {}

  private static Optional<BigDecimal> sum(List<@Nullable BigDecimal> values) {
    return values.stream().filter(Objects::nonNull).reduce(Decimals.BIGNUMERIC::plus);
  }
}
