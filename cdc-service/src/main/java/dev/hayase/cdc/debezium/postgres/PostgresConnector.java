package dev.hayase.cdc.debezium.postgres;

import dev.hayase.cdc.change.CapturePosition;
import dev.hayase.cdc.change.Captured;
import dev.hayase.cdc.change.LogPlace;
import dev.hayase.cdc.change.WalPlace;
import dev.hayase.cdc.debezium.Connector;
import dev.hayase.cdc.personal.Concealment;
import dev.hayase.cdc.source.TableInspection;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.event.wire.Json;
import dev.hayase.pipeline.PostgresSource;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.source.SourceRecord;
import tools.jackson.databind.node.ObjectNode;

/// Debezium's connector for PostgreSQL, reading the `pgoutput` of our own slot.
public final class PostgresConnector implements Connector {
  /// Tells our markers from other programs' messages.
  public static final String MARKER_PREFIX = "hayase";

  private final PostgresSource source;
  private final List<TableInspection> tables;
  private final RecordReader reader;

  /// @param moneyFractionDigits of the server's `lc_monetary`
  public PostgresConnector(
      PostgresSource source,
      List<TableInspection> tables,
      CapturePosition from,
      int moneyFractionDigits) {
    this.source = source;
    this.tables = List.copyOf(tables);
    this.reader =
        new RecordReader(
            source.name(),
            keyed(tables),
            moneyFractionDigits,
            new Concealment(source),
            from.place().map(place -> ((WalPlace) place).commit()).orElse(null));
  }

  private static Set<ChangeTopic> keyed(List<TableInspection> tables) {
    return tables.stream()
        .filter(table -> !table.primaryKey().isEmpty())
        .map(TableInspection::topic)
        .collect(Collectors.toSet());
  }

  @Override
  public Properties settings() {
    return PostgresSettings.of(source, tables);
  }

  /// The end of the last complete transaction. With a position inside of one Debezium would search
  /// for it, which loses rows that share a position and repeats others when transactions overlap.
  @Override
  public ObjectNode offset(LogPlace place) {
    long commit = ((WalPlace) place).commit();
    ObjectNode offset = Json.object();
    offset.put("lsn", commit);
    offset.put("lsn_commit", commit);
    return offset;
  }

  @Override
  public List<Captured> read(SourceRecord record) {
    Captured captured = reader.read(record);
    return captured == null ? List.of() : List.of(captured);
  }
}
