package dev.hayase.cli.verify;

import dev.hayase.cli.value.Value;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Walks through both sides, ordered by key, and tells how they differ. Holds one row of each.
final class RowMerge {
  /// Whether two values of a column pass for one.
  @FunctionalInterface
  interface Likeness {
    boolean alike(int column, Value source, Value bigQuery);
  }

  private final List<String> columns;
  private final Likeness likeness;
  private final Ordered source;
  private final Ordered bigQuery;
  private long equal;

  /// Of values that have to be equal.
  RowMerge(List<String> columns, Iterator<TableRow> source, Iterator<TableRow> bigQuery) {
    this(columns, (_, a, b) -> a.equals(b), source, bigQuery);
  }

  RowMerge(
      List<String> columns,
      Likeness likeness,
      Iterator<TableRow> source,
      Iterator<TableRow> bigQuery) {
    this.columns = columns;
    this.likeness = likeness;
    this.source = new Ordered("the source", source);
    this.bigQuery = new Ordered("BigQuery", bigQuery);
  }

  /// Tells every difference and returns the number of rows that are equal.
  long run(Consumer<Difference> differences) {
    TableRow ours = source.next();
    TableRow theirs = bigQuery.next();
    while (ours != null || theirs != null) {
      int order = order(ours, theirs);
      if (order < 0 && ours != null) {
        differences.accept(new Difference.Missing(ours.key()));
        ours = source.next();
      } else if (order > 0 && theirs != null) {
        differences.accept(new Difference.Extra(theirs.key()));
        theirs = bigQuery.next();
      } else if (ours != null && theirs != null) {
        compare(ours, theirs, differences);
        ours = source.next();
        theirs = bigQuery.next();
      }
    }
    return equal;
  }

  private static int order(@Nullable TableRow ours, @Nullable TableRow theirs) {
    if (ours == null) {
      return 1;
    }
    return theirs == null ? -1 : KeyOrder.ORDER.compare(ours.key(), theirs.key());
  }

  private void compare(TableRow ours, TableRow theirs, Consumer<Difference> differences) {
    List<Difference.ChangedColumn> changed = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Value a = ours.values().get(i);
      Value b = theirs.values().get(i);
      if (!likeness.alike(i, a, b)) {
        changed.add(new Difference.ChangedColumn(columns.get(i), a, b));
      }
    }
    if (changed.isEmpty()) {
      equal++;
    } else {
      differences.accept(new Difference.Changed(ours.key(), changed));
    }
  }

  /// Rows that must come in order, or the comparison would be wrong.
  private static final class Ordered {
    private final String side;
    private final Iterator<TableRow> rows;
    private @Nullable TableRow last;

    Ordered(String side, Iterator<TableRow> rows) {
      this.side = side;
      this.rows = rows;
    }

    @Nullable TableRow next() {
      if (!rows.hasNext()) {
        return null;
      }
      TableRow row = rows.next();
      if (last != null && KeyOrder.ORDER.compare(last.key(), row.key()) > 0) {
        throw new IllegalStateException(
            "%s gave the key %s after %s: keys of this type cannot be compared in order"
                .formatted(side, row.key(), last.key()));
      }
      last = row;
      return row;
    }
  }
}
