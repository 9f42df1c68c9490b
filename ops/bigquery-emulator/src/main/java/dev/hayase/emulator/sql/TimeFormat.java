package dev.hayase.emulator.sql;

/// The elements of FORMAT_TIMESTAMP's format that DuckDB writes in the same way.
final class TimeFormat {
  private static final String SAME = "YmdHMSyjaAbBpI%";

  private TimeFormat() {}

  static String translate(Token format) {
    StringBuilder out = new StringBuilder();
    String text = format.text();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '%') {
        out.append(text.charAt(i));
        continue;
      }
      String rest = text.substring(i + 1);
      if (rest.startsWith("E6S")) {
        out.append("%S.%f");
        i += 3;
      } else if (rest.startsWith("E3S")) {
        out.append("%S.%g");
        i += 3;
      } else if (!rest.isEmpty() && SAME.indexOf(rest.charAt(0)) >= 0) {
        out.append('%').append(rest.charAt(0));
        i++;
      } else if (rest.startsWith("F")) {
        out.append("%Y-%m-%d");
        i++;
      } else if (rest.startsWith("T")) {
        out.append("%H:%M:%S");
        i++;
      } else {
        throw Tokens.unsupported("A format element", format);
      }
    }
    return out.toString();
  }
}
