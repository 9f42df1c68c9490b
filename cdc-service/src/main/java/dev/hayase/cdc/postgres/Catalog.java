package dev.hayase.cdc.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Questions to the server's catalog.
final class Catalog {
  private static final int GENERATED_PUBLISHED = 180_000;

  private Catalog() {}

  static int version(Connection connection) throws SQLException {
    return Integer.parseInt(text(connection, "SHOW server_version_num"));
  }

  /// The single value of the single row.
  static String text(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? String.valueOf(row.getString(1)) : "";
    }
  }

  /// Partitions and the tables of extensions are left out. What stands for a partitioned table is
  /// its root; for its updates the identity of the leaves counts.
  private static String tablesQuery(int version) {
    // Stored generated columns can be published since 18, virtual ones not at all.
    String unpublished = version >= GENERATED_PUBLISHED ? "'v'" : "'s', 'v'";
    return """
    SELECT n.nspname, c.relname, format('%%I.%%I', n.nspname, c.relname) AS quoted,
        c.relpersistence = 'u' AS unlogged,
        has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AS readable,
        (SELECT array_agg(a.attname::text ORDER BY k.place)
           FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS k(number, place), pg_attribute a
          WHERE i.indrelid = c.oid AND i.indisprimary
            AND a.attrelid = c.oid AND a.attnum = k.number) AS primary_key,
        coalesce(leaves.identities, c.relreplident::text) AS identities,
        leaves.unfit,
        (SELECT array_agg(a.attname::text) FROM pg_attribute a
          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            AND a.attgenerated IN (%s)) AS unpublished,
        (SELECT array_agg(alike.names)
           FROM (SELECT string_agg(quote_ident(a.attname), ' and ' ORDER BY a.attnum) AS names
                   FROM pg_attribute a
                  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                  GROUP BY lower(a.attname::text) HAVING count(*) > 1) alike) AS alike,
        greatest(coalesce(leaves.rows, c.reltuples), 0)::bigint AS estimate
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN LATERAL (
        SELECT string_agg(DISTINCT l.relreplident::text, '') AS identities,
            array_agg(l.oid::regclass::text) FILTER (WHERE l.relreplident <> 'f') AS unfit,
            sum(greatest(l.reltuples, 0)) AS rows
        FROM pg_partition_tree(c.oid) t JOIN pg_class l ON l.oid = t.relid
        WHERE c.relkind = 'p' AND t.isleaf AND l.relkind <> 'p') leaves ON true
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
      AND n.nspname NOT IN ('pg_catalog', 'information_schema')
      AND NOT EXISTS (SELECT FROM pg_depend d
          WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
    ORDER BY 1, 2\
    """
        .formatted(unpublished);
  }

  static List<TableFacts> tables(Connection connection, int version) throws SQLException {
    List<TableFacts> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(tablesQuery(version))) {
      while (row.next()) {
        tables.add(
            new TableFacts(
                row.getString("nspname"),
                row.getString("relname"),
                row.getString("quoted"),
                row.getBoolean("unlogged"),
                row.getBoolean("readable"),
                texts(row.getArray("primary_key")),
                row.getString("identities"),
                texts(row.getArray("unfit")),
                texts(row.getArray("unpublished")),
                texts(row.getArray("alike")),
                row.getLong("estimate")));
      }
    }
    return tables;
  }

  private static List<String> texts(@Nullable Array array) throws SQLException {
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }

  /// How many digits of a printed amount are after the point.
  static int moneyFractionDigits(Connection connection) throws SQLException {
    String one = text(connection, "SELECT 1::numeric::money::text");
    return (int) one.chars().filter(Character::isDigit).count() - 1;
  }

  static String quote(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }
}
