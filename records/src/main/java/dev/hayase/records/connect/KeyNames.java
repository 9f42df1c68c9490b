package dev.hayase.records.connect;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The names of the columns in a key that is a JSON object without a schema.
public final class KeyNames {
  private static final JsonMapper MAPPER = new JsonMapper();

  private KeyNames() {}

  /// Empty when the key is something else: then it names no columns.
  public static List<String> of(byte[] key) {
    if (key.length == 0 || key[0] != '{') {
      return List.of();
    }
    try {
      JsonNode node = MAPPER.readTree(key);
      // Without a schema, a converter that could write one leaves it null.
      JsonNode object = node.has("schema") && node.has("payload") ? node.get("payload") : node;
      return object.isObject() ? List.copyOf(object.propertyNames()) : List.of();
    } catch (JacksonException e) {
      return List.of();
    }
  }
}
