package dev.hayase.pipeline;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;

/// A table that follows from others: what is computed of which rows. Expressions are texts here:
/// what they mean depends on the sources' schemas, which the file does not know.
///
/// Its topic is [named][dev.hayase.event.topic.Topics#aggregation] after it.
///
/// @param from the topic whose rows are read: a table's, a stream's or another aggregation's
/// @param where which of them count; empty: all
/// @param columns what the result has beside what the shape yields, by name
/// @param changesAt when `now` makes a difference to the columns
/// @param emitEvery how long changes of one result are collected
/// @param onceFor how long an event's id is remembered so that it counts once
/// @param equalsSql the GoogleSQL whose result this is
/// @param table how the result is loaded; a mirror, and its name is always present
public record AggregationSettings(
    String from,
    List<Join> joins,
    Optional<String> where,
    Shape shape,
    SequencedMap<String, String> columns,
    Optional<String> changesAt,
    Duration emitEvery,
    Optional<Duration> onceFor,
    Optional<String> equalsSql,
    TableSettings table) {
  public AggregationSettings {
    joins = List.copyOf(joins);
    columns = ordered(columns);
  }

  /// The current row of another table beside each row.
  ///
  /// @param topic the other table's topic
  /// @param as what its columns are named by, before a dot
  /// @param on yields its primary key, column by column
  /// @param outer whether rows without a counterpart stay
  /// @param keep how long events wait for changes of the other table; empty: for ever
  public record Join(
      String topic, String as, List<String> on, boolean outer, Optional<Duration> keep) {
    public Join {
      on = List.copyOf(on);
    }
  }

  /// What is computed of the rows.
  public sealed interface Shape permits Latest, Grouped {}

  /// The newest row for each key.
  ///
  /// @param by the key's columns: name to expression
  /// @param order what makes a row the newer one; empty: its source's own order
  public record Latest(SequencedMap<String, String> by, Optional<String> order) implements Shape {
    public Latest {
      by = ordered(by);
    }
  }

  /// One result for each group and window. At least one of the two is there.
  public sealed interface Grouped extends Shape permits Measured, Custom {
    /// The group's columns: name to expression.
    SequencedMap<String, String> groupBy();

    Optional<Window> window();
  }

  /// Of each group measures are taken, by name.
  public record Measured(
      SequencedMap<String, String> groupBy,
      Optional<Window> window,
      SequencedMap<String, Measure> measures)
      implements Grouped {
    public Measured {
      groupBy = ordered(groupBy);
      measures = ordered(measures);
    }
  }

  /// Of each group a class of the user's computes the result.
  ///
  /// @param type the class's full name
  public record Custom(String type, SequencedMap<String, String> groupBy, Optional<Window> window)
      implements Grouped {
    public Custom {
      groupBy = ordered(groupBy);
    }
  }

  /// What is measured.
  ///
  /// @param value the expression; empty for the count of rows
  /// @param by of first, last and array: what puts rows in order; empty: their source's own order
  /// @param limit of an array: how many values at most
  /// @param where which rows count; empty: all
  public record Measure(
      Function function,
      Optional<String> value,
      Optional<String> by,
      OptionalInt limit,
      Optional<String> where) {
    /// What is computed.
    public enum Function {
      COUNT,
      SUM,
      MIN,
      MAX,
      AVG,
      COUNT_DISTINCT,
      APPROX_COUNT_DISTINCT,
      FIRST,
      LAST,
      ARRAY
    }
  }

  /// How groups are cut by event time.
  ///
  /// @param on when a row happened
  /// @param grace how long after its end a window still takes corrections; empty: for ever
  public record Window(String on, Span span, Optional<Duration> grace) {}

  /// A window's form.
  public sealed interface Span {}

  public record Tumbling(Duration size) implements Span {}

  public record Hopping(Duration size, Duration every) implements Span {}

  public record Session(Duration gap) implements Span {}

  public record Calendar(Unit unit, ZoneId zone) implements Span {
    /// A unit of the calendar; weeks begin on Monday.
    public enum Unit {
      HOUR,
      DAY,
      WEEK,
      MONTH
    }
  }

  private static <T> SequencedMap<String, T> ordered(Map<String, T> entries) {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries));
  }
}
