package dev.hayase.pipeline;

import dev.hayase.pipeline.yaml.Refusal;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Takes tables in by name: `schema.table`, where `*` stands for any characters, also none.
///
/// The first dot ends the schema's name. Names are taken as the database shows them, without
/// quotes.
public record TablePattern(String schema, String table) {
  public static TablePattern parse(String text) {
    int dot = text.indexOf('.');
    if (dot <= 0 || dot == text.length() - 1) {
      throw new Refusal(
          "is not a table pattern",
          "Write schema.table, where * stands for any characters, as public.*");
    }
    return new TablePattern(text.substring(0, dot), text.substring(dot + 1));
  }

  public boolean matches(String schemaName, String tableName) {
    return regex(schema, false).matcher(schemaName).matches()
        && regex(table, false).matcher(tableName).matches();
  }

  @Override
  public String toString() {
    return schema + "." + table;
  }

  /// Whether it takes in exactly one table.
  public boolean isName() {
    return !schema.contains("*") && !table.contains("*");
  }

  static Pattern regex(String pattern, boolean anyCase) {
    return Pattern.compile(
        Arrays.stream(pattern.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")),
        anyCase
            ? Pattern.DOTALL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE
            : Pattern.DOTALL);
  }
}
