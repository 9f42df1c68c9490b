package dev.hayase.cli;

import dev.hayase.cli.topics.AggregationTopic;
import dev.hayase.event.aggregation.AggregationBook;
import dev.hayase.event.aggregation.AggregationBook.Entry;
import dev.hayase.event.aggregation.Build;
import dev.hayase.pipeline.AggregationSettings;
import dev.hayase.pipeline.Pipeline;
import java.io.PrintWriter;
import java.util.Objects;
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
      return cancel
          ? cancel(topic)
          : new Rebuilding(read.kafka(), name, settings, topic, out()).order(detach);
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

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
