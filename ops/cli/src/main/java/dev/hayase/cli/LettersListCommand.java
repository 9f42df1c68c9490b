package dev.hayase.cli;

import dev.hayase.cli.letters.LetterBook;
import dev.hayase.cli.letters.LetterBook.Count;
import dev.hayase.cli.letters.LetterTable;
import dev.hayase.cli.topics.LetterTopics;
import dev.hayase.cli.topics.ReplayTopic;
import dev.hayase.event.replay.ReplayBook;
import dev.hayase.pipeline.Pipeline;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `hayase dead-letters list`.
@Command(
    name = "list",
    description =
        "How many dead letters there are of each topic, code and reason. Of several letters of one"
            + " record the last counts.",
    mixinStandardHelpOptions = true)
final class LettersListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private LetterOptions options = new LetterOptions();

  @Option(names = "--all", description = "Show kinds of which all letters were redriven, too.")
  private boolean all;

  @Mixin private PipelineOption pipeline = new PipelineOption();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Pipeline read = pipeline.read();
    LetterTopics letters = new LetterTopics(read.kafka());
    ReplayBook replays = new ReplayTopic(read.kafka()).read();
    List<Count> counts = new ArrayList<>();
    for (String topic : options.topics(read, letters)) {
      LetterBook book = letters.read(topic);
      for (Count count : book.counts(options.filter(), replays)) {
        if (count.open() > 0 || all) {
          counts.add(count);
        }
      }
    }
    if (counts.isEmpty()) {
      out.println("There are no open dead letters.");
    } else {
      new LetterTable(ZoneId.systemDefault()).lines(counts).forEach(out::println);
    }
    return 0;
  }
}
