package dev.hayase.cli.verify;

import dev.hayase.cli.value.Value;
import java.util.List;
import java.util.Set;

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
  /// More than four standard errors of the estimate, and of BigQuery's own.
  private static final double ESTIMATE = 0.12;

  /// Sums of floating-point numbers depend on the order in which BigQuery adds them up.
  private static final double ROUNDING = 1e-9;

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
