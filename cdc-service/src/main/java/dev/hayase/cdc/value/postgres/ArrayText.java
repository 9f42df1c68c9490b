package dev.hayase.cdc.value.postgres;

import org.jspecify.annotations.Nullable;

/// PostgreSQL's text of an array, `{1,NULL,"a \"b\""}`, element by element. Lower bounds
/// (`[0:1]={7,8}`) are left out: JSON arrays have none.
final class ArrayText {
  private final String text;
  private int at;

  private ArrayText(String text) {
    this.text = text;
  }

  /// Whoever wants to know what is in the array, in order.
  interface Listener {
    void open();

    void close();

    /// @param value null for the element NULL
    void element(@Nullable String value);
  }

  /// @throws IllegalArgumentException when the text is no array's
  static void read(String text, Listener listener) {
    ArrayText array = new ArrayText(text);
    array.at = text.startsWith("[") ? text.indexOf('=') + 1 : 0;
    array.array(listener);
    if (array.at != text.length()) {
      throw array.malformed();
    }
  }

  private void array(Listener listener) {
    expect('{');
    listener.open();
    if (peek() == '}') {
      at++;
      listener.close();
      return;
    }
    while (true) {
      switch (peek()) {
        case '{' -> array(listener);
        case '"' -> listener.element(quoted());
        default -> listener.element(plain());
      }
      if (peek() == '}') {
        at++;
        listener.close();
        return;
      }
      // The delimiter: a comma for all types but box, which has a semicolon.
      at++;
    }
  }

  private String quoted() {
    at++;
    StringBuilder value = new StringBuilder();
    while (peek() != '"') {
      if (peek() == '\\') {
        at++;
      }
      value.append(peek());
      at++;
    }
    at++;
    return value.toString();
  }

  private @Nullable String plain() {
    int start = at;
    StringBuilder value = new StringBuilder();
    while (peek() != ',' && peek() != ';' && peek() != '}') {
      if (peek() == '\\') {
        at++;
      }
      value.append(peek());
      at++;
    }
    return text.substring(start, at).equals("NULL") ? null : value.toString();
  }

  private char peek() {
    if (at >= text.length()) {
      throw malformed();
    }
    return text.charAt(at);
  }

  private void expect(char c) {
    if (peek() != c) {
      throw malformed();
    }
    at++;
  }

  private IllegalArgumentException malformed() {
    return new IllegalArgumentException("not an array's text, at character " + at);
  }
}
