package dev.hayase.records.connect;

import dev.hayase.records.connect.SourceForm.ListOf;
import dev.hayase.records.connect.SourceForm.MapOf;
import dev.hayase.records.connect.SourceForm.PairsOf;
import dev.hayase.records.connect.SourceForm.Scalar;
import dev.hayase.records.connect.SourceForm.StructOf;
import dev.hayase.records.connect.SourceForm.Unscaled;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// Reads the text of a [SourceForm].
final class SourceFormText {
  /// Names that mean the same as another.
  private static final Map<String, Scalar> OTHER_NAMES =
      Map.of(
          "org.apache.kafka.connect.data.Date", Scalar.DAYS,
          "org.apache.kafka.connect.data.Time", Scalar.MILLIS_OF_DAY,
          "org.apache.kafka.connect.data.Timestamp", Scalar.EPOCH_MILLIS);

  private final String text;
  private int at;

  private SourceFormText(String text) {
    this.text = text;
  }

  static SourceForm parse(String text) {
    SourceFormText parser = new SourceFormText(text);
    try {
      SourceForm form = parser.form();
      return parser.at == text.length() ? form : Scalar.PLAIN;
    } catch (IllegalArgumentException e) {
      // The type of another system, which says nothing about the form.
      return Scalar.PLAIN;
    }
  }

  private SourceForm form() {
    if (skip("array<")) {
      return closed(new ListOf(form()));
    }
    if (skip("map<")) {
      return closed(new MapOf(form()));
    }
    if (skip("pairs<")) {
      SourceForm key = form();
      expect(',');
      return closed(new PairsOf(key, form()));
    }
    if (skip("struct<")) {
      return struct();
    }
    return scalar();
  }

  private SourceForm closed(SourceForm form) {
    expect('>');
    return form;
  }

  private SourceForm struct() {
    SequencedMap<String, SourceForm> fields = new LinkedHashMap<>();
    while (!skip(">")) {
      if (!fields.isEmpty()) {
        expect(',');
      }
      String name = quoted();
      expect(':');
      fields.put(name, form());
    }
    return new StructOf(fields);
  }

  private String quoted() {
    expect('`');
    StringBuilder name = new StringBuilder();
    while (at < text.length()) {
      if (skip("``")) {
        name.append('`');
      } else if (skip("`")) {
        return name.toString();
      } else {
        name.append(text.charAt(at++));
      }
    }
    throw new IllegalArgumentException("A field's name does not end");
  }

  private SourceForm scalar() {
    int start = at;
    while (at < text.length() && ",>(".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String name = text.substring(start, at);
    if (name.equals(Unscaled.NAME)) {
      expect('(');
      int from = at;
      while (at < text.length() && text.charAt(at) != ')') {
        at++;
      }
      int scale = Integer.parseInt(text.substring(from, at));
      expect(')');
      return new Unscaled(scale);
    }
    Scalar other = OTHER_NAMES.get(name);
    if (other != null) {
      return other;
    }
    for (Scalar scalar : Scalar.values()) {
      if (scalar.toText().equals(name)) {
        return scalar;
      }
    }
    return Scalar.PLAIN;
  }

  private boolean skip(String word) {
    boolean there = text.startsWith(word, at);
    if (there) {
      at += word.length();
    }
    return there;
  }

  private void expect(char c) {
    if (at >= text.length() || text.charAt(at) != c) {
      throw new IllegalArgumentException("'" + c + "' is missing");
    }
    at++;
  }
}
