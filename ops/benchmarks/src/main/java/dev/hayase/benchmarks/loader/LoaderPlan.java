package dev.hayase.benchmarks.loader;

import dev.hayase.benchmarks.workload.Input;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/// How much is measured.
///
/// @param rows that are drained, if not the input's own number
/// @param rounds each drains the topics once; medians are taken over them
/// @param following how long latency is measured
record LoaderPlan(List<Input> inputs, OptionalLong rows, int rounds, Duration following) {
  LoaderPlan {
    inputs = List.copyOf(inputs);
    if (rounds < 1 || rows.orElse(1) < 1 || !following.isPositive()) {
      throw new IllegalArgumentException(
          "rounds, rows and seconds must be above zero: "
              + rounds
              + ", "
              + rows
              + ", "
              + following);
    }
  }

  long rows(Input input) {
    return rows.orElse(input.rows());
  }
}
