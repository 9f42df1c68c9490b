package dev.hayase.cdc.value.mysql;

/// JSON without the blanks between its parts: the server prints some (`{"a": 1}`), and what is
/// decoded from its log has none.
final class CanonicalJson {
  private CanonicalJson() {}

  static String of(String json) {
    StringBuilder out = new StringBuilder(json.length());
    boolean inString = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (inString && c == '\\') {
        out.append(c).append(json.charAt(++i));
        continue;
      }
      if (c == '"') {
        inString = !inString;
      }
      if (inString || !isBlank(c)) {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
  }
}
