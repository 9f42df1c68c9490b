package dev.hayase.records.row;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Walks over a JSON document once, from value to value, without making objects. Strict: what is
/// not JSON (RFC 8259) in valid UTF-8 is refused where it is met.
///
/// After [#nextField()] and [#string()] the text lies in [#textBuffer()] from [#textStart()] to
/// [#textEnd()], unescaped; after [#number()] likewise as it was written.
final class JsonCursor {
  static final int DEEPEST = 500;

  /// As many digits as always fit into a long.
  private static final int SHORT_DIGITS = 18;

  private byte[] json = new byte[0];
  private int at;
  private int end;
  private int depth;
  private boolean firstInside;

  private byte[] scratch = new byte[256];
  private byte[] textBuffer = scratch;
  private int textStart;
  private int textEnd;
  private boolean shortInteger;
  private long integer;

  void reset(byte[] document) {
    reset(document, 0, document.length);
  }

  void reset(byte[] document, int from, int to) {
    json = document;
    at = from;
    end = to;
    depth = 0;
  }

  int position() {
    return at;
  }

  /// The document's bytes, for those who noted positions.
  byte[] document() {
    return json;
  }

  byte[] textBuffer() {
    return textBuffer;
  }

  int textStart() {
    return textStart;
  }

  int textEnd() {
    return textEnd;
  }

  /// Whether the text is the other from this position of its buffer on.
  boolean textIs(byte[] other, int from) {
    return Arrays.equals(textBuffer, from, textEnd, other, 0, other.length);
  }

  /// Whether the text goes on with the other from this position of its buffer on.
  boolean startsWith(byte[] other, int from) {
    int to = from + other.length;
    return to <= textEnd && Arrays.equals(textBuffer, from, to, other, 0, other.length);
  }

  boolean textIs(byte[] other) {
    return Arrays.equals(textBuffer, textStart, textEnd, other, 0, other.length);
  }

  /// The first byte of the next value, which stays unread.
  byte peek() {
    while (at < end) {
      byte b = json[at];
      // What is above a space, as almost everything is, is no white space.
      if (b > ' ' || (b != ' ' && b != '\n' && b != '\r' && b != '\t')) {
        return b;
      }
      at++;
    }
    throw new Unfit("the JSON ends too early");
  }

  /// Reads a `null` if one is next.
  boolean nullNext() {
    if (peek() != 'n') {
      return false;
    }
    word("null");
    return true;
  }

  boolean bool() {
    boolean value = peek() == 't';
    word(value ? "true" : "false");
    return value;
  }

  private void word(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (at >= end || json[at++] != word.charAt(i)) {
        throw new Unfit("the JSON has a word that is none of true, false and null");
      }
    }
  }

  void beginObject() {
    begin('{');
  }

  /// Reads the name of the next field of the object, or its end.
  boolean nextField() {
    if (!nextInside('}')) {
      return false;
    }
    string();
    expect(':');
    return true;
  }

  /// Reads the name of the next field of the object if it is this one and written without white
  /// space, as almost all are; else nothing.
  ///
  /// @param asWritten the name as [#asWritten] has it
  boolean nextFieldIs(byte[] asWritten) {
    int from = firstInside ? 1 : 0;
    int to = at + asWritten.length - from;
    if (to > end || !Arrays.equals(json, at, to, asWritten, from, asWritten.length)) {
      return false;
    }
    at = to;
    firstInside = false;
    return true;
  }

  /// How a field's name mostly stands in an object: behind a comma, which the first field lacks.
  static byte[] asWritten(String name) {
    StringBuilder text = new StringBuilder(",\"");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < ' ') {
        text.append(String.format("\\u%04x", (int) c));
      } else if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else {
        text.append(c);
      }
    }
    return text.append("\":").toString().getBytes(StandardCharsets.UTF_8);
  }

  void beginArray() {
    begin('[');
  }

  /// Moves to the next element of the array, or reads its end.
  boolean nextElement() {
    return nextInside(']');
  }

  private void begin(char bracket) {
    expect(bracket);
    if (++depth > DEEPEST) {
      throw new Unfit("the JSON is nested deeper than " + DEEPEST);
    }
    firstInside = true;
  }

  private boolean nextInside(char closing) {
    boolean first = firstInside;
    firstInside = false;
    if (peek() == closing) {
      at++;
      depth--;
      return false;
    }
    if (!first) {
      expect(',');
    }
    return true;
  }

  private void expect(char c) {
    if (peek() != c) {
      throw new Unfit("the JSON lacks a '" + c + "'");
    }
    at++;
  }

  /// Refuses anything but white space after the document.
  void expectEnd() {
    for (; at < end; at++) {
      byte b = json[at];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        throw new Unfit("something follows the JSON document");
      }
    }
  }

  void string() {
    expect('"');
    int start = at;
    while (at < end) {
      at = PlainText.end(json, at, end);
      if (at == end) {
        break;
      }
      byte b = json[at];
      if (b == '"') {
        textBuffer = json;
        textStart = start;
        textEnd = at++;
        return;
      }
      if (b == '\\') {
        unescape(start);
        return;
      }
      plain(b);
    }
    throw new Unfit("the JSON ends within a string");
  }

  /// Steps over one character that needs no unescaping.
  private void plain(byte b) {
    if (b >= ' ') {
      at++;
    } else if (b >= 0) {
      throw new Unfit("a JSON string holds a bare control character");
    } else {
      at += Utf8.length(json, at, end);
    }
  }

  private void unescape(int start) {
    int size = at - start;
    room(size);
    System.arraycopy(json, start, scratch, 0, size);
    while (at < end) {
      byte b = json[at];
      if (b == '"') {
        at++;
        textBuffer = scratch;
        textStart = 0;
        textEnd = size;
        return;
      }
      room(size + 4);
      if (b == '\\') {
        size = Utf8.write(escaped(), scratch, size);
      } else {
        int from = at;
        plain(b);
        at = PlainText.end(json, at, end);
        room(size + at - from);
        System.arraycopy(json, from, scratch, size, at - from);
        size += at - from;
      }
    }
    throw new Unfit("the JSON ends within a string");
  }

  private void room(int size) {
    if (scratch.length < size) {
      scratch = Arrays.copyOf(scratch, Math.max(size, scratch.length * 2));
    }
  }

  private int escaped() {
    at++;
    byte kind = at < end ? json[at++] : 0;
    return switch (kind) {
      case '"', '\\', '/' -> kind;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> codePoint();
      default -> throw new Unfit("a JSON string holds an unknown escape");
    };
  }

  private int codePoint() {
    int unit = fourHexDigits();
    if (!Character.isSurrogate((char) unit)) {
      return unit;
    }
    if (Character.isHighSurrogate((char) unit)
        && at + 1 < end
        && json[at] == '\\'
        && json[at + 1] == 'u') {
      at += 2;
      int low = fourHexDigits();
      if (Character.isLowSurrogate((char) low)) {
        return Character.toCodePoint((char) unit, (char) low);
      }
    }
    throw new Unfit("a JSON string holds half of a surrogate pair, which is no character");
  }

  private int fourHexDigits() {
    if (end - at < 4) {
      throw new Unfit("the JSON ends within an escape");
    }
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(json[at++], 16);
      if (digit < 0) {
        throw new Unfit("a JSON string holds an escape that is not hexadecimal");
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  /// Reads a number, as written.
  void number() {
    peek();
    int start = at;
    boolean negative = skip('-');
    int first = at;
    long value = digits();
    int integerEnd = at;
    if (json[first] == '0' && integerEnd - first > 1) {
      throw new Unfit("a JSON number has a leading zero");
    }
    if (skip('.')) {
      digits();
    }
    if (skip('e') || skip('E')) {
      if (!skip('+')) {
        skip('-');
      }
      digits();
    }
    shortInteger = at == integerEnd && integerEnd - first <= SHORT_DIGITS;
    integer = negative ? -value : value;
    textBuffer = json;
    textStart = start;
    textEnd = at;
  }

  /// Whether the number that was read last is an integer of so few digits that [#integer()] is it.
  boolean isShortInteger() {
    return shortInteger;
  }

  long integer() {
    return integer;
  }

  private boolean skip(char c) {
    boolean there = at < end && json[at] == c;
    if (there) {
      at++;
    }
    return there;
  }

  /// @return what they mean, if they are at most [#SHORT_DIGITS]
  private long digits() {
    byte[] text = json;
    int to = end;
    int i = at;
    long value = 0;
    while (i < to && text[i] >= '0' && text[i] <= '9') {
      value = value * 10 + text[i++] - '0';
    }
    if (i == at) {
      throw new Unfit("the JSON has something that is no value");
    }
    at = i;
    return value;
  }

  /// Reads over a value of any kind.
  void skipValue() {
    switch (peek()) {
      case '{' -> {
        beginObject();
        while (nextField()) {
          skipValue();
        }
      }
      case '[' -> {
        beginArray();
        while (nextElement()) {
          skipValue();
        }
      }
      case '"' -> string();
      case 't', 'f' -> bool();
      case 'n' -> nullNext();
      default -> number();
    }
  }
}
