package dev.hayase.cdc.mysql;

import dev.hayase.cdc.source.TableInspection;
import dev.hayase.cdc.value.mysql.Charsets;
import dev.hayase.event.topic.ChangeTopic;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What the server's catalog says of tables, and whether they can be captured.
final class Tables {
  /// Database, table, engine, and about how many rows.
  static final String QUERY =
      """
      SELECT table_schema, table_name, coalesce(engine, ''), coalesce(table_rows, 0)
      FROM information_schema.tables WHERE table_type = 'BASE TABLE' ORDER BY 1, 2\
      """;

  private static final String COLUMNS =
      """
      SELECT column_name, coalesce(character_set_name, ''), data_type
      FROM information_schema.columns WHERE table_schema = ? AND table_name = ?\
      """;
  private static final String NAMES =
      "SELECT table_schema, table_name, column_name FROM information_schema.columns";
  private static final String FLOATS =
      """
      SELECT table_schema, table_name, column_name
      FROM information_schema.columns WHERE data_type = 'float'\
      """;
  private static final String KEY =
      """
      SELECT column_name FROM information_schema.statistics
      WHERE table_schema = ? AND table_name = ? AND index_name = 'PRIMARY'
      ORDER BY seq_in_index\
      """;

  private Tables() {}

  /// @param row of [#QUERY]
  static TableInspection inspection(Connection connection, String source, List<String> row)
      throws SQLException {
    String schema = row.get(0);
    String name = row.get(1);
    List<String> key =
        Sessions.rows(connection, KEY, schema, name).stream().map(List::getFirst).toList();
    return new TableInspection(
        new ChangeTopic(source, schema, name),
        key,
        List.of(),
        Long.parseLong(row.get(3)),
        obstacle(Sessions.rows(connection, COLUMNS, schema, name)));
  }

  /// The names of the columns of every table, by the tables' databases and names.
  static Map<List<String>, List<String>> columns(Connection connection) throws SQLException {
    return Sessions.rows(connection, NAMES).stream()
        .collect(
            Collectors.groupingBy(
                row -> List.of(row.get(0), row.get(1)),
                Collectors.mapping(row -> row.get(2), Collectors.toList())));
  }

  /// Columns of type FLOAT, quoted, as `` `database`.`table`.`column` ``.
  static List<String> floats(Connection connection) throws SQLException {
    return Sessions.rows(connection, FLOATS).stream()
        .map(row -> row.stream().map(Tables::quoted).collect(Collectors.joining(".")))
        .toList();
  }

  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  private static String obstacle(List<List<String>> columns) {
    for (List<String> column : columns) {
      if (!Charsets.isKnown(column.get(1))) {
        return "The texts of its column %s are in the character set %s, which cannot be read from the log"
            .formatted(column.get(0), column.get(1));
      }
      if (List.of("uuid", "inet4", "inet6").contains(column.get(2))) {
        return "Its column %s is of type %s, whose bytes in the log the capturing engine does not read. Give it"
                .formatted(column.get(0), column.get(2))
            + " the type char(39), or leave the table out";
      }
    }
    return "";
  }
}
