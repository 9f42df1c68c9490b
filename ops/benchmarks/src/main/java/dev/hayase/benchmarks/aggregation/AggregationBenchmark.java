package dev.hayase.benchmarks.aggregation;

import dev.hayase.benchmarks.aggregation.Contender.Running;
import dev.hayase.event.topic.Topics;
import dev.hayase.local.HayaseHome;
import dev.hayase.local.LocalBroker;
import dev.hayase.local.process.Folders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Both contenders drain the same changes by turns, and are followed at half of their speed; then
/// the declared one loses its disk. In the end updates are followed to their table.
final class AggregationBenchmark {
  private static final int SAMPLE = 20;
  private static final Duration SETTLING = Duration.ofSeconds(3);
  private static final double SLOW = 50;
  private static final Duration STEP = Duration.ofMillis(500);
  private static final Duration RESTORE_LIMIT = Duration.ofMinutes(10);

  private final HayaseHome home;
  private final Amounts planned;
  private final Consumer<String> news;

  /// How much is measured.
  ///
  /// @param changes drained in each round
  /// @param accounts how many results there are at most
  /// @param following how long latency is measured
  record Amounts(long changes, int accounts, int rounds, Duration following) {}

  /// @param news is told what goes on
  AggregationBenchmark(HayaseHome home, Amounts planned, Consumer<String> news) {
    this.home = home;
    this.planned = planned;
    this.news = news;
  }

  /// @param folder for data and logs
  AggregationFigures run(Path folder) throws InterruptedException {
    AggregationFigures figures = race(folder);
    var toTable = new UpdateToTable(home, folder).measure(planned.following());
    figures.updated(toTable.p50Millis(), toTable.p99Millis());
    return figures;
  }

  private AggregationFigures race(Path folder) throws InterruptedException {
    try (LocalBroker broker = LocalBroker.start(folder.resolve("kafka"));
        Progress progress = new Progress(broker.bootstrapServers())) {
      String kafka = broker.bootstrapServers();
      progress.create(Topics.SCHEMAS, 1, Map.of("cleanup.policy", "compact"));
      progress.create(
          Sales.TOPIC, SalesFeed.PARTITIONS, Map.of("message.timestamp.type", "LogAppendTime"));
      Sales sales = new Sales(planned.accounts());
      try (SalesFeed feed = new SalesFeed(kafka, sales)) {
        feed.fill(planned.changes());
        var figures =
            new AggregationFigures(planned.changes(), planned.accounts(), feed.meanBytes());
        var stage = new Stage(kafka, folder, progress, sales, feed);
        for (int round = 0; round < planned.rounds(); round++) {
          for (Contender contender : Contender.values()) {
            boolean last = round == planned.rounds() - 1;
            measure(contender, stage, figures, last);
          }
        }
        return figures;
      }
    }
  }

  /// Everything around the contenders.
  private record Stage(String kafka, Path folder, Progress progress, Sales sales, SalesFeed feed) {}

  private void measure(Contender contender, Stage stage, AggregationFigures figures, boolean last)
      throws InterruptedException {
    if (contender == Contender.HAND_WRITTEN) {
      stage.progress().createIfAbsent(contender.output(), SalesFeed.PARTITIONS);
    }
    try (Results results = new Results(contender, stage.kafka())) {
      try (Running running = contender.start(home, stage.kafka(), stage.folder())) {
        AggregationFigures.Drain drain =
            new Draining(stage.progress(), contender, running).drain(stage.feed().written());
        results.readOn();
        long wrong = results.wrong(stage.sales());
        if (wrong > 0) {
          throw new IllegalStateException(
              "%s has %,d of %,d results wrong; see %s"
                  .formatted(contender.code(), wrong, planned.accounts(), running.process().log()));
        }
        figures.drained(contender, drain);
        news.accept("  %s: %,.0f changes/s".formatted(contender.code(), drain.changesPerSecond()));
        if (last) {
          follow(stage, results, figures.changesPerSecond(contender) / 2, planned.following());
          figures.followed(contender, results.waited(0.5), results.waited(0.99));
        }
      }
      if (last && contender == Contender.DECLARED) {
        figures.restored(
            restart(contender, stage),
            restartWithoutDisk(contender, stage),
            stage.progress().changelogBytes(contender.group()));
      }
    }
    stage.progress().forget(contender);
    Folders.delete(contender.state(stage.folder()));
  }

  /// Changes at a pace, while the results are read.
  private static void follow(Stage stage, Results results, double pace, Duration length)
      throws InterruptedException {
    stage.feed().pace(pace, SETTLING, _ -> {});
    results.readOn();
    AtomicInteger turn = new AtomicInteger();
    AtomicBoolean over = new AtomicBoolean();
    Thread reader =
        Thread.ofPlatform()
            .daemon()
            .name("results")
            .start(() -> {
              while (!over.get()) {
                results.readOn();
              }
            });
    stage
        .feed()
        .pace(
            pace,
            length,
            account -> {
              if (account >= 0 && turn.incrementAndGet() % SAMPLE == 0) {
                results.ask(account);
              }
            });
    Thread.sleep(SETTLING);
    over.set(true);
    reader.join();
  }

  private double restartWithoutDisk(Contender contender, Stage stage) throws InterruptedException {
    Folders.delete(contender.state(stage.folder()));
    return restart(contender, stage);
  }

  /// Seconds from the start of the process until a change has its result.
  private double restart(Contender contender, Stage stage) throws InterruptedException {
    try (Results results = new Results(contender, stage.kafka())) {
      results.readOn();
      long begun = System.nanoTime();
      try (Running running = contender.start(home, stage.kafka(), stage.folder())) {
        while (results.waits() == 0) {
          stage
              .feed()
              .pace(
                  SLOW,
                  STEP,
                  account -> {
                    if (account >= 0) {
                      results.ask(account);
                    }
                  });
          results.readOn();
          if (!running.process().isAlive() || System.nanoTime() - begun > RESTORE_LIMIT.toNanos()) {
            throw new IllegalStateException(
                contender.code() + " does not come back; see " + running.process().log());
          }
        }
      }
      return (System.nanoTime() - begun) / 1e9;
    }
  }
}
