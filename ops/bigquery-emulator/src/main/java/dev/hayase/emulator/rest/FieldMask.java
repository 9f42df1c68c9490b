package dev.hayase.emulator.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import java.util.LinkedHashMap;
import java.util.Map;

/// The parameter `fields`: which members of an answer the caller wants, as in `id,rows(f/v)`. The
/// language is Google's partial response
/// (https://cloud.google.com/storage/docs/json_api#partial-response).
///
/// @param members of an object by name; none means all that is below
record FieldMask(Map<String, FieldMask> members) {
  private static final int MAX_DEPTH = 32;

  static FieldMask parse(String text) {
    Cursor cursor = new Cursor(text);
    FieldMask mask = list(cursor, 0);
    if (cursor.at < text.length()) {
      throw invalid(text);
    }
    return mask;
  }

  private static final class Cursor {
    final String text;
    int at;

    Cursor(String text) {
      this.text = text;
    }

    boolean skip(char c) {
      if (at < text.length() && text.charAt(at) == c) {
        at++;
        return true;
      }
      return false;
    }

    String name() {
      int start = at;
      while (at < text.length() && ",/()".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      String name = text.substring(start, at).trim();
      if (name.isEmpty()) {
        throw invalid(text);
      }
      return name;
    }
  }

  private static FieldMask list(Cursor cursor, int depth) {
    if (depth > MAX_DEPTH) {
      throw invalid(cursor.text);
    }
    Map<String, FieldMask> members = new LinkedHashMap<>();
    do {
      String name = cursor.name();
      members.merge(name, below(cursor, depth), FieldMask::or);
    } while (cursor.skip(','));
    return new FieldMask(members);
  }

  private static FieldMask below(Cursor cursor, int depth) {
    if (cursor.skip('/')) {
      if (depth > MAX_DEPTH) {
        throw invalid(cursor.text);
      }
      return new FieldMask(Map.of(cursor.name(), below(cursor, depth + 1)));
    }
    if (cursor.skip('(')) {
      FieldMask inside = list(cursor, depth + 1);
      if (!cursor.skip(')')) {
        throw invalid(cursor.text);
      }
      return inside;
    }
    return new FieldMask(Map.of());
  }

  private FieldMask or(FieldMask other) {
    if (members.isEmpty() || other.members.isEmpty()) {
      return new FieldMask(Map.of());
    }
    Map<String, FieldMask> both = new LinkedHashMap<>(members);
    other.members.forEach((name, mask) -> both.merge(name, mask, FieldMask::or));
    return new FieldMask(both);
  }

  JsonElement of(JsonElement json) {
    if (members.isEmpty()) {
      return json;
    }
    if (json instanceof JsonArray array) {
      JsonArray masked = new JsonArray();
      array.forEach(element -> masked.add(of(element)));
      return masked;
    }
    if (!(json instanceof JsonObject object)) {
      return json;
    }
    FieldMask every = members.get("*");
    JsonObject masked = new JsonObject();
    for (Map.Entry<String, JsonElement> member : object.entrySet()) {
      FieldMask mask = members.getOrDefault(member.getKey(), every);
      if (mask != null) {
        masked.add(member.getKey(), mask.of(member.getValue()));
      }
    }
    return masked;
  }

  private static BigQueryException invalid(String text) {
    return BigQueryException.refused(
        400, "invalidParameter", "INVALID_ARGUMENT", "Invalid field selection " + text);
  }
}
