package dev.hayase.cli;

import dev.hayase.cli.topics.LetterTopics;
import dev.hayase.event.letter.LetterFilter;
import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.Pipeline;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which dead letters a command is about.
final class LetterOptions {
  @Option(
      names = "--topic",
      paramLabel = "TABLE",
      description =
          "Those of one table: table, schema.table, source.schema.table or a topic's name (default:"
              + " all).")
  private @Nullable String topic;

  @Option(
      names = "--where",
      paramLabel = "CONDITIONS",
      description = {
        "Those for which all of these hold, separated by commas: code=WORD, column=NAME,"
            + " table=NAME, partition=N, offset=A..B, letter=A..B (either end may be left out), and"
            + " reason~TEXT for a part of the reason. A comma within a text is written \\,",
        "Example: --where code=unfit-value,column=price,offset=100.."
      })
  private String where = "";

  LetterFilter filter() {
    return LetterFilter.parse(where);
  }

  List<String> topics(Pipeline pipeline, LetterTopics letters) {
    List<String> all = letters.topics();
    if (topic == null) {
      return all;
    }
    String bare =
        topic.endsWith(Topics.deadLetters("")) ? topic.substring(0, topic.length() - 4) : topic;
    if (all.contains(bare)) {
      return List.of(bare);
    }
    String found = LoadedTables.find(pipeline, bare).topic();
    return all.contains(found) ? List.of(found) : List.of();
  }
}
