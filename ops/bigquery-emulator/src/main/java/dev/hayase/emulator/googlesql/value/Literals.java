package dev.hayase.emulator.googlesql.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// Values as GoogleSQL's literals, as `%T` of FORMAT prints them.
public final class Literals {
  private Literals() {}

  /// @param text as CAST to STRING prints it
  public static String of(String type, String text) {
    return switch (type) {
      case "STRING" -> quoted(text);
      case "FLOAT64" ->
          text.matches("-?\\d+")
              ? text + ".0"
              : text.matches(".*\\d.*") ? text : "CAST(\"" + text + "\" AS FLOAT64)";
      case "INT64", "BOOL" -> text;
      default -> type + " " + quoted(text);
    };
  }

  /// Bytes that are not printable ASCII as `\xff`.
  public static String escapedBytes(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      text.append(
          b >= ' ' && b < 127 && b != '"' && b != '\\'
              ? String.valueOf((char) b)
              : escaped((char) (b & 255)));
    }
    return text.toString();
  }

  private static String escaped(char c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      default -> String.format(Locale.ROOT, "\\x%02x", (int) c);
    };
  }

  private static String quoted(String text) {
    char quote = text.indexOf('"') >= 0 && text.indexOf('\'') < 0 ? '\'' : '"';
    StringBuilder quoted = new StringBuilder().append(quote);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted.append(c < ' ' || c == '\\' || c == quote ? escaped(c) : String.valueOf(c));
    }
    return quoted.append(quote).toString();
  }

  /// BYTES cast to STRING have to be UTF-8.
  public static String utf8(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
      throw new EvaluationException("Invalid UTF-8 bytes");
    }
    return text;
  }
}
