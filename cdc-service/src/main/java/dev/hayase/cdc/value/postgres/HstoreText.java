package dev.hayase.cdc.value.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The text of an `hstore`, `"a"=>"1", "b"=>NULL`, as pairs.
final class HstoreText {
  private final String text;
  private int at;

  private HstoreText(String text) {
    this.text = text;
  }

  /// @throws IllegalArgumentException when the text is no hstore's
  static Map<String, @Nullable String> pairs(String text) {
    HstoreText hstore = new HstoreText(text);
    Map<String, @Nullable String> pairs = new LinkedHashMap<>();
    while (hstore.at < text.length()) {
      String key = hstore.quoted();
      hstore.skip("=>");
      pairs.put(key, text.startsWith("NULL", hstore.at) ? hstore.none() : hstore.quoted());
      if (hstore.at < text.length()) {
        hstore.skip(", ");
      }
    }
    return pairs;
  }

  private @Nullable String none() {
    at += "NULL".length();
    return null;
  }

  private String quoted() {
    skip("\"");
    StringBuilder value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\') {
        at++;
      }
      if (at < text.length()) {
        value.append(text.charAt(at));
      }
      at++;
    }
    skip("\"");
    return value.toString();
  }

  private void skip(String expected) {
    if (!text.startsWith(expected, at)) {
      throw new IllegalArgumentException("not an hstore's text, at character " + at);
    }
    at += expected.length();
  }
}
