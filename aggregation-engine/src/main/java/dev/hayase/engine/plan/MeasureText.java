package dev.hayase.engine.plan;

import dev.hayase.engine.measure.Measure;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/// Measures in words.
final class MeasureText {
  private MeasureText() {}

  /// As `sum(amount)`.
  static String of(Measure.Function function, IntFunction<String> input) {
    return switch (function) {
      case Measure.Count count ->
          "count(" + (count.slot().isEmpty() ? "*" : input.apply(count.slot().getAsInt())) + ")";
      case Measure.Sum sum -> "sum(" + input.apply(sum.slot()) + ")";
      case Measure.Average average -> "avg(" + input.apply(average.slot()) + ")";
      case Measure.Least least -> "min(" + input.apply(least.slot()) + ")";
      case Measure.Greatest greatest -> "max(" + input.apply(greatest.slot()) + ")";
      case Measure.CountDistinct distinct -> "count-distinct(" + input.apply(distinct.slot()) + ")";
      case Measure.ApproximateCountDistinct distinct ->
          "approx-count-distinct(" + input.apply(distinct.slot()) + ")";
      case Measure.First first ->
          "first(" + input.apply(first.slot()) + by(first.by(), input) + ")";
      case Measure.Last last -> "last(" + input.apply(last.slot()) + by(last.by(), input) + ")";
      case Measure.ArrayOf array ->
          "array("
              + input.apply(array.slot())
              + by(array.by(), input)
              + " limit "
              + array.limit()
              + ")";
    };
  }

  /// What of a group must be remembered for it, so that rows can be taken back.
  static String state(Measure.Function function) {
    return switch (function) {
      case Measure.Count _, Measure.Sum _, Measure.Average _ -> "a number";
      case Measure.Least _, Measure.Greatest _ ->
          "each different value, with how often it is there";
      case Measure.CountDistinct _ -> "each different value, with how often it is there";
      case Measure.ApproximateCountDistinct _ -> "a sample of 4096 values at most";
      case Measure.First _, Measure.Last _, Measure.ArrayOf _ -> "each row's value and place";
    };
  }

  private static String by(OptionalInt by, IntFunction<String> input) {
    return by.isPresent() ? " by " + input.apply(by.getAsInt()) : "";
  }
}
