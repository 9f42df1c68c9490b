package dev.hayase.cli.verify;

import dev.hayase.cli.value.Value;
import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.AggregationSettings;
import dev.hayase.pipeline.AggregationSettings.Grouped;
import dev.hayase.pipeline.AggregationSettings.Latest;
import dev.hayase.pipeline.AggregationSettings.Measure.Function;
import dev.hayase.pipeline.AggregationSettings.Measured;
import dev.hayase.pipeline.AggregationSettings.Shape;
import dev.hayase.pipeline.Pipeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An aggregation's table, and the SQL that says what it should hold.
///
/// @param topic of its results
/// @param sqlDataset where tables are that the SQL names without a dataset
/// @param key the columns of its primary key
/// @param approximate columns whose values are estimates
/// @param sql in GoogleSQL; `@through` is the instant through which the table is complete
public record AggregateTable(
    String name,
    String topic,
    String dataset,
    String table,
    String sqlDataset,
    List<String> key,
    Set<String> approximate,
    String sql) {
  private static final String WINDOW = "window_start";

  /// More than four standard errors of the estimate, and of BigQuery's own.
  private static final double ESTIMATE = 0.12;

  /// Sums of floating-point numbers depend on the order in which BigQuery adds them up.
  private static final double ROUNDING = 1e-9;

  /// The table of an aggregation, placed as the pipeline says; empty when it has no `equals-sql`.
  ///
  /// @throws IllegalArgumentException when the pipeline has no such aggregation
  public static Optional<AggregateTable> of(Pipeline pipeline, String name) {
    AggregationSettings settings = pipeline.aggregations().get(name);
    if (settings == null) {
      throw new IllegalArgumentException(
          "The pipeline has no aggregation '%s'; it has %s"
              .formatted(name, pipeline.aggregations().keySet()));
    }
    String dataset = pipeline.bigquery().dataset();
    return settings
        .equalsSql()
        .map(sql ->
            new AggregateTable(
                name,
                Topics.aggregation(name),
                settings.table().dataset().orElse(dataset),
                settings.table().table().orElse(name),
                dataset,
                key(settings.shape()),
                approximate(settings.shape()),
                sql.strip().replaceFirst(";$", "")));
  }

  /// The tables of all aggregations that have an `equals-sql`, in the order of the file.
  public static List<AggregateTable> all(Pipeline pipeline) {
    return pipeline.aggregations().keySet().stream()
        .flatMap(name -> of(pipeline, name).stream())
        .toList();
  }

  private static List<String> key(Shape shape) {
    return switch (shape) {
      case Latest latest -> List.copyOf(latest.by().keySet());
      case Grouped grouped ->
          Stream.concat(
                  grouped.groupBy().keySet().stream(), grouped.window().map(_ -> WINDOW).stream())
              .toList();
    };
  }

  private static Set<String> approximate(Shape shape) {
    return shape instanceof Measured measured
        ? measured.measures().entrySet().stream()
            .filter(measure -> measure.getValue().function() == Function.APPROX_COUNT_DISTINCT)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet())
        : Set.of();
  }

  public AggregateTable {
    key = List.copyOf(key);
    approximate = Set.copyOf(approximate);
  }

  /// What passes for the same value of a column.
  RowMerge.Likeness likeness(List<String> columns) {
    return (column, expected, actual) ->
        expected.equals(actual)
            || (expected instanceof Value.Floating(var a)
                && actual instanceof Value.Floating(var b)
                && near(a, b, ROUNDING))
            || (approximate.contains(columns.get(column))
                && expected instanceof Value.Exact(var a)
                && actual instanceof Value.Exact(var b)
                && near(a.doubleValue(), b.doubleValue(), ESTIMATE));
  }

  private static boolean near(double a, double b, double share) {
    return Math.abs(a - b) <= share * Math.max(Math.abs(a), Math.abs(b));
  }
}
