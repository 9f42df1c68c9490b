package dev.hayase.cdc;

import dev.hayase.cdc.SourceStatus.Table;
import dev.hayase.cdc.SourceStatus.TableState;
import dev.hayase.cdc.change.Announcement;
import dev.hayase.cdc.change.CapturePosition;
import dev.hayase.cdc.change.CapturePosition.Stage;
import dev.hayase.cdc.change.RowResolver;
import dev.hayase.cdc.change.SetupException;
import dev.hayase.cdc.change.StartDecision;
import dev.hayase.cdc.debezium.CaptureEngine;
import dev.hayase.cdc.kafka.Positions;
import dev.hayase.cdc.kafka.Topology;
import dev.hayase.cdc.kafka.TransactionalLog;
import dev.hayase.cdc.postgres.Inspection;
import dev.hayase.cdc.postgres.MarkerWriter;
import dev.hayase.cdc.postgres.Preflight;
import dev.hayase.cdc.postgres.Publication;
import dev.hayase.cdc.postgres.RowLookup;
import dev.hayase.cdc.postgres.Sessions;
import dev.hayase.cdc.postgres.Slot;
import dev.hayase.cdc.postgres.TableInspection;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.PostgresSource;
import dev.hayase.pipeline.TableSettings;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One run of a source's capture, from looking at the database to the engine's end: look, take
/// over, read back where the last one stood, decide, prepare, capture.
final class CaptureSession {
  private final Pipeline pipeline;
  private final PostgresSource source;
  private final CdcProperties.Cdc settings;
  private final SourceStatus status;
  private final InstantSource clock;
  private final Sessions sessions;
  private final Topology topology;
  private final Positions positions;
  private final AtomicReference<@Nullable CaptureEngine> running = new AtomicReference<>();
  private volatile boolean stopping;

  CaptureSession(
      Pipeline pipeline,
      PostgresSource source,
      CdcProperties.Cdc settings,
      SourceStatus status,
      InstantSource clock) {
    this.pipeline = pipeline;
    this.source = source;
    this.settings = settings;
    this.status = status;
    this.clock = clock;
    this.sessions = new Sessions(source);
    this.topology = new Topology(pipeline.kafka());
    this.positions = new Positions(pipeline.kafka(), clock);
  }

  /// Runs until [#stop] or trouble.
  ///
  /// @param capturing is told when something was written
  void run(Runnable capturing) throws SQLException {
    Inspection found = new Preflight(sessions, this::isHistory).inspect();
    topology.ensure(List.of());
    try (TransactionalLog log = TransactionalLog.open(pipeline.kafka(), source.name(), clock)) {
      CapturePosition from = begin(found);
      List<ChangeTopic> tables = captured(found, from);
      new Publication(sessions).ensure(tables, found.version());
      Map<ChangeTopic, Integer> partitions = topology.ensure(tables);
      log.startFrom(positions.vector(partitions));
      report(found, from, tables);
      capture(found, from.covering(names(tables)), partitions, log, capturing);
    }
  }

  /// What was written last of the source, by whichever capture: an active one writes each second.
  Optional<CapturePosition> lastWritten() {
    return positions.last(source.name());
  }

  /// Ends [#run] soon, for good.
  void stop() {
    stopping = true;
    CaptureEngine engine = running.get();
    if (engine != null) {
      engine.close();
    }
  }

  private CapturePosition begin(Inspection found) throws SQLException {
    StartDecision decision =
        StartDecision.of(
            source.name(),
            source.slot(),
            positions.last(source.name()),
            found.slot(),
            clock.instant().getEpochSecond());
    return switch (decision) {
      case StartDecision.Resume resume -> resume.from();
      case StartDecision.Snapshot snapshot -> {
        if (found.slot().isPresent()) {
          new Slot(sessions).drop();
        }
        yield snapshot.from();
      }
      case StartDecision.Refuse refuse ->
          throw new SetupException(
              "sources.%s.slot".formatted(source.name()),
              source.slot(),
              refuse.problem(),
              refuse.remedy());
    };
  }

  /// A snapshot takes every table that can be captured; what goes on takes those that it began
  /// with, since nobody has read the rows of others.
  private List<ChangeTopic> captured(Inspection found, CapturePosition from) {
    List<ChangeTopic> tables =
        found.tables().stream()
            .filter(TableInspection::isEligible)
            .map(TableInspection::topic)
            .filter(topic -> from.stage() == Stage.SNAPSHOT || from.tables().contains(topic.name()))
            .toList();
    if (tables.isEmpty()) {
      throw new SetupException(
          "sources.%s.tables".formatted(source.name()),
          String.join(", ", source.tables()),
          "leaves none of the tables that the capture began with",
          "Give the source a new slot name, and it takes a new snapshot");
    }
    return tables;
  }

  private void report(Inspection found, CapturePosition from, List<ChangeTopic> captured) {
    List<Table> tables = new ArrayList<>();
    TableState state = from.stage() == Stage.SNAPSHOT ? TableState.WAITING : TableState.STREAMING;
    for (TableInspection table : found.tables()) {
      String topic = table.topic().name();
      String obstacle =
          table.isEligible() && !captured.contains(table.topic())
              ? "It was not there, or could not be captured, when the capture began: nobody has read"
                  + " its rows. Give the source a new slot name, and it takes a new snapshot"
              : table.obstacle();
      tables.add(
          obstacle.isEmpty()
              ? new Table(topic, state, 0, table.estimatedRows(), "")
              : new Table(topic, TableState.EXCLUDED, 0, table.estimatedRows(), obstacle));
    }
    status.begins(from.sequence().epoch(), tables);
  }

  private void capture(
      Inspection found,
      CapturePosition from,
      Map<ChangeTopic, Integer> partitions,
      TransactionalLog log,
      Runnable capturing)
      throws SQLException {
    try (RowLookup lookup = new RowLookup(sessions)) {
      Capture capture =
          new Capture(
              from,
              partitions,
              log,
              new RowResolver(lookup),
              status,
              clock,
              new Announcement(
                  clock,
                  settings.watermarkMargin(),
                  settings.markerInterval().multipliedBy(9).dividedBy(10),
                  from.throughMicros()));
      CaptureEngine engine =
          new CaptureEngine(
              source,
              scope(found, partitions),
              from,
              batch -> {
                var place = capture.accept(batch);
                if (capture.hasWritten()) {
                  capturing.run();
                }
                if (capture.stage() == Stage.STREAMING) {
                  status.streaming();
                  return place;
                }
                return null;
              });
      running.set(engine);
      try (MarkerWriter _ = MarkerWriter.start(sessions, settings.markerInterval())) {
        if (!stopping) {
          engine.run();
        }
      } finally {
        running.set(null);
        engine.forget();
      }
    }
  }

  private CaptureEngine.Scope scope(Inspection found, Map<ChangeTopic, Integer> partitions) {
    List<TableInspection> tables =
        found.tables().stream().filter(t -> partitions.containsKey(t.topic())).toList();
    return new CaptureEngine.Scope(
        tables.stream()
            .map(t ->
                new CaptureEngine.CapturedTable(
                    t.topic(), !t.primaryKey().isEmpty(), t.unpublishedColumns()))
            .toList(),
        found.moneyFractionDigits());
  }

  private boolean isHistory(ChangeTopic table) {
    String name = table.source() + "." + table.schema() + "." + table.table();
    return pipeline.table(name).mode() == TableSettings.Mode.HISTORY;
  }

  private static SortedSet<String> names(List<ChangeTopic> tables) {
    SortedSet<String> names = new TreeSet<>();
    tables.forEach(table -> names.add(table.name()));
    return names;
  }
}
