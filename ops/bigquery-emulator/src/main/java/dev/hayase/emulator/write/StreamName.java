package dev.hayase.emulator.write;

import dev.hayase.emulator.catalog.TableName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of a write stream. The default stream is known by two names.
///
/// @param id `_default` or what `CreateWriteStream` gave
record StreamName(TableName table, String id) {
  private static final Pattern FORM =
      Pattern.compile("(projects/[^/]+/datasets/[^/]+/tables/[^/]+)/(?:streams/([^/]+)|_default)");

  static Optional<StreamName> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String id = matcher.group(2) == null ? "_default" : matcher.group(2);
    return TableName.fromResource(matcher.group(1)).map(table -> new StreamName(table, id));
  }

  boolean isDefault() {
    return id.equals("_default");
  }

  String resource() {
    return table.resource() + "/streams/" + id;
  }
}
