package dev.hayase.pipeline.yaml;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/// A YAML file on its way to becoming a `T`.
///
/// @param value null when there are problems
public record YamlFile<T>(@Nullable T value, List<Problem> problems) {
  private static final Place WHOLE = new Place("", 0, "");

  /// Reads the file by the section's keys.
  public static <T> YamlFile<T> read(
      Path file, UnaryOperator<@Nullable String> environment, Section<T> section) {
    var reading = new Reading(file, environment);
    return by(section, compose(file, reading), reading);
  }

  /// Reads a text in the same way.
  ///
  /// @param named where problems are said to be
  public static <T> YamlFile<T> parse(
      String text, Path named, UnaryOperator<@Nullable String> environment, Section<T> section) {
    var reading = new Reading(named, environment);
    return by(section, compose(text, reading), reading);
  }

  private static <T> YamlFile<T> by(Section<T> section, @Nullable Node root, Reading reading) {
    T value = root == null ? null : section.read(root, "", reading);
    List<Problem> problems = reading.problems();
    return new YamlFile<>(problems.isEmpty() ? value : null, problems);
  }

  private static @Nullable Node compose(Path file, Reading reading) {
    try {
      return compose(Files.readString(file), reading);
    } catch (CharacterCodingException _) {
      reading.report(WHOLE, "is not text in UTF-8", "Save it as UTF-8");
    } catch (IOException e) {
      String why = Files.exists(file) ? "cannot be read" : "does not exist";
      reading.report(WHOLE, why, "Correct the path, or let this process read the file");
    }
    return null;
  }

  private static @Nullable Node compose(String text, Reading reading) {
    try {
      Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
      if (root == null) {
        reading.report(WHOLE, "is empty", "Start from the minimal example in CONFIGURATION.md");
      }
      return root;
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      String problem = e.getProblem() == null ? "" : ": " + e.getProblem();
      reading.report(
          new Place("", line, ""),
          "is not YAML" + problem.replaceAll("\\s+", " "),
          "Check indentation, colons and quotes in this line and the one above");
    } catch (ReaderException _) {
      reading.report(
          WHOLE,
          "holds a character that YAML does not allow",
          "Remove control characters, or write them as \\u escapes in double quotes");
    } catch (YAMLException e) {
      reading.report(
          WHOLE, "is not YAML that can be read: " + e.getMessage(), "Make it smaller and flatter");
    }
    return null;
  }
}
