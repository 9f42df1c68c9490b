package dev.hayase.cli;

import dev.hayase.cli.topics.AggregationTopic;
import dev.hayase.cli.topics.BuildProgress;
import dev.hayase.event.aggregation.AggregationBook;
import dev.hayase.event.aggregation.AggregationBook.Entry;
import dev.hayase.event.aggregation.Build;
import dev.hayase.event.aggregation.Rebuild;
import dev.hayase.pipeline.AggregationNotation;
import dev.hayase.pipeline.AggregationSettings;
import dev.hayase.pipeline.KafkaCluster;
import dev.hayase.pipeline.Pipeline;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hayase aggregation rebuild`: builds an aggregation anew beside the one that is there.
@Command(
    name = "rebuild",
    description =
        "Builds an aggregation anew from what its sources' topics hold, beside the build that is there. When the new"
            + " one has caught up it takes over: the table is told all of its rows, and forgets the others. The state"
            + " before is kept until it is discarded.",
    mixinStandardHelpOptions = true)
final class AggregationRebuildCommand implements Callable<Integer> {
  private static final Duration STEP = Duration.ofSeconds(1);

  @Parameters(paramLabel = "NAME", description = "The aggregation.")
  private String name = "";

  @Mixin private PipelineOption pipeline = new PipelineOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--detach", description = "Gives the order and does not wait.")
  private boolean detach;

  @Option(names = "--cancel", description = "Takes an order back that is not carried out yet.")
  private boolean cancel;

  @Override
  public Integer call() throws InterruptedException {
    Pipeline read = pipeline.read();
    AggregationSettings settings =
        Objects.requireNonNull(read.aggregations().get(KnownAggregations.require(read, name)));
    try (AggregationTopic topic = new AggregationTopic(read.kafka())) {
      return cancel ? cancel(topic) : rebuild(topic, read.kafka(), settings);
    }
  }

  private int cancel(AggregationTopic topic) throws InterruptedException {
    AggregationBook book = topic.read();
    int live = book.live(name).map(Build::generation).orElse(1);
    if (book.rebuild(name).filter(order -> order.generation() > live).isEmpty()) {
      throw new IllegalArgumentException(
          "Aggregation '%s' is not being built anew".formatted(name));
    }
    topic.write(name, Entry.REBUILD, null);
    topic.write(name, Entry.BUILDING, null);
    out().println(name + ": the order was taken back");
    return 0;
  }

  private int rebuild(AggregationTopic topic, KafkaCluster cluster, AggregationSettings settings)
      throws InterruptedException {
    AggregationBook book = topic.read();
    Build live =
        book.live(name)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "Aggregation '%s' was never built: start the aggregation-service"
                        .formatted(name)));
    int generation = live.generation() + 1;
    if (book.rebuild(name).isEmpty()) {
      if (book.previous(name).isPresent()) {
        throw new IllegalArgumentException(
            "The build before is kept still: ./hayase aggregation discard %s".formatted(name));
      }
      Rebuild order =
          new Rebuild(
              generation, Instant.now(), Optional.of(AggregationNotation.write(name, settings)));
      topic.write(name, Entry.REBUILD, order.toJson());
      out().printf("%s: build %d is ordered%n", name, generation);
    } else {
      out().printf("%s: build %d was ordered before%n", name, generation);
    }
    return detach ? 0 : follow(topic, cluster, settings, generation);
  }

  private int follow(
      AggregationTopic topic, KafkaCluster cluster, AggregationSettings settings, int generation)
      throws InterruptedException {
    try (BuildProgress progress = new BuildProgress(cluster, settings, name, generation)) {
      while (true) {
        AggregationBook book = topic.read();
        Optional<Rebuild> order = book.rebuild(name);
        if (order.isEmpty()) {
          boolean live = book.live(name).filter(b -> b.generation() == generation).isPresent();
          out()
              .println(
                  live
                      ? "%s: build %d tells its results now; the one before is kept until ./hayase aggregation discard %s"
                          .formatted(name, generation, name)
                      : name + ": the order was taken back");
          return live ? 0 : 1;
        }
        out().println(name + ": " + progress.look(order.get(), book).progress(Instant.now()));
        Thread.sleep(STEP);
      }
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
