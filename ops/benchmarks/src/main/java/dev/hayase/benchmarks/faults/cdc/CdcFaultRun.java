package dev.hayase.benchmarks.faults.cdc;

import dev.hayase.benchmarks.faults.cdc.Office.Books;
import dev.hayase.benchmarks.faults.compare.TopicReader;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.watermark.Watermark;
import dev.hayase.local.HayaseHome;
import dev.hayase.local.LocalPart;
import dev.hayase.local.LocalService;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// A database changes, things happen to those who capture it, and in the end each change is looked
/// for in the topics.
///
/// @param progress is told each fault, and what is not as it should be
record CdcFaultRun(
    HayaseHome home, Path folder, long seed, List<CdcFault> faults, Consumer<String> progress) {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration AFTERWARDS = Duration.ofSeconds(2);

  CdcFaultReport run() throws IOException, InterruptedException, SQLException {
    long begun = System.nanoTime();
    try (CdcStage stage = CdcStage.start(folder);
        Office office = Office.open(stage, seed)) {
      stage.startServices(home);
      Set<String> deaths = hurt(stage, office);
      Books books;
      try (Connection connection = stage.postgres().connect("postgres")) {
        books = office.close(connection);
      }
      long ended = System.nanoTime();
      try (TopicReader reader = new TopicReader(stage.broker().bootstrapServers())) {
        boolean complete = isComplete(reader, books.through());
        long caughtUp = System.nanoTime();
        notice(stage, deaths);
        Counts counts = Counts.of(reader, books);
        counts.examples().forEach(progress);
        return new CdcFaultReport(
            seed,
            faults.size(),
            books.changes(),
            counts,
            List.copyOf(deaths),
            complete,
            Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
            Duration.ofNanos(caughtUp - ended).toSeconds());
      }
    }
  }

  /// @return what ended by itself
  private Set<String> hurt(CdcStage stage, Office office)
      throws InterruptedException, SQLException {
    Set<String> deaths = new TreeSet<>();
    for (CdcFault fault : faults) {
      Thread.sleep(fault.after());
      progress.accept(fault.text());
      inflict(fault, stage);
      notice(stage, deaths);
      if (!office.isWell()) {
        break;
      }
    }
    Thread.sleep(AFTERWARDS);
    return deaths;
  }

  private static void notice(CdcStage stage, Set<String> deaths) {
    for (LocalService service : stage.services()) {
      if (!service.process().isAlive()) {
        deaths.add(service.name());
        service.restart();
      }
    }
    if (!stage.broker().process().isAlive()) {
      deaths.add("kafka");
      stage.broker().restart();
    }
  }

  private static void inflict(CdcFault fault, CdcStage stage)
      throws InterruptedException, SQLException {
    LocalService service = stage.service(fault.target());
    switch (fault.kind()) {
      case KILL_SERVICE -> {
        service.kill();
        Thread.sleep(fault.lasting());
        service.restart();
      }
      case KILL_BOTH -> {
        stage.services().forEach(LocalPart::kill);
        Thread.sleep(fault.lasting());
        stage.services().forEach(LocalPart::restart);
      }
      case RESTART_SERVICE -> {
        service.stop();
        service.restart();
      }
      case FREEZE_SERVICE -> {
        service.freeze();
        Thread.sleep(fault.lasting());
        service.thaw();
      }
      case KILL_BROKER -> {
        stage.broker().kill();
        Thread.sleep(fault.lasting());
        stage.broker().restart();
      }
      case FREEZE_BROKER -> {
        stage.broker().freeze();
        Thread.sleep(fault.lasting());
        stage.broker().thaw();
      }
      case KILL_DATABASE -> {
        stage.postgres().kill();
        Thread.sleep(fault.lasting());
        stage.postgres().restart();
      }
      case FREEZE_DATABASE -> {
        stage.postgres().freeze();
        Thread.sleep(fault.lasting());
        stage.postgres().thaw();
      }
      case CUT -> stage.wire().cut();
      case SWALLOW -> {
        stage.wire().swallow();
        Thread.sleep(fault.lasting());
        stage.wire().heal();
      }
      case TERMINATE -> stage.terminate();
      case NEW_COLUMN -> stage.addColumn();
    }
  }

  /// Waits until the capture says that it is complete through an instant.
  private static boolean isComplete(TopicReader reader, Instant through)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    boolean[] complete = {false};
    while (!complete[0] && System.nanoTime() < deadline) {
      Thread.sleep(LOOK);
      reader.read(
          Topics.WATERMARKS,
          0,
          record -> {
            Watermark watermark = Watermark.fromJson(record.value());
            complete[0] |=
                watermark.source().equals(CdcStage.SOURCE)
                    && !watermark.through().isBefore(through);
          });
    }
    return complete[0];
  }
}
