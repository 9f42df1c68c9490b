package dev.hayase.cli;

import dev.hayase.cli.letters.LetterBook;
import dev.hayase.cli.letters.LetterBook.Count;
import dev.hayase.cli.letters.LetterTable;
import dev.hayase.cli.topics.AggregationTopic;
import dev.hayase.cli.topics.LetterText;
import dev.hayase.cli.topics.LetterTopics;
import dev.hayase.cli.topics.UnreadTopic;
import dev.hayase.event.aggregation.AggregationBook;
import dev.hayase.event.aggregation.Build;
import dev.hayase.event.letter.DeadLetter;
import dev.hayase.event.letter.LetterFilter;
import dev.hayase.event.replay.ReplayBook;
import dev.hayase.pipeline.Pipeline;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hayase aggregation unread`: what aggregations could not read or compute.
@Command(
    name = "unread",
    description =
        "Records that an aggregation could not read or compute: which there are and why, and having them count once"
            + " the cause is fixed.",
    footer = {
      "",
      "Examples:",
      "  hayase aggregation unread list",
      "  hayase aggregation unread show revenue 17 --value",
      "  hayase aggregation unread redrive revenue"
    },
    mixinStandardHelpOptions = true)
final class AggregationUnreadCommand implements Runnable {
  /// None of these letters is redriven by an order of its own.
  private static final ReplayBook NO_ORDERS = new ReplayBook();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what: list, show or redrive");
  }

  @Command(
      name = "list",
      description =
          "How many there are of each topic, code and reason. Those of the build whose results are told count; an"
              + " earlier one's have been read again since.",
      mixinStandardHelpOptions = true)
  int list(
      @Parameters(
              arity = "0..1",
              paramLabel = "NAME",
              description = "The aggregation (default: all of them).")
          @Nullable String name,
      @Option(
              names = "--where",
              paramLabel = "CONDITIONS",
              defaultValue = "",
              description =
                  "Those for which all of these hold, as of 'hayase dead-letters list': code=WORD,"
                      + " partition=N, offset=A..B, letter=A..B, reason~TEXT.")
          String where,
      @Mixin PipelineOption pipeline) {
    Pipeline read = pipeline.read();
    LetterFilter filter = LetterFilter.parse(where);
    List<String> names =
        name == null
            ? List.copyOf(read.aggregations().keySet())
            : List.of(KnownAggregations.require(read, name));
    AggregationBook builds = builds(read);
    UnreadTopic unread = new UnreadTopic(read.kafka());
    boolean any = false;
    for (String each : names) {
      int live = live(builds, each);
      SortedMap<Integer, LetterBook> books = unread.read(each);
      List<Count> counts = counts(books, live, filter);
      if (!counts.isEmpty()) {
        out().println((any ? "\n" : "") + each);
        new LetterTable(ZoneId.systemDefault()).lines(counts).forEach(out()::println);
        any = true;
      }
      books
          .tailMap(live + 1)
          .forEach((build, book) ->
              out()
                  .printf(
                      "%s: build %d, which is on its way, could not take %,d%n",
                      each, build, book.open(filter, NO_ORDERS).size()));
    }
    if (!any) {
      out().println("There is nothing that could not be read or computed.");
    }
    return 0;
  }

  private static List<Count> counts(
      SortedMap<Integer, LetterBook> books, int live, LetterFilter filter) {
    return Optional.ofNullable(books.get(live))
        .map(book -> book.counts(filter, NO_ORDERS))
        .orElse(List.of());
  }

  private static AggregationBook builds(Pipeline read) {
    try (AggregationTopic topic = new AggregationTopic(read.kafka())) {
      return topic.read();
    }
  }

  private static int live(AggregationBook builds, String name) {
    return builds.live(name).map(Build::generation).orElse(1);
  }

  @Command(
      name = "show",
      description = "One letter: why, what to do, where its record stood, its headers.",
      mixinStandardHelpOptions = true)
  int show(
      @Parameters(paramLabel = "NAME", description = "The aggregation.") String name,
      @Parameters(
              paramLabel = "LETTER",
              description = "Its offset in the topic of letters, as 'list' shows it.")
          long letter,
      @Option(
              names = "--value",
              description =
                  "Show the record's key and value, too. They may hold personal data, so they are"
                      + " not shown unless asked for.")
          boolean value,
      @Mixin PipelineOption pipeline) {
    Pipeline read = pipeline.read();
    ConsumerRecord<byte[], byte[]> record =
        new UnreadTopic(read.kafka())
            .letter(KnownAggregations.require(read, name), letter)
            .orElseThrow(() -> none(name, letter));
    DeadLetter known =
        DeadLetter.of(letter, header -> LetterTopics.text(record, header))
            .orElseThrow(() -> none(name, letter));
    LetterText text = new LetterText(ZoneId.systemDefault());
    text.why(known).forEach(out()::println);
    int build = UnreadTopic.build(record);
    int live = live(builds(read), name);
    out()
        .println(
            "build      " + build + (build < live ? "; build " + live + " has read it again" : ""));
    text.whole(record, value).forEach(out()::println);
    return 0;
  }

  private static IllegalArgumentException none(String name, long letter) {
    return new IllegalArgumentException(
        "There is no letter %d of %s; 'hayase aggregation unread list %s' shows those there are"
            .formatted(letter, name, name));
  }

  @Command(
      name = "redrive",
      description = {
        "Has the records count, once their cause is fixed, by building the aggregation anew, as 'hayase aggregation"
            + " rebuild' does: the new build reads each record where it stands in its source. That is the only way in"
            + " which each counts once, and in its own time. What cannot be read then, either, is told.",
        "",
        "Records that retention has deleted from their source do not come back; they stand in the letters."
      },
      mixinStandardHelpOptions = true)
  int redrive(
      @Parameters(paramLabel = "NAME", description = "The aggregation.") String name,
      @Option(names = "--dry-run", description = "Say what would be redriven, and do nothing.")
          boolean dryRun,
      @Option(names = "--detach", description = "Give the order and do not wait.") boolean detach,
      @Mixin PipelineOption pipeline)
      throws InterruptedException {
    Pipeline read = pipeline.read();
    String known = KnownAggregations.require(read, name);
    UnreadTopic unread = new UnreadTopic(read.kafka());
    try (AggregationTopic topic = new AggregationTopic(read.kafka())) {
      int before = open(unread, known, live(topic.read(), known));
      if (before == 0) {
        out().println("There is nothing that could not be read or computed: nothing to redrive.");
        return 0;
      }
      out()
          .printf(
              "%s: %,d records could not be read or computed. They count when it is built anew%n",
              known, before);
      if (dryRun) {
        out().println("Nothing was ordered (--dry-run).");
        return 0;
      }
      Rebuilding rebuilding =
          new Rebuilding(
              read.kafka(),
              known,
              Objects.requireNonNull(read.aggregations().get(known)),
              topic,
              out());
      int status = rebuilding.order(detach);
      return status == 0 && !detach
          ? tell(known, open(unread, known, live(topic.read(), known)))
          : status;
    }
  }

  private static int open(UnreadTopic unread, String name, int build) {
    return Optional.ofNullable(unread.read(name).get(build))
        .map(book -> book.open(LetterFilter.ALL, NO_ORDERS).size())
        .orElse(0);
  }

  /// @return the status to end with
  private int tell(String name, int still) {
    if (still == 0) {
      out().println(name + ": all of them could be read");
      return 0;
    }
    out()
        .printf(
            "%s: %,d could not be read again; 'hayase aggregation unread list %s' says why%n",
            name, still, name);
    return 1;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
