package dev.hayase.emulator.row;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/// JSON as BigQuery keeps and prints it. Its documentation of the JSON type says: white space goes,
/// of duplicate keys the first stays, integers are exact from the least INT64 to the greatest
/// unsigned one, other numbers are FLOAT64, at most 500 levels. ZetaSQL, whose JSON values
/// BigQuery's are, keeps members sorted by key and writes floating point numbers as the library
/// nlohmann/json does (`zetasql/public/json_value.cc`).
public final class JsonText {
  private static final int MAX_NESTING = 500;
  private static final BigInteger MAX_UNSIGNED = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
  private static final Comparator<String> BY_CODE_POINT =
      (a, b) -> {
        int[] left = a.codePoints().toArray();
        int[] right = b.codePoints().toArray();
        return Arrays.compare(left, right);
      };

  private JsonText() {}

  /// @throws IllegalArgumentException when it is no JSON; the message quotes none of it
  public static String normalized(String text) {
    StringBuilder out = new StringBuilder(text.length());
    try (JsonReader in = new JsonReader(new StringReader(text))) {
      in.setStrictness(Strictness.STRICT);
      in.setNestingLimit(MAX_NESTING);
      value(in, out);
      if (in.peek() != JsonToken.END_DOCUMENT) {
        throw new IllegalArgumentException("text after the value");
      }
    } catch (IOException | IllegalStateException | NumberFormatException malformed) {
      throw new IllegalArgumentException(reason(malformed), malformed);
    }
    return out.toString();
  }

  private static void value(JsonReader in, StringBuilder out) throws IOException {
    switch (in.peek()) {
      case BEGIN_ARRAY -> array(in, out);
      case BEGIN_OBJECT -> object(in, out);
      case STRING -> string(in.nextString(), out);
      case NUMBER -> out.append(number(in.nextString()));
      case BOOLEAN -> out.append(in.nextBoolean());
      case NULL -> {
        in.nextNull();
        out.append("null");
      }
      case END_ARRAY, END_OBJECT, NAME, END_DOCUMENT ->
          throw new IllegalArgumentException("a value is missing");
    }
  }

  private static void array(JsonReader in, StringBuilder out) throws IOException {
    in.beginArray();
    out.append('[');
    for (boolean first = true; in.hasNext(); first = false) {
      if (!first) {
        out.append(',');
      }
      value(in, out);
    }
    in.endArray();
    out.append(']');
  }

  private static void object(JsonReader in, StringBuilder out) throws IOException {
    Map<String, String> members = new TreeMap<>(BY_CODE_POINT);
    in.beginObject();
    while (in.hasNext()) {
      String name = in.nextName();
      StringBuilder value = new StringBuilder();
      value(in, value);
      members.putIfAbsent(name, value.toString());
    }
    in.endObject();
    out.append('{');
    boolean first = true;
    for (Map.Entry<String, String> member : members.entrySet()) {
      if (!first) {
        out.append(',');
      }
      string(member.getKey(), out);
      out.append(':').append(member.getValue());
      first = false;
    }
    out.append('}');
  }

  private static void string(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append(String.format("\\u%04x", (int) c));
          } else if (isLoneSurrogate(text, i)) {
            throw new IllegalArgumentException("half a surrogate pair");
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean isLoneSurrogate(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  private static String number(String literal) {
    if (literal.chars().allMatch(c -> c == '-' || Character.isDigit(c))) {
      if (literal.length() <= 18) {
        return Long.toString(Long.parseLong(literal));
      }
      if (literal.length() <= 20) {
        BigInteger integer = new BigInteger(literal);
        if (integer.bitLength() <= 63
            || (integer.signum() > 0 && integer.compareTo(MAX_UNSIGNED) <= 0)) {
          return integer.toString();
        }
      }
    }
    return floating(Double.parseDouble(literal));
  }

  /// Decimal notation from 10^-4 up to 10^15, with a fraction always; else `d.ddde+xx`.
  static String floating(double value) {
    if (Double.isInfinite(value)) {
      throw new IllegalArgumentException("a number that FLOAT64 cannot hold");
    }
    String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
    if (value == 0) {
      return sign + "0.0";
    }
    BigDecimal shortest = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
    String digits = shortest.unscaledValue().toString();
    int point = digits.length() - shortest.scale();
    if (digits.length() <= point && point <= 15) {
      return sign + digits + "0".repeat(point - digits.length()) + ".0";
    }
    if (point > 0 && point <= 15) {
      return sign + digits.substring(0, point) + "." + digits.substring(point);
    }
    if (point > -4 && point <= 0) {
      return sign + "0." + "0".repeat(-point) + digits;
    }
    int exponent = point - 1;
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    String size = Integer.toString(Math.abs(exponent));
    return sign
        + digits.charAt(0)
        + fraction
        + (exponent < 0 ? "e-" : "e+")
        + (size.length() < 2 ? "0" : "")
        + size;
  }

  /// The parser's message ends in a link to its manual.
  private static String reason(Exception malformed) {
    String message = String.valueOf(malformed.getMessage());
    int end = message.indexOf('\n');
    return malformed instanceof NumberFormatException
        ? "a malformed number"
        : end < 0 ? message : message.substring(0, end);
  }
}
