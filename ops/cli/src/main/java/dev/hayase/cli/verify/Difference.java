package dev.hayase.cli.verify;

import dev.hayase.cli.value.Value;
import java.util.List;

/// How one row differs.
public sealed interface Difference {
  /// The key's values.
  List<Value> key();

  /// The source has it, BigQuery does not.
  record Missing(List<Value> key) implements Difference {}

  /// BigQuery has it, the source does not, or BigQuery has it once more.
  record Extra(List<Value> key) implements Difference {}

  /// Both have it with other values.
  record Changed(List<Value> key, List<ChangedColumn> columns) implements Difference {}

  /// A column with other values.
  record ChangedColumn(String name, Value source, Value bigQuery) {}

  /// One line for people.
  static String describe(Difference difference) {
    return switch (difference) {
      case Missing(var key) -> "missing in BigQuery: key " + key;
      case Extra(var key) -> "too many in BigQuery: key " + key;
      case Changed(var key, var columns) -> {
        List<String> all =
            columns.stream()
                .map(c ->
                    "%s is %s, in BigQuery %s"
                        .formatted(c.name(), shortened(c.source()), shortened(c.bigQuery())))
                .toList();
        yield "key " + key + ": " + String.join("; ", all);
      }
    };
  }

  private static String shortened(Value value) {
    String text = value.toString();
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }
}
