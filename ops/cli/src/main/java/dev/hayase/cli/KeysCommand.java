package dev.hayase.cli;

import dev.hayase.cli.keys.ApiKey;
import dev.hayase.cli.keys.KeyDocument;
import dev.hayase.cli.keys.KeyDocument.Sender;
import dev.hayase.cli.screen.TextTable;
import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.ByteSize;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hayase keys`: who may send events, and who may look up results.
@Command(
    name = "keys",
    description = {
      "Who may send events to the log-service, and who may look up results at the aggregation-service: the file of"
          + " API keys, in which only hashes of keys stand. A running service reads it again within two seconds.",
    },
    footer = {
      "",
      "Examples:",
      "  hayase keys new web --streams clicks,pages --origins https://school.example --rate 5MiB",
      "  hayase keys new operator --streams '*' --redrive",
      "  hayase keys new app --aggregations membership --file lookup-keys.yaml",
      "  hayase keys rotate web",
      "  hayase keys rotate web --drop-old",
      "  hayase keys list"
    },
    mixinStandardHelpOptions = true)
final class KeysCommand implements Runnable {
  private static final int SHOWN = 8;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what: new, rotate, list or remove");
  }

  @Command(
      name = "new",
      description = "Makes a sender with a key, and prints the key: it is shown this once.",
      mixinStandardHelpOptions = true)
  int add(
      @Parameters(paramLabel = "NAME", description = "The sender's name.") String name,
      @Option(
              names = "--streams",
              paramLabel = "STREAM",
              split = ",",
              description = "The streams that it may send to; * stands for all (default: none).")
          @Nullable List<String> streams,
      @Option(
              names = "--aggregations",
              paramLabel = "NAME",
              split = ",",
              description =
                  "The aggregations whose results it may look up; * stands for all (default: none).")
          @Nullable List<String> aggregations,
      @Option(
              names = "--origins",
              paramLabel = "ORIGIN",
              split = ",",
              description =
                  "The origins of pages that may use the key, as https://school.example (default:"
                      + " none).")
          @Nullable List<String> origins,
      @Option(
              names = "--rate",
              paramLabel = "SIZE",
              description = "How much it may send in a second, as 5MiB (default: no limit).")
          @Nullable String rate,
      @Option(
              names = "--redrive",
              description =
                  "It may redrive what the quarantines of its streams hold, whoever sent it: a key"
                      + " for operators.")
          boolean redrives,
      @Mixin KeyFileOptions options) {
    List<String> sendsTo = streams == null ? List.of() : streams;
    List<String> looksUp = aggregations == null ? List.of() : aggregations;
    if (sendsTo.isEmpty() && looksUp.isEmpty()) {
      throw new IllegalArgumentException(
          "A key is for something: name --streams, --aggregations or both");
    }
    for (String stream : sendsTo) {
      if (!stream.equals("*") && !Topics.isStream(stream)) {
        throw new IllegalArgumentException("'%s' is not a stream's name".formatted(stream));
      }
    }
    for (String aggregation : looksUp) {
      if (!aggregation.equals("*") && !Topics.isAggregation(aggregation)) {
        throw new IllegalArgumentException(
            "'%s' is not an aggregation's name".formatted(aggregation));
      }
    }
    if (rate != null) {
      var _ = ByteSize.parse(rate);
    }
    KeyDocument keys = options.read();
    ApiKey key = ApiKey.next();
    keys.add(
        new Sender(
            name,
            List.of(key.hash()),
            sendsTo,
            origins == null ? List.of() : origins,
            Optional.ofNullable(rate),
            redrives,
            looksUp));
    keys.write();
    out().println(key.text());
    return 0;
  }

  @Command(
      name = "rotate",
      description = {
        "Gives a sender another key beside those that it has, and prints it: it is shown this once.",
        "When no client uses the old ones any more, end them with --drop-old."
      },
      mixinStandardHelpOptions = true)
  int rotate(
      @Parameters(paramLabel = "NAME", description = "The sender's name.") String name,
      @Option(names = "--drop-old", description = "Make no key, and end all but the newest.")
          boolean dropOld,
      @Mixin KeyFileOptions options) {
    KeyDocument keys = options.read();
    List<String> hashes = new ArrayList<>(keys.hashes(name));
    if (dropOld) {
      if (hashes.isEmpty()) {
        throw new IllegalArgumentException(name + " has no key that is sent with events");
      }
      keys.hashes(name, List.of(hashes.getFirst()));
      keys.write();
      out()
          .println(
              "%s keeps its newest key, %s; ended: %d"
                  .formatted(name, shown(hashes.getFirst()), hashes.size() - 1));
      return 0;
    }
    ApiKey key = ApiKey.next();
    hashes.addFirst(key.hash());
    keys.hashes(name, hashes);
    keys.write();
    out().println(key.text());
    return 0;
  }

  @Command(
      name = "list",
      description = "The senders, and the beginnings of their keys' hashes, the newest first.",
      mixinStandardHelpOptions = true)
  int list(@Mixin KeyFileOptions options) {
    List<List<String>> rows =
        options.read().senders().stream()
            .map(sender ->
                List.of(
                    sender.name(),
                    sender.hashes().stream()
                        .map(KeysCommand::shown)
                        .collect(Collectors.joining(" ")),
                    String.join(" ", sender.streams()),
                    String.join(" ", sender.origins()),
                    sender.rate().orElse(""),
                    sender.redrives() ? "yes" : "",
                    String.join(" ", sender.aggregations())))
            .toList();
    new TextTable(
            List.of("sender", "keys", "streams", "origins", "rate", "redrives", "looks up"), rows)
        .lines()
        .forEach(out()::println);
    return 0;
  }

  @Command(
      name = "remove",
      description = "Removes a sender: all of its keys end.",
      mixinStandardHelpOptions = true)
  int remove(
      @Parameters(paramLabel = "NAME", description = "The sender's name.") String name,
      @Mixin KeyFileOptions options) {
    KeyDocument keys = options.read();
    keys.remove(name);
    keys.write();
    out().println(name + " was removed");
    return 0;
  }

  private static String shown(String hash) {
    return hash.substring(0, Math.min(SHOWN, hash.length()));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
