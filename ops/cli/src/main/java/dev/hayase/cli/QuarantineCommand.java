package dev.hayase.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.cli.quarantine.QuarantineBook;
import dev.hayase.cli.quarantine.QuarantinedEvent;
import dev.hayase.cli.quarantine.RedriveClient;
import dev.hayase.cli.quarantine.RedriveClient.Result;
import dev.hayase.cli.quarantine.SealedValue;
import dev.hayase.cli.replay.Moment;
import dev.hayase.cli.screen.TextTable;
import dev.hayase.cli.topics.LetterTopics;
import dev.hayase.cli.topics.QuarantineTopics;
import dev.hayase.event.letter.LetterFilter;
import dev.hayase.pipeline.Pipeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hayase quarantine`: what was sent to streams and could not be an event of them.
@Command(
    name = "quarantine",
    description =
        "What was sent to streams and could not be an event of them: which there is and why, and"
            + " taking it in once the pipeline is corrected.",
    footer = {
      "",
      "Examples:",
      "  hayase quarantine list",
      "  hayase quarantine show clicks 17 --value",
      "  hayase quarantine redrive --stream clicks --where code=too-large --dry-run"
    },
    mixinStandardHelpOptions = true)
final class QuarantineCommand implements Runnable {
  private static final int AT_ONCE = 500;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what: list, show or redrive");
  }

  @Command(
      name = "list",
      description =
          "How many events there are of each stream, code and reason. The offset is the newest's.",
      mixinStandardHelpOptions = true)
  int list(
      @Mixin QuarantineOptions chosen,
      @Option(names = "--all", description = "Show kinds of which all were redriven, too.")
          boolean all) {
    QuarantineTopics topics = new QuarantineTopics(chosen.pipeline().kafka());
    LetterFilter filter = chosen.filter();
    List<List<String>> rows = new ArrayList<>();
    List<String> reasons = new ArrayList<>(List.of("reason"));
    Map<String, String> remedies = new LinkedHashMap<>();
    for (String stream : chosen.streams(topics)) {
      for (QuarantineBook.Kind kind : topics.read(stream).kinds(filter)) {
        if (kind.open() > 0 || all) {
          rows.add(row(kind));
          reasons.add(kind.newest().reason());
          remedies.put(kind.newest().code(), kind.newest().remedy());
        }
      }
    }
    if (rows.isEmpty()) {
      out().println("There are no open events in quarantine.");
      return 0;
    }
    List<String> lines =
        new TextTable(
                List.of("stream", "code", "open", "redriven", "oldest", "newest", "offset"), rows)
            .lines();
    for (int i = 0; i < lines.size(); i++) {
      out().println(lines.get(i) + "  " + reasons.get(i));
    }
    out().println();
    remedies.forEach((code, remedy) -> out().println(code + ": " + remedy));
    return 0;
  }

  private static List<String> row(QuarantineBook.Kind kind) {
    ZoneId zone = ZoneId.systemDefault();
    return List.of(
        kind.newest().stream(),
        kind.newest().code(),
        "%,d".formatted(kind.open()),
        "%,d".formatted(kind.redriven()),
        Moment.text(kind.oldest().received(), zone),
        Moment.text(kind.newest().received(), zone),
        Long.toString(kind.newest().offset()));
  }

  @Command(
      name = "show",
      description = "One event: why, what to do, who sent it and when.",
      mixinStandardHelpOptions = true)
  int show(
      @Parameters(paramLabel = "STREAM", description = "The stream.") String stream,
      @Parameters(paramLabel = "OFFSET", description = "As 'list' shows it.") long offset,
      @Option(
              names = "--value",
              description =
                  "Show what was sent, too, decrypted by the keys of the pipeline. It may hold"
                      + " personal data, so it is not shown unless asked for.")
          boolean value,
      @Mixin PipelineOption pipeline) {
    Pipeline read = pipeline.read();
    ConsumerRecord<byte[], byte[]> record =
        new QuarantineTopics(read.kafka())
            .event(stream, offset)
            .orElseThrow(() -> none(stream, offset));
    QuarantinedEvent event =
        QuarantinedEvent.of(stream, offset, name -> LetterTopics.text(record, name))
            .orElseThrow(() -> none(stream, offset));
    PrintWriter out = out();
    out.println("stream     " + stream);
    out.println("id         " + printable(event.id()));
    out.println("sender     " + event.source() + ", by " + event.dialect());
    out.println("received   " + Moment.text(event.received(), ZoneId.systemDefault()));
    out.println("code       " + event.code());
    out.println("reason     " + event.reason());
    out.println("remedy     " + event.remedy());
    event.encryptedBy().ifPresent(id -> out.println("encrypted  by the key " + id));
    byte[] bytes = record.value();
    if (value) {
      byte[] plain =
          event
              .encryptedBy()
              .map(id -> SealedValue.open(id, bytes, read.log().encryptionKeys()))
              .orElse(bytes);
      out.println("value      " + printable(new String(plain, UTF_8)));
    } else {
      out.println("value      %,d bytes; they are shown with --value".formatted(bytes.length));
    }
    return 0;
  }

  /// Without what could command the terminal: it comes from strangers.
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cc}&&[^\\n\\t]]", "\ufffd");
  }

  private static IllegalArgumentException none(String stream, long offset) {
    return new IllegalArgumentException(
        "There is no event %d in the quarantine of %s; 'hayase quarantine list' shows those there are"
            .formatted(offset, stream));
  }

  @Command(
      name = "redrive",
      description = {
        "Has a log-service judge events anew, by the pipeline that it runs with. Those that fit go"
            + " to their stream under their id, sender and time; the others stay, and why is said.",
        "",
        "An event is redriven once. If this command is killed amid, some may come twice, under the"
            + " same id: the view <table>_once shows them once."
      },
      mixinStandardHelpOptions = true)
  int redrive(
      @Mixin QuarantineOptions chosen,
      @Option(names = "--dry-run", description = "Say what would be redriven, and do nothing.")
          boolean dryRun,
      @Option(
              names = "--service",
              paramLabel = "URL",
              defaultValue = "http://localhost:8083",
              description = "The log-service (default: ${DEFAULT-VALUE}).")
          URI service,
      @Option(
              names = "--key",
              paramLabel = "KEY",
              defaultValue = "${env:HAYASE_LOG_KEY}",
              description =
                  "A key that may redrive, made with 'hayase keys new NAME --redrive' (default:"
                      + " $HAYASE_LOG_KEY; none if the log-service is open).")
          @Nullable String key)
      throws IOException, InterruptedException {
    QuarantineTopics topics = new QuarantineTopics(chosen.pipeline().kafka());
    LetterFilter filter = chosen.filter();
    boolean any = false;
    try (RedriveClient client = new RedriveClient(service, Optional.ofNullable(key))) {
      for (String stream : chosen.streams(topics)) {
        List<Long> open =
            topics.read(stream).open(filter).stream().map(QuarantinedEvent::offset).toList();
        any |= !open.isEmpty();
        if (dryRun && !open.isEmpty()) {
          out().println("%s: %,d events".formatted(stream, open.size()));
          continue;
        }
        if (!open.isEmpty()) {
          redrive(stream, open, client, topics);
        }
      }
    }
    if (!any) {
      out().println("No open event fits: there is nothing to redrive.");
    } else if (dryRun) {
      out().println("Nothing was redriven (--dry-run).");
    }
    return 0;
  }

  private void redrive(
      String stream, List<Long> offsets, RedriveClient client, QuarantineTopics topics)
      throws IOException, InterruptedException {
    Deque<Long> waiting = new ArrayDeque<>(offsets);
    Map<String, Integer> others = new TreeMap<>();
    int redriven = 0;
    while (!waiting.isEmpty()) {
      List<Long> asked = waiting.stream().limit(AT_ONCE).toList();
      List<Result> results = client.redrive(stream, asked);
      List<Long> done = new ArrayList<>();
      List<Long> again = new ArrayList<>();
      for (int i = 0; i < asked.size(); i++) {
        waiting.removeFirst();
        Result result = results.get(i);
        switch (result.outcome()) {
          case REDRIVEN -> done.add(asked.get(i));
          case STAYS -> others.merge(result.reason(), 1, Integer::sum);
          case RETRY -> again.add(asked.get(i));
        }
      }
      topics.redriven(stream, done);
      redriven += done.size();
      if (again.size() == asked.size()) {
        out().println("%s: %,d redriven".formatted(stream, redriven));
        throw new IllegalStateException(
            "The log-service takes no more now: %s. Give the command again for the rest"
                .formatted(results.getFirst().reason()));
      }
      again.reversed().forEach(waiting::addFirst);
    }
    out().println("%s: %,d redriven".formatted(stream, redriven));
    others.forEach((reason, count) -> out().println("  %,d stay: %s".formatted(count, reason)));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
