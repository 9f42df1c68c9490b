package dev.hayase.records.table;

import dev.hayase.event.schema.Column;
import java.util.Locale;
import java.util.Optional;

/// The column beside a column: it takes the values of a type that the column itself does not take,
/// as `price_string` beside `price`.
///
/// Its description says whose it is. A column of that name without that description is somebody
/// else's and takes nothing, so that no two columns of the source ever become one.
public final class SideColumn {
  private static final String MARK = "hayase: side column of ";
  private static final int LONGEST_NAME = 300;

  private SideColumn() {}

  /// Its name: the column's, and the type in lower case, `_array` after that for a list.
  public static String name(Column column) {
    return column.name()
        + '_'
        + column.type().name().toLowerCase(Locale.ROOT)
        + (column.mode() == Column.Mode.REPEATED ? "_array" : "");
  }

  /// The side column itself, unless its name would be too long for BigQuery.
  static Optional<Column> of(Column column) {
    String name = name(column);
    return name.length() > LONGEST_NAME
        ? Optional.empty()
        : Optional.of(column.named(name).in(nullable(column)));
  }

  private static Column.Mode nullable(Column column) {
    return column.mode() == Column.Mode.REPEATED ? Column.Mode.REPEATED : Column.Mode.NULLABLE;
  }

  /// The description that marks the side column of a column.
  public static String description(String column) {
    return MARK + column;
  }

  /// The column beside which a column of this description stands.
  public static Optional<String> besides(String description) {
    return description.startsWith(MARK)
        ? Optional.of(description.substring(MARK.length()))
        : Optional.empty();
  }
}
