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

  /// What a Java function could not compute; DuckDB puts the exception's class before its text.
  private static final Pattern EVALUATION =
      Pattern.compile("(?s).*\\.EvaluationException: (.*?)(?:\n\tat .*|\n*)");

  private static final Pattern OVERFLOW =
      Pattern.compile("(?s).*Overflow in \\w+ of INT64 \\((.*?)\\)!.*");

  private Failures() {}

  static String inBigQuerysWords(String message) {
    Matcher column = NO_COLUMN.matcher(message);
    if (column.matches()) {
      return "Unrecognized name: " + column.group(1);
    }
    Matcher evaluation = EVALUATION.matcher(message);
    if (evaluation.matches()) {
      return evaluation.group(1);
    }
    Matcher overflow = OVERFLOW.matcher(message);
    if (overflow.matches()) {
      return "int64 overflow: " + overflow.group(1);
    }
    Matcher raised = RAISED.matcher(message);
    return raised.matches() ? raised.group(1) : message;
  }
}
