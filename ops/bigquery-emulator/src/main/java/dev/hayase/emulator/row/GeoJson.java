package dev.hayase.emulator.row;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A geometry of RFC 7946, written as WKT. What it says about coordinates is checked there.
final class GeoJson {
  private GeoJson() {}

  static String toWellKnownText(JsonObject geometry) {
    String type = geometry.get("type") instanceof JsonPrimitive name ? name.getAsString() : "";
    int depth =
        switch (type) {
          case "Point" -> 0;
          case "MultiPoint", "LineString" -> 1;
          case "MultiLineString", "Polygon" -> 2;
          case "MultiPolygon" -> 3;
          case "GeometryCollection" -> -1;
          default -> throw new IllegalArgumentException("no GeoJSON geometry has such a type");
        };
    String word = type.toUpperCase(Locale.ROOT);
    if (depth < 0) {
      List<String> members = new ArrayList<>();
      for (JsonElement member : array(geometry, "geometries")) {
        members.add(toWellKnownText(member.getAsJsonObject()));
      }
      return members.isEmpty() ? word + " EMPTY" : word + parentheses(members);
    }
    JsonArray coordinates = array(geometry, "coordinates");
    if (coordinates.isEmpty()) {
      return word + " EMPTY";
    }
    return depth == 0
        ? word + "(" + position(coordinates) + ")"
        : word + nested(coordinates, depth - 1);
  }

  private static String nested(JsonArray coordinates, int depth) {
    List<String> parts = new ArrayList<>();
    for (JsonElement element : coordinates) {
      JsonArray inner = element.getAsJsonArray();
      parts.add(depth == 0 ? position(inner) : nested(inner, depth - 1));
    }
    return parentheses(parts);
  }

  private static String position(JsonArray position) {
    if (position.size() != 2) {
      throw new IllegalArgumentException("a position has a longitude and a latitude");
    }
    return number(position.get(0)) + " " + number(position.get(1));
  }

  private static String number(JsonElement coordinate) {
    if (coordinate instanceof JsonPrimitive primitive && primitive.isNumber()) {
      return primitive.getAsString();
    }
    throw new IllegalArgumentException("a coordinate is a number");
  }

  private static String parentheses(List<String> parts) {
    return "(" + String.join(", ", parts) + ")";
  }

  private static JsonArray array(JsonObject object, String member) {
    if (object.get(member) instanceof JsonArray array) {
      return array;
    }
    throw new IllegalArgumentException("GeoJSON without " + member);
  }
}
