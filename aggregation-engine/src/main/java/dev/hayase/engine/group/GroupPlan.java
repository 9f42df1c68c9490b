package dev.hayase.engine.group;

import dev.hayase.engine.expression.Expression;
import dev.hayase.engine.measure.Measure;
import dev.hayase.engine.value.Layout;
import dev.hayase.engine.window.WindowPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What a partition computes of the contributions to its groups.
///
/// @param key the group's own columns
/// @param window how groups are cut further by event time
/// @param inputs the layout of contributions' inputs
/// @param rows what becomes of a group's rows
/// @param result the layout that `columns` and `changesAt` read: the key; with a window
///   `window_start`, `window_end` and `window_open`; then the measures' columns, all inputs of the
///   latest row, or what a class of the user's yields
/// @param columns what the output has beside the key and the window, by their places in `output`
/// @param changesAt yields the next instant at which `now` makes a difference to the columns; NULL
///   means none
/// @param output the columns of the table; key and window stand first, as in `result`
/// @param onceFor how long an event's id is remembered so that it counts once; empty where the
///   source's rows have keys
public record GroupPlan(
    Layout key,
    Optional<WindowPlan> window,
    Layout inputs,
    Rows rows,
    Layout result,
    List<Expression> columns,
    Optional<Expression> changesAt,
    Layout output,
    Optional<Duration> onceFor) {

  public static final String WINDOW_START = "window_start";
  public static final String WINDOW_END = "window_end";
  public static final String WINDOW_OPEN = "window_open";

  public GroupPlan {
    columns = List.copyOf(columns);
  }

  /// What becomes of the rows of a group.
  public sealed interface Rows {}

  /// They are measured.
  public record Measured(List<Measure> measures) implements Rows {
    public Measured {
      measures = List.copyOf(measures);
    }
  }

  /// The newest one stays; all others are kept, for when it is taken back.
  ///
  /// @param by the slot of the value that decides; empty: the order of the source
  public record Latest(OptionalInt by) implements Rows {}

  /// A class of the user's computes the result of all of them.
  public record Custom(GroupFunction function) implements Rows {}
}
