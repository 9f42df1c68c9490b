package dev.hayase.cdc.postgres;

import dev.hayase.cdc.change.LogPlace;
import dev.hayase.cdc.source.ChunkReader;
import dev.hayase.cdc.source.DatabaseException;
import dev.hayase.cdc.source.Rereading;
import dev.hayase.cdc.source.TableInspection;
import dev.hayase.event.topic.ChangeTopic;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Tables of a PostgreSQL database are read in chunks, and its log begins anew with another slot.
final class PostgresRereading implements Rereading {
  private static final String SYNTAX_OR_PRIVILEGE = "42";
  private static final String DATA = "22";

  private final Sessions sessions;
  private final Supplier<Inspection> found;
  private final Runnable renewed;

  /// @param renewed to be run when the slot is another one
  PostgresRereading(Sessions sessions, Supplier<Inspection> found, Runnable renewed) {
    this.sessions = sessions;
    this.found = found;
    this.renewed = renewed;
  }

  @Override
  public Optional<String> problem(ChangeTopic table, String where) {
    try (Connection connection = sessions.open()) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "EXPLAIN SELECT FROM %s WHERE (%s\n)".formatted(TableColumns.name(table), where));
      }
      connection.rollback();
      return Optional.empty();
    } catch (SQLException e) {
      if (isOfTheQuestion(e)) {
        return Optional.of(String.valueOf(e.getMessage()));
      }
      throw new DatabaseException("A condition on %s could not be tried".formatted(table), e);
    }
  }

  /// Whether the question itself is at fault: asking again brings the same answer.
  static boolean isOfTheQuestion(SQLException trouble) {
    String state = String.valueOf(trouble.getSQLState());
    return state.startsWith(SYNTAX_OR_PRIVILEGE) || state.startsWith(DATA);
  }

  /// The publication comes first: a slot shows only what was published when it was logged.
  @Override
  public LogPlace renewLog(List<TableInspection> tables) {
    try {
      new Publication(sessions)
          .ensure(tables.stream().map(TableInspection::topic).toList(), found.get().version());
      Slot slot = new Slot(sessions);
      if (found.get().slot().isPresent()) {
        slot.drop();
      }
      LogPlace place = slot.create();
      renewed.run();
      return place;
    } catch (SQLException e) {
      throw new DatabaseException("The slot could not be made anew", e);
    }
  }

  @Override
  public ChunkReader chunks(String session) {
    return TableChunks.start(
        sessions, session, found.get().version(), found.get().moneyFractionDigits());
  }
}
