package dev.hayase.cdc.postgres;

import dev.hayase.cdc.change.SetupException;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.pipeline.PostgresSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The publication: the tables whose changes the slot decodes. It is made and kept by us, table by
/// table: one for all tables would also take in those whose updates it makes the database refuse.
final class Publication {
  private static final Logger LOG = LoggerFactory.getLogger(Publication.class);
  private static final int GENERATED_PUBLISHED = 180_000;
  private static final String INSUFFICIENT_PRIVILEGE = "42501";
  private static final String DUPLICATE_OBJECT = "42710";

  private final Sessions sessions;
  private final PostgresSource source;

  Publication(Sessions sessions) {
    this.sessions = sessions;
    this.source = sessions.source();
  }

  /// Makes the publication hold exactly these tables.
  ///
  /// @throws SetupException with the statement to run when the role may not
  void ensure(Collection<ChangeTopic> tables, int version) throws SQLException {
    SortedSet<String> wanted =
        tables.stream().map(Publication::quoted).collect(Collectors.toCollection(TreeSet::new));
    try (Connection connection = sessions.open()) {
      State state = state(connection);
      switch (state) {
        case ABSENT ->
            run(
                connection,
                "CREATE PUBLICATION %s FOR TABLE %s WITH (%s)"
                    .formatted(name(), String.join(", ", wanted), options(version)));
        case ALL_TABLES -> {}
        case LISTED -> {
          if (!wanted.equals(published(connection))) {
            run(
                connection,
                "ALTER PUBLICATION %s SET TABLE %s".formatted(name(), String.join(", ", wanted)));
          }
          if (!isComplete(connection, version)) {
            run(connection, "ALTER PUBLICATION %s SET (%s)".formatted(name(), options(version)));
          }
        }
      }
    }
  }

  private enum State {
    ABSENT,
    LISTED,
    ALL_TABLES
  }

  private State state(Connection connection) throws SQLException {
    String all = ask(connection, "SELECT puballtables::text FROM pg_publication WHERE pubname = ?");
    return switch (all) {
      case "" -> State.ABSENT;
      case "true" -> State.ALL_TABLES;
      default -> State.LISTED;
    };
  }

  private boolean isComplete(Connection connection, int version) throws SQLException {
    String generated = version >= GENERATED_PUBLISHED ? " AND pubgencols = 's'" : "";
    return ask(
            connection,
            "SELECT (pubviaroot AND pubinsert AND pubupdate AND pubdelete AND pubtruncate%s)::text"
                    .formatted(generated)
                + " FROM pg_publication WHERE pubname = ?")
        .equals("true");
  }

  private SortedSet<String> published(Connection connection) throws SQLException {
    SortedSet<String> tables = new TreeSet<>();
    String query =
        """
        SELECT n.nspname, c.relname FROM pg_publication p
        JOIN pg_publication_rel r ON r.prpubid = p.oid
        JOIN pg_class c ON c.oid = r.prrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE p.pubname = ?\
        """;
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, source.publication());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          tables.add(Catalog.quote(row.getString(1)) + '.' + Catalog.quote(row.getString(2)));
        }
      }
    }
    return tables;
  }

  private String ask(Connection connection, String query) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, source.publication());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : "";
      }
    }
  }

  private void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      LOG.atInfo()
          .addKeyValue("source", source.name())
          .addKeyValue("publication", source.publication())
          .log("publication set");
    } catch (SQLException e) {
      if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
        throw new SetupException(
            "sources.%s.publication".formatted(source.name()),
            source.publication(),
            "cannot be set by role '%s' (%s)".formatted(source.username(), e.getMessage()),
            "Run, as the tables' owner with CREATE on the database: %s;".formatted(sql));
      }
      if (!DUPLICATE_OBJECT.equals(e.getSQLState())) {
        throw e;
      }
    }
  }

  private String name() {
    return Catalog.quote(source.publication());
  }

  private static String options(int version) {
    String all = "publish = 'insert, update, delete, truncate', publish_via_partition_root = true";
    return version >= GENERATED_PUBLISHED ? all + ", publish_generated_columns = stored" : all;
  }

  private static String quoted(ChangeTopic table) {
    return Catalog.quote(table.schema()) + '.' + Catalog.quote(table.table());
  }
}
