package dev.hayase.benchmarks.loader;

import dev.hayase.benchmarks.rival.RivalMain;
import dev.hayase.benchmarks.sink.Sink;
import dev.hayase.benchmarks.workload.Input;
import dev.hayase.local.HayaseHome;
import dev.hayase.local.LocalBroker;
import dev.hayase.local.LocalEmulator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Each input in turn; for each, the contenders by turns, round by round, so that a busy machine is
/// busy for all of them.
final class LoaderBenchmark {
  private final LoaderPlan plan;
  private final HayaseHome home;
  private final Consumer<String> news;

  /// @param news is told what was measured, as soon as it is
  LoaderBenchmark(LoaderPlan plan, HayaseHome home, Consumer<String> news) {
    this.plan = plan;
    this.home = home;
    this.news = news;
  }

  /// @param folder for data and logs
  List<InputFigures> run(Path folder) throws InterruptedException {
    List<InputFigures> figures = new ArrayList<>();
    try (LocalBroker broker = LocalBroker.start(folder.resolve("kafka"));
        LocalEmulator tables =
            LocalEmulator.start(home, folder.resolve("tables"), folder.resolve("tables.log"));
        Sink sink = Sink.start(folder);
        Cluster cluster = new Cluster(broker.bootstrapServers())) {
      String kafka = broker.bootstrapServers();
      List<Contender> contenders =
          List.of(
              new Hayase(home, kafka, tables.restEndpoint(), sink.endpoint()),
              new Rival("json_stream_writer", RivalMain.Kind.JSON, kafka, sink.endpoint()),
              new Rival("floor", RivalMain.Kind.PREPARED, kafka, sink.endpoint()));
      cluster.createSchemas();
      for (Input input : plan.inputs()) {
        cluster.create(input);
        try (Feed feed = new Feed(kafka, input)) {
          figures.add(measure(input, feed, contenders, sink, cluster, folder));
        }
        cluster.delete(input);
        news.accept(figures.getLast().text());
      }
    }
    return figures;
  }

  private InputFigures measure(
      Input input, Feed feed, List<Contender> contenders, Sink sink, Cluster cluster, Path folder)
      throws InterruptedException {
    long rows = plan.rows(input);
    feed.fill(rows);
    InputFigures figures = new InputFigures(input, rows, feed.meanBytes());
    warmUp(input, feed, contenders.getLast(), sink, cluster, folder);
    for (int round = 0; round < plan.rounds(); round++) {
      boolean last = round == plan.rounds() - 1;
      for (Contender contender : contenders) {
        sink.reset(false);
        try (Running running = contender.start(input, folder)) {
          Race race = new Race(cluster, sink, input, running);
          figures.drained(contender.name(), race.drain(feed.rows()));
          if (last && contender.measuresAge()) {
            double pace = figures.rowsPerSecond(contender.name()) / 2;
            figures.followed(contender.name(), race.follow(feed, pace, plan.following()));
          }
        }
        cluster.forget(contender.group());
      }
    }
    return figures;
  }

  /// So that the broker and the server have been compiled for the first contender as for the last.
  private static void warmUp(
      Input input, Feed feed, Contender quickest, Sink sink, Cluster cluster, Path folder)
      throws InterruptedException {
    sink.reset(false);
    try (Running running = quickest.start(input, folder)) {
      Drain _ = new Race(cluster, sink, input, running).drain(feed.rows());
    }
    cluster.forget(quickest.group());
  }
}
