package dev.hayase.cdc.postgres;

import dev.hayase.cdc.change.PresentRows;
import dev.hayase.cdc.source.DatabaseException;
import dev.hayase.cdc.value.TableShape;
import dev.hayase.event.topic.ChangeTopic;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads values that the log left out from the table itself, by primary key.
final class RowLookup implements PresentRows {
  private static final Logger LOG = LoggerFactory.getLogger(RowLookup.class);
  private static final String UNDEFINED_TABLE = "42P01";

  private final Sessions sessions;
  private @Nullable Connection connection;

  RowLookup(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Optional<List<@Nullable String>> find(
      ChangeTopic table, TableShape shape, List<@Nullable String> row, List<Integer> columns) {
    try (PreparedStatement statement =
        connection().prepareStatement(query(table, shape, columns))) {
      int[] key = shape.keyIndexes();
      for (int i = 0; i < key.length; i++) {
        statement.setString(i + 1, row.get(key[i]));
      }
      try (ResultSet found = statement.executeQuery()) {
        if (!found.next()) {
          return Optional.empty();
        }
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
          values.add(found.getString(i + 1));
        }
        return Optional.of(values);
      }
    } catch (SQLException e) {
      if (UNDEFINED_TABLE.equals(e.getSQLState())) {
        return Optional.empty();
      }
      throw new DatabaseException("A row of %s could not be read again".formatted(table), e);
    }
  }

  private static String query(ChangeTopic table, TableShape shape, List<Integer> columns) {
    return columns.stream()
            .map(i -> Catalog.quote(shape.columnName(i)))
            .map(c ->
                "CASE WHEN %1$s IS DISTINCT FROM NULL THEN format('%%s', %1$s) END".formatted(c))
            .collect(Collectors.joining(", ", "SELECT ", ""))
        + " FROM %s.%s".formatted(Catalog.quote(table.schema()), Catalog.quote(table.table()))
        + Arrays.stream(shape.keyIndexes())
            .mapToObj(i -> Catalog.quote(shape.columnName(i)) + " = ?")
            .collect(Collectors.joining(" AND ", " WHERE ", ""));
  }

  private Connection connection() throws SQLException {
    Connection open = connection;
    if (open == null || open.isClosed()) {
      open = sessions.open();
      connection = open;
    }
    return open;
  }

  /// Ends the connection; a broken one is gone anyway.
  void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        LOG.atTrace().setCause(e).log("connection was broken");
      }
    }
  }
}
