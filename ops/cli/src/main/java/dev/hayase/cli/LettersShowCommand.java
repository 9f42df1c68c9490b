package dev.hayase.cli;

import dev.hayase.cli.topics.LetterText;
import dev.hayase.cli.topics.LetterTopics;
import dev.hayase.cli.topics.ReplayTopic;
import dev.hayase.event.letter.DeadLetter;
import dev.hayase.pipeline.Pipeline;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hayase dead-letters show`.
@Command(
    name = "show",
    description = "One dead letter: why, what to do, where it stood, its headers.",
    mixinStandardHelpOptions = true)
final class LettersShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "TABLE",
      description = "table, schema.table, source.schema.table or a topic's name.")
  private String table = "";

  @Parameters(
      index = "1",
      paramLabel = "LETTER",
      description = "Its offset in the dead-letter topic, as 'list' shows it.")
  private long letter;

  @Option(
      names = "--value",
      description =
          "Show the record's key and value, too. They may hold personal data, so they are not shown"
              + " unless asked for.")
  private boolean value;

  @Mixin private PipelineOption pipeline = new PipelineOption();

  @Override
  public Integer call() {
    Pipeline read = pipeline.read();
    LetterTopics letters = new LetterTopics(read.kafka());
    String topic =
        letters.topics().contains(table) ? table : LoadedTables.find(read, table).topic();
    ConsumerRecord<byte[], byte[]> record =
        letters
            .letter(topic, letter)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "There is no letter %d of %s; 'hayase dead-letters list' shows those there are"
                        .formatted(letter, topic)));
    PrintWriter out = spec.commandLine().getOut();
    Optional<DeadLetter> known = DeadLetter.of(letter, name -> LetterTopics.text(record, name));
    LetterText text = new LetterText(ZoneId.systemDefault());
    known.ifPresentOrElse(
        found -> {
          text.why(found).forEach(out::println);
          new ReplayTopic(read.kafka())
              .read()
              .redrives(found)
              .ifPresent(order -> out.println("redriven   by " + order.id()));
        },
        () -> out.println("It was not written by a loader."));
    text.whole(record, value).forEach(out::println);
    return 0;
  }
}
