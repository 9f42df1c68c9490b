package dev.hayase.cdc.postgres;

import dev.hayase.event.topic.ChangeTopic;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Asks whether the publication still has the tables of a running stream. The list is read only
/// when it was changed since the last time.
final class PublishedTables {
  private static final String MARK =
      """
      SELECT concat_ws(':', p.oid, p.xmin, (SELECT count(*) FROM pg_publication_rel r WHERE r.prpubid = p.oid),
          (SELECT sum(r.oid::bigint) FROM pg_publication_rel r WHERE r.prpubid = p.oid)),
        p.pubinsert AND p.pubupdate AND p.pubdelete AND p.pubtruncate
      FROM pg_publication p WHERE p.pubname = ?\
      """;

  /// Tables that were dropped are missed by nobody.
  private static final String MISSING =
      """
      SELECT w.schema, w.name
      FROM unnest(?::text[], ?::text[]) AS w(schema, name)
      WHERE to_regclass(format('%I.%I', w.schema, w.name)) IS NOT NULL
        AND NOT EXISTS (SELECT FROM pg_publication_tables t
          WHERE t.pubname = ? AND t.schemaname = w.schema AND t.tablename = w.name)\
      """;

  private final String publication;
  private @Nullable String mark;
  private Set<ChangeTopic> complete = Set.of();

  PublishedTables(String publication) {
    this.publication = publication;
  }

  /// What is wrong with it.
  ///
  /// @param tables whose changes it does not publish, or not all of them
  record Problem(String words, Set<ChangeTopic> tables) {
    Problem {
      tables = Set.copyOf(tables);
    }
  }

  /// What is wrong with it; empty when nothing is.
  Optional<Problem> problem(Connection connection, Set<ChangeTopic> wanted) throws SQLException {
    String now;
    try (PreparedStatement statement = connection.prepareStatement(MARK)) {
      statement.setString(1, publication);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return Optional.of(new Problem("does not exist any more", wanted));
        }
        if (!row.getBoolean(2)) {
          return Optional.of(new Problem("does not publish every kind of change any more", wanted));
        }
        now = row.getString(1);
      }
    }
    if (now.equals(mark) && wanted.equals(complete)) {
      return Optional.empty();
    }
    Set<ChangeTopic> missing = missing(connection, wanted);
    if (missing.isEmpty()) {
      mark = now;
      complete = Set.copyOf(wanted);
      return Optional.empty();
    }
    String names =
        missing.stream()
            .map(table -> table.schema() + "." + table.table())
            .sorted()
            .collect(Collectors.joining(", "));
    return Optional.of(new Problem("does not have %s any more".formatted(names), missing));
  }

  private Set<ChangeTopic> missing(Connection connection, Set<ChangeTopic> wanted)
      throws SQLException {
    Set<List<String>> names = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(MISSING)) {
      statement.setArray(
          1,
          connection.createArrayOf(
              "text", wanted.stream().map(ChangeTopic::schema).toArray(String[]::new)));
      statement.setArray(
          2,
          connection.createArrayOf(
              "text", wanted.stream().map(ChangeTopic::table).toArray(String[]::new)));
      statement.setString(3, publication);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          names.add(List.of(row.getString(1), row.getString(2)));
        }
      }
    }
    return wanted.stream()
        .filter(table -> names.contains(List.of(table.schema(), table.table())))
        .collect(Collectors.toUnmodifiableSet());
  }
}
