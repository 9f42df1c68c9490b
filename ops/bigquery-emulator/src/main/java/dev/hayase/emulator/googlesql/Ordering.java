package dev.hayase.emulator.googlesql;

import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedOrderByItem;
import com.google.zetasql.resolvedast.ResolvedOrderByItemEnums.NullOrderMode;
import java.util.ArrayList;
import java.util.List;

/// ORDER BY: NULL is less than everything unless the query says otherwise, and NaN is less than
/// every other number, where DuckDB has it greater.
///
/// See <https://cloud.google.com/bigquery/docs/reference/standard-sql/data-types#orderable_nulls>.
final class Ordering {
  private final Translation translation;
  private final Scans scans;

  Ordering(Translation translation, Scans scans) {
    this.translation = translation;
    this.scans = scans;
  }

  String of(List<ResolvedOrderByItem> items) {
    List<String> keys = new ArrayList<>();
    for (ResolvedOrderByItem item : items) {
      if (item.getColumnRef().getType().isFloatingPoint()) {
        String nan = "isnan(" + scans.column(item.getColumnRef().getColumn()) + ")";
        keys.add(nan + direction(!item.getIsDescending(), nullsFirst(item)));
      }
      keys.add(plain(item));
    }
    return String.join(", ", keys);
  }

  /// For a frame that counts by the key's value, and so allows one key only.
  String plain(ResolvedOrderByItem item) {
    if (item.getCollationName() != null) {
      throw translation.unsupported("COLLATE", item);
    }
    return scans.column(item.getColumnRef().getColumn())
        + direction(item.getIsDescending(), nullsFirst(item));
  }

  private static boolean nullsFirst(ResolvedOrderByItem item) {
    return item.getNullOrder() == NullOrderMode.ORDER_UNSPECIFIED
        ? !item.getIsDescending()
        : item.getNullOrder() == NullOrderMode.NULLS_FIRST;
  }

  private static String direction(boolean descending, boolean nullsFirst) {
    return (descending ? " DESC" : " ASC") + (nullsFirst ? " NULLS FIRST" : " NULLS LAST");
  }
}
