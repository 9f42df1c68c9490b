package dev.hayase.cli;

import dev.hayase.cli.topics.QuarantineTopics;
import dev.hayase.event.letter.LetterFilter;
import dev.hayase.pipeline.Pipeline;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which quarantined events a command is about.
final class QuarantineOptions {
  @Option(
      names = "--stream",
      paramLabel = "STREAM",
      description = "Those of one stream (default: all).")
  private @Nullable String stream;

  @Option(
      names = "--where",
      paramLabel = "CONDITIONS",
      description = {
        "Those for which all of these hold, separated by commas: code=WORD, offset=A..B (either end"
            + " may be left out), and reason~TEXT for a part of the reason. A comma within a text is"
            + " written \\,",
        "Example: --where code=too-large,offset=100.."
      })
  private String where = "";

  @Mixin private PipelineOption pipeline = new PipelineOption();

  Pipeline pipeline() {
    return pipeline.read();
  }

  LetterFilter filter() {
    return LetterFilter.parse(where);
  }

  List<String> streams(QuarantineTopics topics) {
    return topics.streams().stream().filter(name -> stream == null || name.equals(stream)).toList();
  }
}
