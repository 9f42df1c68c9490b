package dev.hayase.emulator.rest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.store.Etag;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/// What the resources of all collections have in common.
final class Resources {
  private static final Pattern DATASET = Pattern.compile("[A-Za-z0-9_]{1,1024}");
  private static final Pattern TABLE =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{Pc}\\p{Pd}\\p{Zs}]+");

  private Resources() {}

  static String dataset(String id) {
    if (!DATASET.matcher(id).matches()) {
      throw BigQueryException.invalid(
          "Invalid dataset ID \""
              + id
              + "\". Dataset IDs must be alphanumeric (plus underscores) and must be at most 1024"
              + " characters long.");
    }
    return id;
  }

  static String table(String id) {
    if (!TABLE.matcher(id).matches() || id.getBytes(StandardCharsets.UTF_8).length > 1024) {
      throw BigQueryException.invalid(
          "Invalid table ID \""
              + id
              + "\". Table IDs must be at most 1024 bytes of letters, marks, numbers, connectors,"
              + " dashes and spaces.");
    }
    return id;
  }

  /// The resource after a patch: absent members stay, nulls remove, objects are merged.
  static JsonObject patched(JsonObject resource, JsonObject patch) {
    JsonObject result = resource.deepCopy();
    for (Map.Entry<String, JsonElement> member : patch.entrySet()) {
      JsonElement value = member.getValue();
      if (value.isJsonNull()) {
        result.remove(member.getKey());
      } else if (value instanceof JsonObject object
          && result.get(member.getKey()) instanceof JsonObject present) {
        result.add(member.getKey(), patched(present, object));
      } else {
        result.add(member.getKey(), value.deepCopy());
      }
    }
    return result;
  }

  /// Removes what only the server says, and members that are null: Google's Java client sends those
  /// for what nobody has set, inside of objects, too.
  static JsonObject written(JsonObject body, String... serverOwned) {
    JsonObject resource = withoutNulls(body);
    for (String member : serverOwned) {
      resource.remove(member);
    }
    for (String member : new String[] {"kind", "id", "selfLink", "etag", "lastModifiedTime"}) {
      resource.remove(member);
    }
    return resource;
  }

  private static JsonObject withoutNulls(JsonObject object) {
    JsonObject present = new JsonObject();
    for (Map.Entry<String, JsonElement> member : object.entrySet()) {
      if (member.getValue() instanceof JsonObject inner) {
        present.add(member.getKey(), withoutNulls(inner));
      } else if (!member.getValue().isJsonNull()) {
        present.add(member.getKey(), member.getValue().deepCopy());
      }
    }
    return present;
  }

  /// From `If-Match`; a star demands nothing of the content.
  static Etag expected(Request request) {
    return new Etag(request.header("If-Match").filter(etag -> !etag.equals("*")));
  }

  static String reference(JsonObject body, String reference, String member) {
    if (body.get(reference) instanceof JsonObject object && object.has(member)) {
      return object.get(member).getAsString();
    }
    throw BigQueryException.invalid("Required parameter is missing: " + reference + "." + member);
  }
}
