package dev.hayase.cdc.postgres;

import dev.hayase.cdc.change.TableRun;
import dev.hayase.cdc.value.TableShape;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Reads the rows that follow a key, in the key's order, as the texts that the log has for them.
/// Bounded by rows and by what they weigh: where it stops, the next reading begins.
final class ChunkQuery {
  private static final int MOST_ROWS = 4096;
  private static final int MOST_CHARACTERS = 8 * 1024 * 1024;
  private static final int FETCHED_ROWS = 256;
  // Of a table with large values, each of which may be many megabytes.
  private static final int FETCHED_LARGE_ROWS = 2;

  private final TableRun run;
  private final TableShape shape;

  /// What was read.
  ///
  /// @param last whether nothing follows
  record Read(List<List<@Nullable String>> rows, boolean last) {}

  ChunkQuery(TableRun run, TableShape shape) {
    this.run = run;
    this.shape = shape;
  }

  /// To be called within a transaction, so that rows come a few at a time; backslashes must mean
  /// themselves in it (`standard_conforming_strings`).
  Read read(Connection connection) throws SQLException {
    List<List<@Nullable String>> rows = new ArrayList<>();
    long characters = 0;
    // Not prepared: a question mark in the condition is the operator's.
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(hasLargeValues(connection) ? FETCHED_LARGE_ROWS : FETCHED_ROWS);
      try (ResultSet found = statement.executeQuery(text())) {
        while (characters < MOST_CHARACTERS) {
          if (!found.next()) {
            return new Read(rows, rows.size() < MOST_ROWS);
          }
          List<@Nullable String> row = new ArrayList<>(shape.width());
          for (int i = 1; i <= shape.width(); i++) {
            String value = found.getString(i);
            characters += value == null ? 0 : value.length();
            row.add(value);
          }
          rows.add(row);
        }
      }
    }
    return new Read(rows, false);
  }

  private String text() {
    List<String> conditions = new ArrayList<>();
    String key =
        run.key().stream().map(this::qualified).collect(Collectors.joining(", ", "(", ")"));
    if (!run.last().isEmpty()) {
      String values =
          run.last().stream().map(ChunkQuery::literal).collect(Collectors.joining(", "));
      conditions.add(key + " > (" + values + ")");
    }
    // A comment at the condition's end must not swallow what follows.
    run.where().ifPresent(where -> conditions.add("(" + where + "\n)"));
    return "SELECT "
        + IntStream.range(0, shape.width())
            .mapToObj(i -> asText(qualified(shape.columnName(i))))
            .collect(Collectors.joining(", "))
        + " FROM "
        + TableColumns.name(run.table())
        + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
        + " ORDER BY "
        + run.key().stream().map(this::qualified).collect(Collectors.joining(", "))
        + " LIMIT "
        + MOST_ROWS;
  }

  /// The very text that the log holds; a cast to text would print some types in another way.
  static String asText(String column) {
    return "CASE WHEN %1$s IS DISTINCT FROM NULL THEN format('%%s', %1$s) END".formatted(column);
  }

  /// Takes the type of what it is compared with.
  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private String qualified(String column) {
    return Catalog.quote(run.table().table()) + '.' + Catalog.quote(column);
  }

  private boolean hasLargeValues(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT coalesce(bool_or(pg_relation_size(c.reltoastrelid) > 0), false)
              FROM pg_class c
             WHERE c.reltoastrelid <> 0 AND (c.oid = ?::text::regclass
                OR c.oid IN (SELECT relid FROM pg_partition_tree(?::text::regclass)))\
            """)) {
      statement.setString(1, TableColumns.name(run.table()));
      statement.setString(2, TableColumns.name(run.table()));
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}
