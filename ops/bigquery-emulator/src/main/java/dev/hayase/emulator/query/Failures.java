package dev.hayase.emulator.query;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// DuckDB's complaints about values, said as BigQuery says them where the case is known.
final class Failures {
  /// What our own SQL raises is in BigQuery's words already.
  private static final Pattern RAISED = Pattern.compile("(?s)Invalid Input Error: (.*)");

  /// What a Java function could not compute; DuckDB puts the exception's class before its text.
  private static final Pattern EVALUATION =
      Pattern.compile("(?s).*\\.EvaluationException: (.*?)(?:\n\tat .*|\n*)");

  private static final Pattern OVERFLOW =
      Pattern.compile("(?s).*Overflow in \\w+ of INT64 \\((.*?)\\)!.*");
  private static final Pattern MANY_ROWS =
      Pattern.compile("(?s).*More than one row returned by a subquery.*");

  private Failures() {}

  static String inBigQuerysWords(String message) {
    Matcher evaluation = EVALUATION.matcher(message);
    if (evaluation.matches()) {
      return evaluation.group(1);
    }
    Matcher overflow = OVERFLOW.matcher(message);
    if (overflow.matches()) {
      return "int64 overflow: " + overflow.group(1);
    }
    if (MANY_ROWS.matcher(message).matches()) {
      return "Scalar subquery produced more than one element";
    }
    Matcher raised = RAISED.matcher(message);
    return raised.matches() ? raised.group(1) : message;
  }
}
