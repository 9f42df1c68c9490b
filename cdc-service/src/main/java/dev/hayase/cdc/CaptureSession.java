package dev.hayase.cdc;

import dev.hayase.cdc.SourceStatus.Table;
import dev.hayase.cdc.SourceStatus.TableState;
import dev.hayase.cdc.change.Announcement;
import dev.hayase.cdc.change.CapturePosition;
import dev.hayase.cdc.change.LogPlace;
import dev.hayase.cdc.change.RowResolver;
import dev.hayase.cdc.change.SetupException;
import dev.hayase.cdc.change.StartDecision;
import dev.hayase.cdc.kafka.Positions;
import dev.hayase.cdc.kafka.Topology;
import dev.hayase.cdc.kafka.TransactionalLog;
import dev.hayase.cdc.source.Database;
import dev.hayase.cdc.source.Stream;
import dev.hayase.cdc.source.TableInspection;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.pipeline.KafkaCluster;
import dev.hayase.pipeline.Source;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One run of a source's capture, from looking at the database to the stream's end: look, take
/// over, read back where the last one stood, decide, prepare, capture.
final class CaptureSession {
  private final KafkaCluster kafka;
  private final Source source;
  private final Supplier<Database> databases;
  private final CdcProperties.Cdc settings;
  private final SourceStatus status;
  private final InstantSource clock;
  private final Topology topology;
  private final Positions positions;
  private final AtomicReference<@Nullable Stream> running = new AtomicReference<>();
  private volatile boolean stopping;

  /// @param databases opens the source's database, once for each run
  CaptureSession(
      KafkaCluster kafka,
      Source source,
      Supplier<Database> databases,
      CdcProperties.Cdc settings,
      SourceStatus status,
      InstantSource clock) {
    this.kafka = kafka;
    this.source = source;
    this.databases = databases;
    this.settings = settings;
    this.status = status;
    this.clock = clock;
    this.topology = new Topology(kafka);
    this.positions = new Positions(kafka, clock);
  }

  /// Runs until [#stop] or trouble.
  ///
  /// @param capturing is told when something was written
  void run(Runnable capturing) {
    try (Database database = databases.get()) {
      List<TableInspection> found = database.inspect();
      topology.ensure(List.of());
      try (TransactionalLog log = TransactionalLog.open(kafka, source.name(), clock)) {
        CapturePosition from = begin(database);
        List<TableInspection> tables = captured(found, from);
        database.publish(tables);
        List<ChangeTopic> topics = tables.stream().map(TableInspection::topic).toList();
        Map<ChangeTopic, Integer> partitions = topology.ensure(topics);
        log.startFrom(positions.vector(partitions));
        report(found, from, topics);
        capture(database, tables, from.covering(names(topics)), partitions, log, capturing);
      }
    }
  }

  /// What was written last of the source, by whichever capture: an active one writes each second.
  Optional<CapturePosition> lastWritten() {
    return positions.last(source.name());
  }

  /// Ends [#run] soon, for good.
  void stop() {
    stopping = true;
    Stream stream = running.get();
    if (stream != null) {
      stream.stop();
    }
  }

  private CapturePosition begin(Database database) {
    StartDecision decision =
        StartDecision.of(
            source.name(),
            database.log(),
            positions.last(source.name()),
            database::gap,
            clock.instant().getEpochSecond());
    return switch (decision) {
      case StartDecision.Resume resume -> resume.from();
      case StartDecision.Snapshot snapshot -> {
        database.discardSnapshot();
        yield snapshot.from();
      }
      case StartDecision.Refuse refuse ->
          throw new SetupException(
              "sources.%s.%s".formatted(source.name(), refuse.gap().key()),
              refuse.gap().value(),
              refuse.gap().problem(),
              refuse.gap().remedy());
    };
  }

  /// A snapshot takes every table that can be captured; what goes on takes those that it began
  /// with, since nobody has read the rows of others.
  private List<TableInspection> captured(List<TableInspection> found, CapturePosition from) {
    List<TableInspection> tables =
        found.stream()
            .filter(TableInspection::isEligible)
            .filter(t -> !from.isStreaming() || from.tables().contains(t.topic().name()))
            .toList();
    if (tables.isEmpty()) {
      throw new SetupException(
          "sources.%s.tables".formatted(source.name()),
          String.join(", ", source.tables()),
          "leaves none of the tables that the capture began with",
          source.snapshotRemedy());
    }
    return tables;
  }

  private void report(
      List<TableInspection> found, CapturePosition from, List<ChangeTopic> captured) {
    List<Table> tables = new ArrayList<>();
    TableState state = from.isStreaming() ? TableState.STREAMING : TableState.WAITING;
    for (TableInspection table : found) {
      String topic = table.topic().name();
      String obstacle =
          table.isEligible() && !captured.contains(table.topic())
              ? "It was not there, or could not be captured, when the capture began: nobody has read"
                  + " its rows. "
                  + source.snapshotRemedy()
              : table.obstacle();
      tables.add(
          obstacle.isEmpty()
              ? new Table(topic, state, 0, table.estimatedRows(), "")
              : new Table(topic, TableState.EXCLUDED, 0, table.estimatedRows(), obstacle));
    }
    status.begins(from.sequence().epoch(), tables);
  }

  private void capture(
      Database database,
      List<TableInspection> tables,
      CapturePosition from,
      Map<ChangeTopic, Integer> partitions,
      TransactionalLog log,
      Runnable capturing) {
    Capture capture =
        new Capture(
            from,
            partitions,
            log,
            new RowResolver(database.presentRows()),
            status,
            clock,
            new Announcement(
                clock,
                settings.watermarkMargin(),
                settings.markerInterval().multipliedBy(9).dividedBy(10),
                from.throughMicros()));
    try (Stream stream =
        database.changes(
            tables,
            from,
            settings.markerInterval(),
            batch -> {
              LogPlace place = capture.accept(batch);
              if (capture.hasWritten()) {
                capturing.run();
              }
              if (place != null) {
                status.streaming();
              }
              return place;
            })) {
      running.set(stream);
      if (!stopping) {
        stream.run();
      }
    } finally {
      running.set(null);
    }
  }

  private static SortedSet<String> names(List<ChangeTopic> tables) {
    SortedSet<String> names = new TreeSet<>();
    tables.forEach(table -> names.add(table.name()));
    return names;
  }
}
