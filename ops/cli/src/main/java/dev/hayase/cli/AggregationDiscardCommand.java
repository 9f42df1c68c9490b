package dev.hayase.cli;

import dev.hayase.cli.topics.AggregationTopic;
import dev.hayase.cli.topics.BuildTopics;
import dev.hayase.event.aggregation.AggregationBook;
import dev.hayase.event.aggregation.AggregationBook.Entry;
import dev.hayase.event.aggregation.Build;
import dev.hayase.pipeline.Pipeline;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hayase aggregation discard`: gives up what an earlier build has kept.
@Command(
    name = "discard",
    description =
        "Deletes the state of the build before, which was kept when another one took over: its topics, its consumer"
            + " group, and what stands on disks.",
    mixinStandardHelpOptions = true)
final class AggregationDiscardCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The aggregation.")
  private String name = "";

  @Mixin private PipelineOption pipeline = new PipelineOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    Pipeline read = pipeline.read();
    try (AggregationTopic topic = new AggregationTopic(read.kafka())) {
      AggregationBook book = topic.read();
      if (book.rebuild(name).isPresent()) {
        throw new IllegalArgumentException(
            "Aggregation '%s' is being built anew: wait, or take the order back with ./hayase aggregation rebuild %s --cancel"
                .formatted(name, name));
      }
      Build previous =
          book.previous(name)
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "Aggregation '%s' keeps no earlier build".formatted(name)));
      List<String> deleted = BuildTopics.delete(read.kafka(), name, previous.generation());
      topic.write(name, Entry.PREVIOUS, null);
      out()
          .printf(
              "%s: build %d is discarded, %d topics deleted%n",
              name, previous.generation(), deleted.size());
      return 0;
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
