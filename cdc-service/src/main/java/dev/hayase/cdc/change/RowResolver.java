package dev.hayase.cdc.change;

import dev.hayase.cdc.change.Captured.RowChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes rows whole: a mirror replaces rows, so a value that the log leaves out because an update
/// did not touch it must be there before the row travels.
public final class RowResolver {
  private final PresentRows presentRows;

  public RowResolver(PresentRows presentRows) {
    this.presentRows = presentRows;
  }

  /// The row after the change with every value in place; empty when it needed the present row and
  /// that is gone, which means that its delete follows.
  public Optional<List<@Nullable String>> resolve(RowChange change, List<@Nullable String> after) {
    List<Integer> missing = unchanged(after);
    if (missing.isEmpty()) {
      return Optional.of(after);
    }
    return presentRows
        .find(change.table(), change.shape(), after, missing)
        .map(values -> filled(after, missing, values));
  }

  private static List<@Nullable String> filled(
      List<@Nullable String> row, List<Integer> columns, List<@Nullable String> values) {
    List<@Nullable String> whole = new ArrayList<>(row);
    for (int i = 0; i < values.size(); i++) {
      whole.set(columns.get(i), values.get(i));
    }
    return whole;
  }

  /// Fails when a value is still missing: such a row must never reach a topic.
  public static void requireWhole(RowChange change, List<@Nullable String> row) {
    List<Integer> missing = unchanged(row);
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "A row of %s would travel without its column '%s'"
              .formatted(change.table(), change.shape().columnName(missing.getFirst())));
    }
  }

  private static List<Integer> unchanged(List<@Nullable String> row) {
    List<Integer> missing = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      if (RowChange.isUnchanged(row.get(i))) {
        missing.add(i);
      }
    }
    return missing;
  }
}
