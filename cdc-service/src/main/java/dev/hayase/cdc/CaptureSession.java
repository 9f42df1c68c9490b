package dev.hayase.cdc;

import dev.hayase.cdc.change.Announcement;
import dev.hayase.cdc.change.CapturePosition;
import dev.hayase.cdc.change.ChangeLog;
import dev.hayase.cdc.change.Instructions;
import dev.hayase.cdc.change.LogPlace;
import dev.hayase.cdc.change.RowResolver;
import dev.hayase.cdc.change.SetupException;
import dev.hayase.cdc.change.TableRun;
import dev.hayase.cdc.kafka.Positions;
import dev.hayase.cdc.kafka.Topology;
import dev.hayase.cdc.kafka.TransactionalLog;
import dev.hayase.cdc.personal.Concealment;
import dev.hayase.cdc.snapshot.TableSnapshots;
import dev.hayase.cdc.source.ChunkReader;
import dev.hayase.cdc.source.Database;
import dev.hayase.cdc.source.Omission;
import dev.hayase.cdc.source.Stream;
import dev.hayase.cdc.source.TableInspection;
import dev.hayase.cdc.watch.SourceWatch;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.pipeline.KafkaCluster;
import dev.hayase.pipeline.Source;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One run of a source's capture, up to the stream's end: take over, read back where the last one
/// stood, carry out what was ordered, look at the database, decide, prepare, capture.
final class CaptureSession {
  private final KafkaCluster kafka;
  private final Source source;
  private final Supplier<Database> databases;
  private final SourceWatch watch;
  private final CdcProperties.Cdc settings;
  private final SourceStatus status;
  private final InstantSource clock;
  private final Topology topology;
  private final Positions positions;
  private final OrderDesk desk;
  private final AtomicReference<@Nullable Stream> running = new AtomicReference<>();
  private volatile boolean stopping;
  private volatile boolean following;

  /// @param databases opens the source's database, once for each run
  /// @param watch over the stream of each run
  CaptureSession(
      KafkaCluster kafka,
      Source source,
      Supplier<Database> databases,
      SourceWatch watch,
      CdcProperties.Cdc settings,
      SourceStatus status,
      InstantSource clock) {
    this.kafka = kafka;
    this.source = source;
    this.databases = databases;
    this.watch = watch;
    this.settings = settings;
    this.status = status;
    this.clock = clock;
    this.topology = new Topology(kafka);
    this.positions = new Positions(kafka, clock);
    this.desk = new OrderDesk(kafka, source, clock);
  }

  /// Runs until [#stop], an order or trouble; while the source is paused, until an order.
  ///
  /// @param capturing is told when something was written
  void run(Runnable capturing) {
    if (hasCaptured(capturing)) {
      return;
    }
    desk.awaitNews();
  }

  /// An operator has ordered something: it is carried out soon, unless it was already. The first
  /// snapshot is not interrupted, since it would begin from its beginning.
  void ordered(long offset) {
    desk.ordered(offset);
    Stream stream = running.get();
    if (stream != null && following && desk.hasNews()) {
      stream.stop();
    }
  }

  /// The stream cannot be ended by the thread that hands it over.
  private void following() {
    status.streaming();
    Stream stream = running.get();
    if (!following && stream != null) {
      following = true;
      if (desk.hasNews()) {
        Thread.ofPlatform().daemon().start(stream::stop);
      }
    }
  }

  /// @return false when the source is paused
  private boolean hasCaptured(Runnable capturing) {
    try (Database database = databases.get()) {
      topology.ensure(List.of());
      topology.ensureShared(List.of(source.name()));
      AtomicReference<@Nullable List<TableInspection>> look = new AtomicReference<>();
      Supplier<List<TableInspection>> tables =
          () ->
              Objects.requireNonNull(
                  look.updateAndGet(found -> found == null ? database.inspect() : found));
      try (TransactionalLog log = TransactionalLog.open(kafka, source.name(), clock)) {
        Optional<CapturePosition> stored =
            desk.settle(positions.last(source.name()), database, tables, log);
        Optional<Instant> pausedSince = stored.flatMap(p -> p.instructions().pausedSince());
        if (pausedSince.isPresent()) {
          status.paused(
              "paused by an operator since %s; the server keeps its log from there on"
                  .formatted(pausedSince.get()));
          return false;
        }
        capture(database, tables.get(), stored, log, capturing);
        return true;
      }
    }
  }

  private void capture(
      Database database,
      List<TableInspection> found,
      Optional<CapturePosition> stored,
      TransactionalLog log,
      Runnable capturing) {
    CapturePosition begun = Beginning.of(source.name(), database, stored, clock);
    List<TableInspection> tables = captured(found, begun);
    requireFitting(database, found, tables);
    CapturePosition last = begun.isStreaming() ? omitted(database, tables, begun, log) : begun;
    database.publish(tables);
    List<ChangeTopic> topics = topics(tables);
    Map<ChangeTopic, Integer> partitions = topology.ensure(topics);
    log.startFrom(positions.vector(partitions));
    CapturePosition from =
        last.covering(names(topics)).with(last.instructions().fitting(keys(tables)));
    status.begins(
        from.sequence().epoch(),
        new FirstStates(source, from, topics, database.rereading().isPresent()).of(found));
    capture(database, tables, from, partitions, log, capturing);
  }

  /// Orders that what the log lacks of tables is read anew; that is written before the server is
  /// told to log them again.
  private CapturePosition omitted(
      Database database, List<TableInspection> tables, CapturePosition last, TransactionalLog log) {
    List<TableInspection> followed =
        tables.stream().filter(table -> last.instructions().run(table.topic()).isEmpty()).toList();
    Optional<Omission> omission = database.omission(followed);
    if (omission.isEmpty()) {
      return last;
    }
    watch.remember(omission.get().failure().sentence());
    Instructions instructions = last.instructions();
    for (TableInspection table : followed) {
      if (omission.get().tables().contains(table.topic()) && !table.primaryKey().isEmpty()) {
        instructions = instructions.and(TableRun.missing(table.topic(), table.primaryKey()));
      }
    }
    CapturePosition next = last.with(instructions);
    log.write(new ChangeLog.Batch(List.of(), Optional.empty(), next, List.of()));
    return next;
  }

  /// Nothing is read before it is known what is concealed of it.
  private void requireFitting(
      Database database, List<TableInspection> found, List<TableInspection> captured) {
    Concealment concealment = new Concealment(source);
    if (!concealment.isEmpty()) {
      concealment.check(database.columns(found), keys(captured));
    }
  }

  private static Map<ChangeTopic, List<String>> keys(List<TableInspection> tables) {
    return tables.stream()
        .collect(Collectors.toMap(TableInspection::topic, TableInspection::primaryKey));
  }

  /// What was written last of the source, by whichever capture: an active one writes each second.
  Optional<CapturePosition> lastWritten() {
    return positions.last(source.name());
  }

  /// Ends [#run] soon, for good.
  void stop() {
    stopping = true;
    desk.leave();
    Stream stream = running.get();
    if (stream != null) {
      stream.stop();
    }
  }

  /// A snapshot takes every table that can be captured and was not removed; what goes on takes
  /// those that it began with or that were added, since nobody has read the rows of others.
  private List<TableInspection> captured(List<TableInspection> found, CapturePosition from) {
    List<TableInspection> tables =
        found.stream()
            .filter(TableInspection::isEligible)
            .filter(t -> !from.instructions().removed().contains(t.topic().name()))
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

  private void capture(
      Database database,
      List<TableInspection> tables,
      CapturePosition from,
      Map<ChangeTopic, Integer> partitions,
      TransactionalLog log,
      Runnable capturing) {
    String session = UUID.randomUUID().toString();
    try (ChunkReader chunks =
        database.rereading().map(r -> r.chunks(session)).orElse(ChunkReader.NONE)) {
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
                  from.throughMicros()),
              numbering ->
                  new TableSnapshots(
                      session, from.instructions().runs(), partitions, chunks, numbering, status));
      try (Stream stream =
          watch.over(
              topics(tables),
              from,
              batch -> {
                LogPlace place = capture.accept(batch);
                if (capture.hasWritten()) {
                  capturing.run();
                }
                if (place != null) {
                  following();
                }
                return place;
              },
              sink -> database.changes(tables, from, settings.markerInterval(), sink))) {
        following = from.isStreaming();
        running.set(stream);
        if (!stopping && !desk.hasNews()) {
          stream.run();
        }
      } finally {
        running.set(null);
      }
    }
  }

  private static List<ChangeTopic> topics(List<TableInspection> tables) {
    return tables.stream().map(TableInspection::topic).toList();
  }

  private static SortedSet<String> names(List<ChangeTopic> tables) {
    SortedSet<String> names = new TreeSet<>();
    tables.forEach(table -> names.add(table.name()));
    return names;
  }
}
