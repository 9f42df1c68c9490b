package dev.hayase.emulator.row;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/// GEOGRAPHY as text. Google's "Supported protocol buffer and Arrow data types" takes WKT and
/// GeoJSON; both become WKT in the form in which BigQuery prints it (`POINT(1 2)`). The syntax, the
/// latitudes and the closed rings are checked; the geometry itself (crossing edges, orientation,
/// duplicate vertices) is not.
public final class Geography {
  private Geography() {}

  /// @throws IllegalArgumentException when it is neither; the message quotes no coordinates
  public static String canonical(String text) {
    String trimmed = text.strip();
    return WellKnownText.canonical(trimmed.startsWith("{") ? fromGeoJson(trimmed) : trimmed);
  }

  private static String fromGeoJson(String text) {
    try {
      JsonText.normalized(text);
      return JsonParser.parseString(text) instanceof JsonObject object
          ? GeoJson.toWellKnownText(object)
          : "";
    } catch (JsonParseException | IllegalStateException | UnsupportedOperationException malformed) {
      throw new IllegalArgumentException("malformed GeoJSON", malformed);
    }
  }
}
