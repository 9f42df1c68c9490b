package dev.hayase.cli;

import dev.hayase.cli.letters.LetterBook;
import dev.hayase.cli.letters.LetterBook.Count;
import dev.hayase.cli.replay.Moment;
import dev.hayase.cli.screen.TextTable;
import dev.hayase.cli.topics.LetterTopics;
import dev.hayase.cli.topics.ReplayTopic;
import dev.hayase.event.replay.ReplayBook;
import dev.hayase.pipeline.Pipeline;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    Pipeline read = pipeline.read();
    LetterTopics letters = new LetterTopics(read.kafka());
    ReplayBook replays = new ReplayTopic(read.kafka()).read();
    List<List<String>> rows = new ArrayList<>();
    List<String> reasons = new ArrayList<>(List.of("reason"));
    Map<String, String> remedies = new LinkedHashMap<>();
    for (String topic : options.topics(read, letters)) {
      LetterBook book = letters.read(topic);
      for (Count count : book.counts(options.filter(), replays)) {
        if (count.open() > 0 || all) {
          rows.add(row(count));
          reasons.add(count.kind().reason());
          remedies.put(count.kind().code(), count.newest().remedy());
        }
      }
    }
    print(rows, reasons, remedies);
    return 0;
  }

  private static List<String> row(Count count) {
    ZoneId zone = ZoneId.systemDefault();
    return List.of(
        count.kind().topic(),
        count.kind().code(),
        count.kind().column(),
        "%,d".formatted(count.open()),
        "%,d".formatted(count.redriven()),
        Moment.text(count.oldest().written(), zone),
        Moment.text(count.newest().written(), zone),
        Long.toString(count.newest().letter()));
  }

  private void print(List<List<String>> rows, List<String> reasons, Map<String, String> remedies) {
    PrintWriter out = spec.commandLine().getOut();
    if (rows.isEmpty()) {
      out.println("There are no open dead letters.");
      return;
    }
    List<String> heading =
        List.of("topic", "code", "column", "open", "redriven", "oldest", "newest", "letter");
    List<String> lines = new TextTable(heading, rows).lines();
    for (int i = 0; i < lines.size(); i++) {
      out.println(lines.get(i) + "  " + reasons.get(i));
    }
    out.println();
    remedies.forEach((code, remedy) -> out.println(code + ": " + remedy));
  }
}
