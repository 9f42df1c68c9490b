package dev.hayase.emulator.googlesql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A name that the analyzer does not know. The names that it can list beforehand lack what ALTER
/// alters and what a foreign key refers to: it asks for these by failing.
record UnknownTable(List<String> path) {
  /// How the analyzer begins to say that a table is unknown.
  static final String NO_TABLE = "Table not found: ";

  private static final Pattern PART = Pattern.compile("`([^`]*)`|([^.`]+)");
  private static final Pattern SAID =
      Pattern.compile("^" + NO_TABLE + "((?:`[^`]*`|[^`;\\s\\[])+)");

  /// @return empty when the message is about something else
  static Optional<UnknownTable> of(String message) {
    Matcher said = SAID.matcher(message);
    if (!said.find()) {
      return Optional.empty();
    }
    List<String> path = new ArrayList<>();
    Matcher parts = PART.matcher(said.group(1));
    while (parts.find()) {
      path.add(parts.group(1) != null ? parts.group(1) : parts.group(2));
    }
    return Optional.of(new UnknownTable(path));
  }
}
