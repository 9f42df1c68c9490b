package dev.hayase.cli.demo;

import dev.hayase.cli.progress.Histogram;
import dev.hayase.cli.progress.Http;
import dev.hayase.cli.progress.Latencies;
import dev.hayase.cli.progress.Metrics;
import dev.hayase.cli.topics.CompletenessWatch;
import dev.hayase.cli.verify.AggregateTable;
import dev.hayase.cli.verify.ComparedTable;
import dev.hayase.cli.verify.EventTable;
import dev.hayase.cli.verify.Warehouse;
import dev.hayase.local.LocalPlatform;
import dev.hayase.local.sample.SampleDatabase;
import dev.hayase.local.sample.TableShape;
import dev.hayase.pipeline.Pipeline;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

/// Looks at the running platform from outside, as a user's own tools would.
final class Observer implements AutoCloseable {
  private final Optional<URI> loader;
  private final SampleDatabase sample;
  private final Connection source;
  private final Warehouse warehouse;
  private final CompletenessWatch completeness;
  private final Pipeline pipeline;
  private final Http http = new Http();
  private final Latencies latencies = new Latencies();
  private long lastLook = System.nanoTime();

  /// @param source a connection of its own
  /// @param loader loader-service's metrics; without them there are no rates and latencies
  Observer(Connection source, Optional<URI> loader, SampleDatabase sample, Pipeline pipeline) {
    this.source = source;
    this.loader = loader;
    this.sample = sample;
    this.pipeline = pipeline;
    this.warehouse = Warehouse.connect(pipeline.bigquery());
    this.completeness = CompletenessWatch.connect(pipeline.kafka());
  }

  static Observer of(LocalPlatform platform, SampleDatabase sample, Pipeline pipeline)
      throws SQLException {
    return new Observer(
        platform.postgres().connect(sample.name()),
        Optional.of(platform.loader().at("/actuator/prometheus")),
        sample,
        pipeline);
  }

  /// Everything about every table, now.
  ///
  /// @param events whose streams come last
  List<TableStatus> look(Optional<Events> events) throws SQLException {
    long now = System.nanoTime();
    double seconds = (now - lastLook) / 1e9;
    lastLook = now;
    loader.flatMap(http::get).ifPresent(text -> latencies.accept(Metrics.parse(text)));
    Map<String, Instant> through = completeThrough();
    List<TableStatus> tables = new ArrayList<>();
    for (TableShape shape : sample.tables()) {
      ComparedTable table = compared(shape);
      Histogram recent = latencies.recent(table.topic());
      tables.add(
          new TableStatus(
              shape.name(),
              OptionalLong.of(sourceRows(shape)),
              warehouse.count(table, shape.key()),
              recent.total() / seconds,
              recent.percentile(0.5),
              recent.percentile(0.99),
              Optional.ofNullable(through.get(table.topic()))));
    }
    for (EventTable table : events.map(Events::tables).orElse(List.of())) {
      Histogram recent = latencies.recent(table.topic());
      tables.add(
          new TableStatus(
              table.table(),
              OptionalLong.of(events.orElseThrow().traffic().acknowledged(table.stream())),
              warehouse.events(table),
              recent.total() / seconds,
              recent.percentile(0.5),
              recent.percentile(0.99),
              Optional.ofNullable(through.get(table.topic()))));
    }
    for (AggregateTable table : aggregates()) {
      Histogram recent = latencies.recent(table.topic());
      tables.add(
          new TableStatus(
              table.name(),
              OptionalLong.empty(),
              warehouse.rows(table),
              recent.total() / seconds,
              recent.percentile(0.5),
              recent.percentile(0.99),
              Optional.ofNullable(through.get(table.topic()))));
    }
    return tables;
  }

  /// The tables of the aggregations.
  List<AggregateTable> aggregates() {
    return AggregateTable.all(pipeline);
  }

  /// What became of the events that were acknowledged.
  SequencedMap<String, StreamVerdict> verify(Events events) {
    SequencedMap<String, StreamVerdict> verdicts = new LinkedHashMap<>();
    for (EventTable table : events.tables()) {
      verdicts.put(
          table.table(),
          StreamVerdict.of(
              events.traffic().ids(table.stream()),
              warehouse.eventIds(table),
              warehouse.rows(table).orElse(0)));
    }
    return verdicts;
  }

  /// Latencies of the whole run.
  Latencies latencies() {
    return latencies;
  }

  Http http() {
    return http;
  }

  /// Topic to instant.
  Map<String, Instant> completeThrough() {
    return completeness.through();
  }

  ComparedTable compared(TableShape shape) {
    return ComparedTable.of(pipeline, pipeline.sources().getFirst(), "public", shape.name());
  }

  /// The source's clock.
  Instant sourceTime() throws SQLException {
    try (Statement statement = source.createStatement();
        ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
      row.next();
      return row.getTimestamp(1).toInstant();
    }
  }

  @Override
  public void close() throws SQLException {
    completeness.close();
    source.close();
  }

  private long sourceRows(TableShape shape) throws SQLException {
    try (Statement statement = source.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM " + statement.enquoteIdentifier(shape.name(), true))) {
      row.next();
      return row.getLong(1);
    }
  }
}
