package dev.hayase.cli;

import dev.hayase.cli.topics.AggregationTopic;
import dev.hayase.cli.topics.BuildTopics;
import dev.hayase.engine.plan.StageNames;
import dev.hayase.event.aggregation.AggregationBook;
import dev.hayase.event.aggregation.AggregationBook.Entry;
import dev.hayase.event.aggregation.Build;
import dev.hayase.event.aggregation.Rebuild;
import dev.hayase.pipeline.AggregationSettings;
import dev.hayase.pipeline.KafkaCluster;
import dev.hayase.pipeline.Pipeline;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.kafka.common.errors.GroupNotEmptyException;
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

  @Option(
      names = "--snapshot",
      description =
          "First has the captured tables that it reads snapshotted anew, while their changes flow: where retention has"
              + " deleted a topic's first records, a build would not know the rows that have not changed since.")
  private boolean snapshot;

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
      if (cancel) {
        return cancel(read.kafka(), topic);
      }
      if (snapshot && !new FreshSnapshots(read, out()).take(settings)) {
        return 1;
      }
      return new Rebuilding(read.kafka(), name, settings, topic, out()).order(detach);
    }
  }

  /// The order is gone first, then its number; then, once the instances have ended the build, what
  /// it left in Kafka.
  private int cancel(KafkaCluster kafka, AggregationTopic topic) throws InterruptedException {
    AggregationBook book = topic.read();
    int live = book.live(name).map(Build::generation).orElse(1);
    Rebuild order =
        book.rebuild(name)
            .filter(each -> each.generation() > live)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "Aggregation '%s' is not being built anew".formatted(name)));
    topic.write(name, Entry.CANCELLED, order.toJson());
    topic.write(name, Entry.REBUILD, null);
    topic.write(name, Entry.BUILDING, null);
    out().println(name + ": the order was taken back");
    try {
      int deleted = BuildTopics.deleteOnceSilent(kafka, name, order.generation()).size();
      out().printf("%s: %d topics of build %d deleted%n", name, deleted, order.generation());
    } catch (GroupNotEmptyException e) {
      out()
          .printf(
              "%s: an instance has not ended build %d yet, so its topics (%s-*) are left; nothing uses them again%n",
              name, order.generation(), StageNames.application(name, order.generation()));
    }
    return 0;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
