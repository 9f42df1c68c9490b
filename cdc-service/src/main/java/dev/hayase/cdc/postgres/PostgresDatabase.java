package dev.hayase.cdc.postgres;

import dev.hayase.cdc.change.CapturePosition;
import dev.hayase.cdc.change.LogGap;
import dev.hayase.cdc.change.LogPlace;
import dev.hayase.cdc.change.PresentRows;
import dev.hayase.cdc.change.WalPlace;
import dev.hayase.cdc.debezium.CaptureEngine;
import dev.hayase.cdc.debezium.postgres.PostgresConnector;
import dev.hayase.cdc.source.Database;
import dev.hayase.cdc.source.DatabaseException;
import dev.hayase.cdc.source.Omission;
import dev.hayase.cdc.source.Rereading;
import dev.hayase.cdc.source.Stream;
import dev.hayase.cdc.source.TableInspection;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.pipeline.PostgresSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL database: its log is a slot's, and its time that of markers which we write.
public final class PostgresDatabase implements Database {
  private final PostgresSource source;
  private final Sessions sessions;
  private final Preflight preflight;
  private final RowLookup lookup;
  private @Nullable Inspection found;

  /// @param history the tables of which every change is kept
  public PostgresDatabase(PostgresSource source, Predicate<ChangeTopic> history) {
    this.source = source;
    this.sessions = new Sessions(source);
    this.preflight = new Preflight(sessions, history);
    this.lookup = new RowLookup(sessions);
  }

  @Override
  public List<TableInspection> inspect() {
    Inspection inspection = asking("be looked at", preflight::inspect);
    found = inspection;
    return inspection.tables();
  }

  @Override
  public Map<ChangeTopic, List<String>> columns(List<TableInspection> tables) {
    Map<List<String>, List<String>> names =
        asking(
            "name its columns",
            () -> {
              try (Connection connection = sessions.open()) {
                return TableColumns.names(connection);
              }
            });
    return tables.stream()
        .map(TableInspection::topic)
        .collect(
            Collectors.toMap(
                topic -> topic,
                topic -> names.getOrDefault(List.of(topic.schema(), topic.table()), List.of())));
  }

  @Override
  public String log() {
    return source.slot();
  }

  @Override
  public Optional<LogGap> gap(LogPlace place) {
    return SlotState.gap(source.name(), source.slot(), found().slot(), (WalPlace) place);
  }

  @Override
  public void discardSnapshot() {
    if (found().slot().isPresent()) {
      telling("drop a slot", () -> new Slot(sessions).drop());
    }
  }

  @Override
  public Optional<Omission> omission(List<TableInspection> tables) {
    Set<ChangeTopic> topics =
        tables.stream().map(TableInspection::topic).collect(Collectors.toUnmodifiableSet());
    return asking(
            "look at the publication",
            () -> {
              try (Connection connection = sessions.open()) {
                return new PublishedTables(source.publication()).problem(connection, topics);
              }
            })
        .map(problem ->
            new Omission(Verdicts.publication(source, problem.words()), problem.tables()));
  }

  @Override
  public void publish(List<TableInspection> tables) {
    List<ChangeTopic> topics = tables.stream().map(TableInspection::topic).toList();
    telling(
        "set the publication", () -> new Publication(sessions).ensure(topics, found().version()));
  }

  @Override
  public Stream changes(
      List<TableInspection> tables, CapturePosition from, Duration markers, Stream.Sink sink) {
    PostgresConnector connector =
        new PostgresConnector(source, tables, from, found().moneyFractionDigits());
    SameSlot checked =
        new SameSlot(
            source.name(),
            source.slot(),
            (WalPlace) from.place().orElse(null),
            () -> asking("look at its slot", preflight::slot),
            sink);
    return new MarkedStream(
        new CaptureEngine(source.name(), connector, from, checked), sessions, markers);
  }

  @Override
  public PresentRows presentRows() {
    return lookup;
  }

  @Override
  public Optional<Rereading> rereading() {
    return Optional.of(new PostgresRereading(sessions, this::found, this::renewed));
  }

  /// The slot is another one from here on.
  private void renewed() {
    var _ = inspect();
  }

  @Override
  public void close() {
    lookup.close();
  }

  private Inspection found() {
    if (found == null) {
      throw new IllegalStateException("The database was not looked at");
    }
    return found;
  }

  @FunctionalInterface
  private interface Question<T> {
    T answer() throws SQLException;
  }

  @FunctionalInterface
  private interface Command {
    void run() throws SQLException;
  }

  private <T> T asking(String what, Question<T> question) {
    try {
      return question.answer();
    } catch (SQLException e) {
      throw new DatabaseException("Source '%s' could not %s".formatted(source.name(), what), e);
    }
  }

  private void telling(String what, Command command) {
    asking(
        what,
        () -> {
          command.run();
          return true;
        });
  }
}
