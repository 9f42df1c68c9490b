package dev.hayase.pipeline;

import dev.hayase.pipeline.AggregationSettings.Measure;
import dev.hayase.pipeline.AggregationSettings.Measure.Function;
import dev.hayase.pipeline.yaml.Key;
import dev.hayase.pipeline.yaml.Kind;
import dev.hayase.pipeline.yaml.Reading;
import dev.hayase.pipeline.yaml.Section;
import dev.hayase.pipeline.yaml.Values;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The keys of one measure of an aggregation: a function's name, which holds the expression, and
/// what goes with it.
final class MeasureKeys {
  private static final Set<Function> ORDERED =
      EnumSet.of(Function.FIRST, Function.LAST, Function.ARRAY);
  static final String EVERY_ROW = "*";
  private static final int MOST_VALUES = 1_000;

  private static final Map<String, Function> WORDS = TableKeys.words(Function.values());
  private static final List<FunctionKey> FUNCTIONS = functions();

  static final Key<String> BY =
      Key.optional(
          "by",
          AggregationText.EXPRESSION,
          "With first, last and array: what puts the rows in order. Rows without it do not count for first and last, and"
              + " come first in an array. Without it: the source's own order.");
  static final Key<Integer> LIMIT =
      Key.optional(
          "limit",
          Kind.integer("a number of values", 1, MOST_VALUES),
          "With array, and required there: how many values at most.");
  static final Key<String> WHERE =
      Key.optional(
          "where", AggregationText.EXPRESSION, "Which rows of the group count. Without it: all.");

  static final Section<Measure> SECTION =
      new Section<>(keys(), MeasureKeys::check, MeasureKeys::build);

  private MeasureKeys() {}

  /// A function, and the key that names it.
  private record FunctionKey(Function function, Key<String> key) {}

  private static List<FunctionKey> functions() {
    return WORDS.entrySet().stream()
        .map(word ->
            new FunctionKey(
                word.getValue(),
                Key.optional(
                    word.getKey(), AggregationText.EXPRESSION, description(word.getValue()))))
        .toList();
  }

  /// The key that names a function.
  static Key<String> key(Function function) {
    return FUNCTIONS.stream()
        .filter(each -> each.function() == function)
        .findFirst()
        .orElseThrow()
        .key();
  }

  private static String description(Function function) {
    return switch (function) {
      case COUNT -> "How many rows have a value; of `*`: how many rows.";
      case SUM -> "The sum, exact, of the value's own type; NULL of no value.";
      case MIN -> "The least value.";
      case MAX -> "The greatest value.";
      case AVG -> "The mean: of a decimal a decimal, else FLOAT64.";
      case COUNT_DISTINCT -> "How many different values, exact: every one of them is state.";
      case APPROX_COUNT_DISTINCT -> "About how many different values.";
      case FIRST -> "The value of the first row, NULL or not.";
      case LAST -> "The value of the last row, NULL or not.";
      case ARRAY -> "The first values in their order, NULLs left out.";
    };
  }

  private static List<Key<?>> keys() {
    List<Key<?>> keys = new ArrayList<>(FUNCTIONS.stream().map(FunctionKey::key).toList());
    keys.addAll(List.of(BY, LIMIT, WHERE));
    return keys;
  }

  private static List<FunctionKey> named(Values values) {
    return FUNCTIONS.stream().filter(function -> values.has(function.key())).toList();
  }

  private static Measure build(Values values) {
    FunctionKey function = named(values).getFirst();
    Optional<String> value = values.find(function.key());
    return new Measure(
        function.function(),
        value.filter(text -> !text.equals(EVERY_ROW)),
        values.find(BY),
        values.find(LIMIT).map(OptionalInt::of).orElse(OptionalInt.empty()),
        values.find(WHERE));
  }

  private static void check(Values values, Reading reading) {
    List<FunctionKey> named = named(values);
    if (named.size() != 1) {
      reading.report(
          values.place(named.isEmpty() ? WHERE : named.getLast().key()),
          named.isEmpty() ? "measures nothing" : "is a second function",
          "Write one of " + String.join(", ", WORDS.keySet()) + ", with what it is taken of");
      return;
    }
    Function function = named.getFirst().function();
    Key<String> key = named.getFirst().key();
    boolean everyRow = values.find(key).filter(EVERY_ROW::equals).isPresent();
    if (everyRow && function != Function.COUNT) {
      reading.report(values.place(key), "is for count", "Write an expression");
    }
    if (values.has(BY) && !ORDERED.contains(function)) {
      reading.report(values.place(BY), "is for first, last and array", "Leave it out");
    }
    if (values.has(LIMIT) && function != Function.ARRAY) {
      reading.report(values.place(LIMIT), "is for array", "Leave it out");
    }
    if (function == Function.ARRAY && !values.has(LIMIT)) {
      reading.report(
          values.place(key),
          "has no limit, and rows in BigQuery have one",
          "Write limit: with the most values, " + MOST_VALUES + " at most");
    }
  }
}
