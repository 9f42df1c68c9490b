package dev.hayase.pipeline.yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/// One pass over one file: what was found wrong so far, and where `${...}` gets its values from.
public final class Reading {
  private static final Pattern REFERENCE = Pattern.compile("\\$(\\$)?\\{([^}]*)}");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern LAST_LINE_END = Pattern.compile("\\R\\z");
  private static final String FILE_PREFIX = "file:";

  private final Path file;
  private final UnaryOperator<@Nullable String> environment;
  private final List<Problem> problems = new ArrayList<>();

  public Reading(Path file, UnaryOperator<@Nullable String> environment) {
    this.file = file;
    this.environment = environment;
  }

  public void report(Place place, String problem, String remedy) {
    problems.add(new Problem(file, place.line(), place.keyPath(), place.value(), problem, remedy));
  }

  /// What was found, in the order of the file.
  public List<Problem> problems() {
    return problems.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
  }

  int problemCount() {
    return problems.size();
  }

  /// A path as written, seen from the folder of the file that is read.
  public Path resolve(String path) {
    return file.toAbsolutePath().resolveSibling(path).normalize();
  }

  /// A text that is read as what it is, whatever stands in it.
  public static String literally(String text) {
    return REFERENCE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement("$" + found.group()));
  }

  /// The scalar's text with every `${...}` replaced, or null when that was not possible and has
  /// been reported.
  @Nullable String text(Node node, Place place) {
    if (!(node instanceof ScalarNode scalar) || scalar.getTag().equals(Tag.NULL)) {
      report(place, "is " + nounFor(node) + " where a single value belongs", "Write one value");
      return null;
    }
    return substitute(scalar.getValue(), place);
  }

  /// The text of the same scalar as it is now, or null when that is no longer possible.
  @Nullable String again(Node node, String keyPath) {
    return new Reading(file, environment).text(node, Place.of(keyPath, node));
  }

  static boolean isReference(Node node) {
    return node instanceof ScalarNode scalar
        && REFERENCE.matcher(scalar.getValue()).results().anyMatch(r -> r.group(1) == null);
  }

  static String nounFor(Node node) {
    return switch (node.getNodeId()) {
      case mapping -> "a group of keys";
      case sequence -> "a list";
      case scalar -> node.getTag().equals(Tag.NULL) ? "empty" : "a single value";
      case anchor -> "an anchor";
    };
  }

  private @Nullable String substitute(String raw, Place place) {
    Matcher matcher = REFERENCE.matcher(raw);
    var text = new StringBuilder();
    boolean complete = true;
    while (matcher.find()) {
      String value =
          matcher.group(1) == null ? lookUp(matcher.group(2), place) : matcher.group().substring(1);
      complete &= value != null;
      matcher.appendReplacement(text, Matcher.quoteReplacement(value == null ? "" : value));
    }
    return complete ? matcher.appendTail(text).toString() : null;
  }

  private @Nullable String lookUp(String reference, Place place) {
    if (reference.startsWith(FILE_PREFIX)) {
      return contentOf(reference.substring(FILE_PREFIX.length()), place);
    }
    if (!VARIABLE.matcher(reference).matches()) {
      report(
          place,
          "holds ${" + reference + "}, which names neither a variable nor a file",
          "Write ${NAME} for an environment variable, ${file:/path} for a file's content, or $${ for the characters"
              + " themselves");
      return null;
    }
    String value = environment.apply(reference);
    if (value == null || value.isEmpty()) {
      report(
          place,
          "needs the environment variable "
              + reference
              + ", which is "
              + (value == null ? "not set" : "empty"),
          "Set " + reference + " for this process");
      return null;
    }
    return value;
  }

  private @Nullable String contentOf(String path, Place place) {
    Path content = resolve(path);
    try {
      return LAST_LINE_END.matcher(Files.readString(content)).replaceFirst("");
    } catch (IOException e) {
      report(
          place,
          "needs the file "
              + content
              + ", which cannot be read ("
              + e.getClass().getSimpleName()
              + ")",
          "Create it, or let this process read it");
      return null;
    }
  }
}
