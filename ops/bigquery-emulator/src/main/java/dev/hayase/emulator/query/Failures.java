package dev.hayase.emulator.query;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// DuckDB's complaints, said as BigQuery says them where the case is known.
final class Failures {
  private static final Pattern NO_COLUMN =
      Pattern.compile("(?s)Binder Error: (?:Referenced column|Column) \"([^\"]+)\" .*");
  private static final Pattern RAISED =
      Pattern.compile(
          "(?s)Invalid Input Error: ((?:division by zero|Bad |unsupported|Array index).*)");

  private Failures() {}

  static String inBigQuerysWords(String message) {
    Matcher column = NO_COLUMN.matcher(message);
    if (column.matches()) {
      return "Unrecognized name: " + column.group(1);
    }
    Matcher raised = RAISED.matcher(message);
    return raised.matches() ? raised.group(1) : message;
  }
}
