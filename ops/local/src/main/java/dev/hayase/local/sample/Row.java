package dev.hayase.local.sample;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A row's values in PostgreSQL's text form, in the order of its table's columns; null is NULL.
public record Row(List<@Nullable String> values) {
  public Row {
    values = Collections.unmodifiableList(values);
  }

  /// A row of these values.
  public static Row of(@Nullable String... values) {
    return new Row(Arrays.asList(values.clone()));
  }

  /// The row as a line for `COPY ... FROM STDIN`, with its line feed.
  String copyLine() {
    StringBuilder line = new StringBuilder();
    for (String value : values) {
      if (!line.isEmpty()) {
        line.append('\t');
      }
      appendEscaped(line, value);
    }
    return line.append('\n').toString();
  }

  private static void appendEscaped(StringBuilder line, @Nullable String value) {
    if (value == null) {
      line.append("\\N");
      return;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> line.append("\\\\");
        case '\t' -> line.append("\\t");
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        default -> line.append(c);
      }
    }
  }
}
