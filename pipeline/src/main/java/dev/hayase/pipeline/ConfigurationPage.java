package dev.hayase.pipeline;

import dev.hayase.pipeline.yaml.Documented;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// The reference page of the pipeline file, made from the keys themselves.
final class ConfigurationPage {
  private ConfigurationPage() {}

  static String markdown() {
    var page =
        new StringBuilder(
            """
            # The pipeline file

            One file describes a pipeline; every service reads it whole and takes its part. It is checked before anything
            starts: each mistake is printed with file, line, key, value and remedy, all of them at once.
            `./hayase validate pipeline.yaml` does only that.

            Any value may hold `${NAME}`, replaced by an environment variable, or `${file:/path}`, replaced by a file's
            content; `$${` stands for the characters themselves. A secret must be written so. Relative paths start at the
            folder of the pipeline file.

            This page is made from the code: see CONTRIBUTING.md.

            ## The least there is to say

            """);
    page.append("```yaml\n")
        .append(example("pipeline-minimal.yaml"))
        .append("```\n\n## Every key\n\n")
        .append(
            "| key | what it holds | without it | what it means |\n| --- | --- | --- | --- |\n");
    PipelineKeys.SECTION.documented("").forEach(line -> page.append(row(line)));
    page.append("\n## An example with every key\n\n```yaml\n");
    return page.append(example("pipeline-full.yaml")).append("```\n").toString();
  }

  private static String row(Documented line) {
    String fallback = line.fallback().isEmpty() ? "" : "`" + line.fallback() + "`";
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            line.keyPath(),
            line.label(),
            line.required() ? "**required**" : fallback,
            line.description());
  }

  private static String example(String name) {
    try (InputStream resource = ConfigurationPage.class.getResourceAsStream("/" + name)) {
      return new String(
          Objects.requireNonNull(resource, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
