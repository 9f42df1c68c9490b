package dev.hayase.cdc.debezium.mysql;

import dev.hayase.cdc.change.BinlogPlace;
import dev.hayase.cdc.change.CapturePosition;
import dev.hayase.cdc.change.Captured;
import dev.hayase.cdc.change.Captured.Logged;
import dev.hayase.cdc.change.Captured.Marker;
import dev.hayase.cdc.change.LogPlace;
import dev.hayase.cdc.debezium.Connector;
import dev.hayase.cdc.personal.Concealment;
import dev.hayase.cdc.source.TableInspection;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.event.wire.Json;
import dev.hayase.pipeline.KafkaCluster;
import dev.hayase.pipeline.MysqlSource;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.source.SourceRecord;
import tools.jackson.databind.node.ObjectNode;

/// Debezium's connectors for MySQL and MariaDB, reading the binary log as one more replica.
public final class MysqlConnector implements Connector {
  private final MysqlSource source;
  private final KafkaCluster kafka;
  private final String historyTopic;
  private final List<TableInspection> tables;
  private final List<String> floats;
  private final AskedPositions asked;
  private final BinlogReader reader;

  /// @param historyTopic where Debezium keeps how the tables looked at which place of the log
  /// @param floats the columns of type FLOAT, quoted
  /// @param asked times of the server with the end of its log
  public MysqlConnector(
      MysqlSource source,
      KafkaCluster kafka,
      String historyTopic,
      List<TableInspection> tables,
      List<String> floats,
      CapturePosition from,
      AskedPositions asked) {
    this.source = source;
    this.kafka = kafka;
    this.historyTopic = historyTopic;
    this.tables = List.copyOf(tables);
    this.floats = List.copyOf(floats);
    this.asked = asked;
    this.reader =
        new BinlogReader(
            source.name(),
            keyed(tables),
            new Concealment(source),
            from.place().map(place -> ((BinlogPlace) place).beforeTransaction()).orElse(null));
  }

  private static Set<ChangeTopic> keyed(List<TableInspection> tables) {
    return tables.stream()
        .filter(table -> !table.primaryKey().isEmpty())
        .map(TableInspection::topic)
        .collect(Collectors.toSet());
  }

  @Override
  public Properties settings() {
    return MysqlSettings.of(source, kafka, historyTopic, tables, floats);
  }

  /// The beginning of the place's transaction: Debezium counts no events and skips none.
  @Override
  public ObjectNode offset(LogPlace place) {
    BinlogPlace begin = ((BinlogPlace) place).beforeTransaction();
    ObjectNode offset = Json.object();
    offset.put("file", begin.file());
    offset.put("pos", begin.pos());
    if (!begin.gtids().isEmpty()) {
      offset.put("gtids", begin.gtids());
    }
    return offset;
  }

  @Override
  public List<Captured> read(SourceRecord record) {
    Captured captured = reader.read(record);
    if (captured == null) {
      return List.of();
    }
    if (captured instanceof Logged logged) {
      BinlogPlace before = ((BinlogPlace) logged.place()).beforeTransaction();
      Long micros = asked.passed(before);
      if (micros != null) {
        return List.of(new Marker(micros, before), captured);
      }
    }
    return List.of(captured);
  }
}
