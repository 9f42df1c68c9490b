package dev.hayase.cdc.mysql;

import dev.hayase.cdc.change.BinlogPlace;
import dev.hayase.cdc.change.CapturePosition;
import dev.hayase.cdc.change.LogGap;
import dev.hayase.cdc.change.LogPlace;
import dev.hayase.cdc.change.PresentRows;
import dev.hayase.cdc.debezium.CaptureEngine;
import dev.hayase.cdc.debezium.mysql.AskedPositions;
import dev.hayase.cdc.debezium.mysql.MysqlConnector;
import dev.hayase.cdc.kafka.SchemaHistoryTopic;
import dev.hayase.cdc.source.Database;
import dev.hayase.cdc.source.DatabaseException;
import dev.hayase.cdc.source.Omission;
import dev.hayase.cdc.source.Rereading;
import dev.hayase.cdc.source.Stream;
import dev.hayase.cdc.source.TableInspection;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.pipeline.KafkaCluster;
import dev.hayase.pipeline.MysqlSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A server of MySQL or MariaDB: its log is the binary log, and its time that which it tells.
public final class MysqlDatabase implements Database {
  private final MysqlSource source;
  private final KafkaCluster kafka;
  private final Sessions sessions;
  private final SchemaHistoryTopic history;

  /// @param kafka where it is kept how the tables looked at which place of the log
  public MysqlDatabase(MysqlSource source, KafkaCluster kafka) {
    this.source = source;
    this.kafka = kafka;
    this.sessions = new Sessions(source);
    this.history = new SchemaHistoryTopic(kafka, source.name());
  }

  @Override
  public List<TableInspection> inspect() {
    List<TableInspection> tables = asking("be looked at", new Preflight(source)::inspect);
    history.ensure();
    return tables;
  }

  @Override
  public Map<ChangeTopic, List<String>> columns(List<TableInspection> tables) {
    Map<List<String>, List<String>> names = asking("name its columns", Tables::columns);
    return tables.stream()
        .map(TableInspection::topic)
        .collect(
            Collectors.toMap(
                topic -> topic,
                topic -> names.getOrDefault(List.of(topic.schema(), topic.table()), List.of())));
  }

  @Override
  public String log() {
    return source.run();
  }

  @Override
  public Optional<LogGap> gap(LogPlace place) {
    BinlogPlace from = (BinlogPlace) place;
    return asking(
            "name the files of its log", connection -> RetainedLog.of(connection, source.kind()))
        .missing(from)
        .or(() -> history.isEmpty() ? Optional.of(SchemaHistoryTopic.LOST) : Optional.empty())
        .map(problem -> new LogGap("run", source.run(), problem, source.snapshotRemedy()));
  }

  /// A snapshot leaves nothing behind at the server.
  @Override
  public void discardSnapshot() {}

  /// The server logs every table.
  @Override
  public Optional<Omission> omission(List<TableInspection> tables) {
    return Optional.empty();
  }

  /// The server logs every table.
  @Override
  public void publish(List<TableInspection> tables) {}

  @Override
  public Stream changes(
      List<TableInspection> tables, CapturePosition from, Duration markers, Stream.Sink sink) {
    AskedPositions asked = new AskedPositions();
    MysqlConnector connector =
        new MysqlConnector(
            source,
            kafka,
            history.name(),
            tables,
            asking("name its columns", Tables::floats),
            from,
            asked);
    return new TimedStream(
        new CaptureEngine(source.name(), connector, from, sink), sessions, markers, asked);
  }

  /// The log has whole rows: nothing is looked up.
  @Override
  public PresentRows presentRows() {
    return (table, _, _, _) -> {
      throw new IllegalStateException("The log left out a value of " + table);
    };
  }

  @Override
  public Optional<Rereading> rereading() {
    return Optional.empty();
  }

  @Override
  public void close() {}

  @FunctionalInterface
  private interface Question<T> {
    T answer(Connection connection) throws SQLException;
  }

  private <T> T asking(String what, Question<T> question) {
    try (Connection connection = sessions.open()) {
      return question.answer(connection);
    } catch (SQLException e) {
      throw new DatabaseException("Source '%s' could not %s".formatted(source.name(), what), e);
    }
  }
}
