package dev.hayase.cli;

import dev.hayase.cli.replay.Moment;
import dev.hayase.cli.topics.LetterTopics;
import dev.hayase.cli.topics.ReplayTopic;
import dev.hayase.event.letter.DeadLetter;
import dev.hayase.event.replay.ReplayBook;
import dev.hayase.event.wire.Headers;
import dev.hayase.pipeline.Pipeline;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
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
    DeadLetter.of(letter, name -> LetterTopics.text(record, name))
        .ifPresentOrElse(
            known -> describe(out, known, new ReplayTopic(read.kafka()).read()),
            () -> out.println("It was not written by a loader."));
    out.println("headers");
    for (Header header : record.headers()) {
      if (!header.key().startsWith(Headers.DEAD_LETTER_PREFIX)) {
        out.println("  " + header.key() + ": " + text(header.value()));
      }
    }
    if (value) {
      out.println("key        " + text(record.key()));
      out.println("value      " + text(record.value()));
    } else {
      out.println(
          "key, value %,d and %,d bytes; they are shown with --value"
              .formatted(
                  Math.max(0, record.serializedKeySize()),
                  Math.max(0, record.serializedValueSize())));
    }
    return 0;
  }

  private static void describe(PrintWriter out, DeadLetter letter, ReplayBook replays) {
    out.println("letter     " + letter.letter());
    out.println(
        "record     %s, partition %d, offset %d, written %s"
            .formatted(
                letter.topic(),
                letter.partition(),
                letter.offset(),
                Moment.text(letter.written(), ZoneId.systemDefault())));
    out.println("table      " + letter.table());
    out.println("code       " + letter.code());
    letter.column().ifPresent(column -> out.println("column     " + column));
    out.println("reason     " + letter.reason());
    out.println("remedy     " + letter.remedy());
    letter
        .former()
        .ifPresent(
            former -> out.println("redriven   before, as letter " + former + "; it failed again"));
    replays.redrives(letter).ifPresent(order -> out.println("redriven   by " + order.id()));
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
  }
}
