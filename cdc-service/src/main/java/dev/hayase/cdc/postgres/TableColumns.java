package dev.hayase.cdc.postgres;

import dev.hayase.cdc.personal.Concealment;
import dev.hayase.cdc.value.TableShape;
import dev.hayase.cdc.value.postgres.PostgresColumn;
import dev.hayase.cdc.value.postgres.PostgresWriter;
import dev.hayase.event.topic.ChangeTopic;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// A table's columns as the catalog has them, in the very form that the log gives them.
final class TableColumns {
  private static final int GENERATED_PUBLISHED = 180_000;
  private static final int NUMERIC = 1700;
  private static final int NUMERIC_ARRAY = 1231;
  private static final int BIT = 1560;
  // The modifier of a numeric holds both in one number, above a constant.
  private static final int NUMERIC_BASE = 4;
  private static final int SCALE_RANGE = 2048;

  private TableColumns() {}

  /// A domain's column has the domain's name and the number of the type below it, and its modifier
  /// where it has one.
  private static String query(int version) {
    String unpublished = version >= GENERATED_PUBLISHED ? "'v'" : "'s', 'v'";
    return """
    WITH RECURSIVE type(place, oid, below, modifier) AS (
        SELECT a.attnum, t.oid, t.typbasetype,
            CASE WHEN a.atttypmod <> -1 THEN a.atttypmod ELSE t.typtypmod END
          FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
         WHERE a.attrelid = ?::text::regclass AND a.attnum > 0 AND NOT a.attisdropped
           AND a.attgenerated NOT IN (%s)
        UNION ALL
        SELECT r.place, t.oid, t.typbasetype,
            CASE WHEN r.modifier <> -1 THEN r.modifier ELSE t.typtypmod END
          FROM type r JOIN pg_type t ON t.oid = r.below WHERE r.below <> 0)
    SELECT a.attname, t.typname, r.oid::int8::text, r.modifier,
        b.typinput = 'pg_catalog.array_in'::regproc AS is_array
      FROM type r JOIN pg_attribute a ON a.attrelid = ?::text::regclass AND a.attnum = r.place
      JOIN pg_type t ON t.oid = a.atttypid JOIN pg_type b ON b.oid = r.oid
     WHERE r.below = 0 ORDER BY a.attnum\
    """
        .formatted(unpublished);
  }

  /// The columns of its primary key, in the key's order; empty when there is none.
  static List<String> key(Connection connection, ChangeTopic table) throws SQLException {
    List<String> key = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT a.attname FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS k(number, place),
                pg_attribute a
            WHERE i.indrelid = ?::text::regclass AND i.indisprimary
              AND a.attrelid = i.indrelid AND a.attnum = k.number ORDER BY k.place\
            """)) {
      statement.setString(1, name(table));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          key.add(row.getString(1));
        }
      }
    }
    return key;
  }

  /// The names of the columns of every table, by the tables' schemas and names.
  static Map<List<String>, List<String>> names(Connection connection) throws SQLException {
    Map<List<String>, List<String>> names = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT n.nspname, c.relname, a.attname FROM pg_attribute a
                JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
                ORDER BY c.oid, a.attnum\
                """)) {
      while (row.next()) {
        names
            .computeIfAbsent(List.of(row.getString(1), row.getString(2)), _ -> new ArrayList<>())
            .add(row.getString(3));
      }
    }
    return names;
  }

  /// @param version the server's version number
  /// @param moneyFractionDigits of the server's `lc_monetary`
  static TableShape shape(
      Connection connection,
      ChangeTopic table,
      List<String> key,
      int version,
      int moneyFractionDigits,
      Concealment concealment)
      throws SQLException {
    List<PostgresWriter> writers = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(query(version))) {
      statement.setString(1, name(table));
      statement.setString(2, name(table));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          writers.add(new PostgresWriter(column(row), moneyFractionDigits));
        }
      }
    }
    return new TableShape(concealment.conceal(table, writers, key), key);
  }

  private static PostgresColumn column(ResultSet row) throws SQLException {
    int oid = (int) Long.parseLong(row.getString(3));
    int modifier = row.getInt("modifier");
    OptionalInt precision = OptionalInt.empty();
    OptionalInt scale = OptionalInt.empty();
    if ((oid == NUMERIC || oid == NUMERIC_ARRAY) && modifier >= NUMERIC_BASE) {
      precision = OptionalInt.of(((modifier - NUMERIC_BASE) >> 16) & 0xffff);
      int written = (modifier - NUMERIC_BASE) & (SCALE_RANGE - 1);
      scale = OptionalInt.of(written >= SCALE_RANGE / 2 ? written - SCALE_RANGE : written);
    } else if (oid == BIT) {
      precision = OptionalInt.of(Math.max(1, modifier));
    }
    return new PostgresColumn(
        row.getString(1), row.getString(2), oid, row.getBoolean("is_array"), precision, scale);
  }

  static String name(ChangeTopic table) {
    return Catalog.quote(table.schema()) + '.' + Catalog.quote(table.table());
  }
}
