package dev.hayase.engine.measure;

import dev.hayase.event.schema.Column;
import java.util.OptionalInt;

/// What is computed of the rows of a group. Slots are those of a contribution's inputs; NULLs are
/// left out as in SQL.
///
/// @param result its column in the group's result
/// @param function what is computed
/// @param filter the slot of a BOOL; only rows for which it is true count
public record Measure(Column result, Function function, OptionalInt filter) {

  /// The functions.
  public sealed interface Function {
    /// What it keeps for each group, and each window of it, in words for people.
    default String stateCost() {
      return switch (this) {
        case Count _ -> "1 to 9 bytes";
        case Sum _, Average _ -> "5 to 30 bytes; of FLOAT64 more, when magnitudes are far apart";
        case Least _, Greatest _, CountDistinct _ -> "an item for each different value";
        case ApproximateCountDistinct _ ->
            "an item of 9 bytes for each different value, 4096 at most";
        case First _, Last _, ArrayOf _ -> "an item for each row, with its value, order and id";
      };
    }
  }

  /// How many rows; with a slot: how many whose value is not NULL.
  public record Count(OptionalInt slot) implements Function {}

  /// The sum of INT64, FLOAT64, NUMERIC or BIGNUMERIC, of the same type; NULL of no value.
  public record Sum(int slot) implements Function {}

  /// The mean: NUMERIC and BIGNUMERIC stay what they are, others become FLOAT64; NULL of no value.
  public record Average(int slot) implements Function {}

  public record Least(int slot) implements Function {}

  public record Greatest(int slot) implements Function {}

  /// How many different values.
  public record CountDistinct(int slot) implements Function {}

  /// About how many different values.
  public record ApproximateCountDistinct(int slot) implements Function {}

  /// The value of the row that is first by another value, NULL or not; rows without that other
  /// value do not count.
  ///
  /// @param by empty: by the order of the source
  public record First(int slot, OptionalInt by) implements Function {}

  /// The value of the row that is last.
  ///
  /// @param by empty: by the order of the source
  public record Last(int slot, OptionalInt by) implements Function {}

  /// The first values in the order of another one.
  ///
  /// @param by empty: by the order of the source
  /// @param limit how many at most
  public record ArrayOf(int slot, OptionalInt by, int limit) implements Function {}
}
