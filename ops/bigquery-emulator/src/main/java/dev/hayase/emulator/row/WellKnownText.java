package dev.hayase.emulator.row;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads WKT and writes it again in BigQuery's form.
final class WellKnownText {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*([A-Za-z]+|[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d{1,4})?|[(),])");
  private static final String EMPTY = "GEOMETRYCOLLECTION EMPTY";
  private static final int MAX_NESTING = 100;
  private static final int LEAST_RING = 4;
  private static final double MAX_LATITUDE = 90;

  private final List<String> tokens = new ArrayList<>();
  private int at;
  private int depth;

  private WellKnownText(String text) {
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (matcher.lookingAt()) {
      tokens.add(matcher.group(1).toUpperCase(Locale.ROOT));
      end = matcher.end();
      matcher.region(end, text.length());
    }
    if (!text.substring(end).isBlank()) {
      throw new IllegalArgumentException("malformed WKT");
    }
  }

  static String canonical(String text) {
    WellKnownText in = new WellKnownText(text);
    String geometry = in.geometry();
    if (in.at != in.tokens.size()) {
      throw new IllegalArgumentException("text after the geometry");
    }
    return geometry;
  }

  private String geometry() {
    if (++depth > MAX_NESTING) {
      throw new IllegalArgumentException("collections nest too deep");
    }
    String type = next();
    if (peek().equals("EMPTY")) {
      next();
      depth--;
      requireType(type);
      return EMPTY;
    }
    String geometry =
        type
            + switch (type) {
              case "POINT" -> "(" + inParentheses(this::position) + ")";
              case "LINESTRING" -> line(2, false);
              case "POLYGON" -> polygon();
              case "MULTIPOINT" -> list(this::pointOfMany);
              case "MULTILINESTRING" -> list(() -> line(2, false));
              case "MULTIPOLYGON" -> list(this::polygon);
              case "GEOMETRYCOLLECTION" -> list(this::geometry);
              default -> throw unknown();
            };
    depth--;
    return geometry;
  }

  private static void requireType(String type) {
    switch (type) {
      case "POINT",
          "LINESTRING",
          "POLYGON",
          "MULTIPOINT",
          "MULTILINESTRING",
          "MULTIPOLYGON",
          "GEOMETRYCOLLECTION" -> {}
      default -> throw unknown();
    }
  }

  private static IllegalArgumentException unknown() {
    return new IllegalArgumentException("no WKT geometry has such a type");
  }

  private String polygon() {
    return list(() -> line(LEAST_RING, true));
  }

  private String pointOfMany() {
    return peek().equals("(") ? inParentheses(this::position) : position();
  }

  private String line(int least, boolean ring) {
    List<String> positions = elements(this::position);
    if (positions.size() < least) {
      throw new IllegalArgumentException(
          (ring ? "a polygon's ring" : "a line") + " needs at least " + least + " vertices");
    }
    if (ring && !positions.getFirst().equals(positions.getLast())) {
      throw new IllegalArgumentException("a polygon's ring ends where it began");
    }
    return "(" + String.join(", ", positions) + ")";
  }

  private String position() {
    double longitude = number();
    double latitude = number();
    if (Math.abs(latitude) > MAX_LATITUDE) {
      throw new IllegalArgumentException("Latitude must be between -90 and 90 degrees");
    }
    return plain(longitude) + " " + plain(latitude);
  }

  private double number() {
    try {
      double number = Double.parseDouble(next());
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException("a coordinate is missing");
    }
    throw new IllegalArgumentException("a coordinate that FLOAT64 cannot hold");
  }

  /// Coordinates are FLOAT64, written with as many digits as they need.
  private static String plain(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    return shortest.scale() > 30 ? Double.toString(value) : shortest.toPlainString();
  }

  private String list(Supplier<String> element) {
    return "(" + String.join(", ", elements(element)) + ")";
  }

  private List<String> elements(Supplier<String> element) {
    return inParentheses(() -> {
      List<String> elements = new ArrayList<>();
      do {
        elements.add(element.get());
      } while (take(","));
      return elements;
    });
  }

  private <T> T inParentheses(Supplier<T> content) {
    require("(");
    T value = content.get();
    require(")");
    return value;
  }

  private void require(String token) {
    if (!take(token)) {
      throw new IllegalArgumentException("WKT without the expected \"" + token + "\"");
    }
  }

  private boolean take(String token) {
    boolean there = peek().equals(token);
    at += there ? 1 : 0;
    return there;
  }

  private String peek() {
    return at < tokens.size() ? tokens.get(at) : "";
  }

  private String next() {
    String token = peek();
    at++;
    return token;
  }
}
