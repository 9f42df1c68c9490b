package dev.hayase.engine.expression;

import dev.hayase.event.wire.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Parts of JSON documents. JSON's null, and what is not there, is NULL; numbers keep all their
/// digits until an expression says what they are.
final class JsonValue {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(Json.FACTORY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /// The expressions of an aggregation read the same document one after the other.
  private static final ThreadLocal<@Nullable Document> LAST = new ThreadLocal<>();

  private record Document(String text, JsonNode root) {}

  private JsonValue() {}

  // The very same text, not an equal one: comparing would cost as much as reading.
  @SuppressWarnings("ReferenceEquality")
  static @Nullable Object parse(String text) {
    Document last = LAST.get();
    if (last == null || last.text() != text) {
      try {
        last = new Document(text, MAPPER.readTree(text));
      } catch (JacksonException _) {
        throw new Failure("a text that is no JSON");
      }
      LAST.set(last);
    }
    return orNull(last.root());
  }

  static @Nullable Object field(Object value, String name) {
    return orNull(((JsonNode) value).get(name));
  }

  static boolean hasField(Object value, String name) {
    return ((JsonNode) value).has(name);
  }

  static @Nullable Object element(Object value, long index) {
    JsonNode node = (JsonNode) value;
    return index < 0 || index >= node.size() ? null : orNull(node.get((int) index));
  }

  static List<@Nullable Object> list(Object value) {
    JsonNode node = (JsonNode) value;
    if (!node.isArray()) {
      throw new Failure("a JSON value that is no list");
    }
    List<@Nullable Object> elements = new ArrayList<>(node.size());
    node.forEach(element -> elements.add(orNull(element)));
    return elements;
  }

  static long size(Object value) {
    JsonNode node = (JsonNode) value;
    if (node.isString()) {
      return node.stringValue().codePointCount(0, node.stringValue().length());
    }
    if (!node.isContainer()) {
      throw new Failure("a JSON value that has no size");
    }
    return node.size();
  }

  /// The document's text.
  static String text(Object value) {
    return value.toString();
  }

  /// The value that a document holds which is no list and no object: Boolean, String, Long,
  /// BigDecimal; others as they are.
  static Object plain(Object value) {
    JsonNode node = (JsonNode) value;
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isString()) {
      return node.stringValue();
    }
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    return node.isNumber() ? node.decimalValue() : node;
  }

  static String string(Object value) {
    if (((JsonNode) value).isString()) {
      return ((JsonNode) value).stringValue();
    }
    throw new Failure("a JSON value that is no string");
  }

  static boolean bool(Object value) {
    if (((JsonNode) value).isBoolean()) {
      return ((JsonNode) value).booleanValue();
    }
    throw new Failure("a JSON value that is neither true nor false");
  }

  private static @Nullable Object orNull(@Nullable JsonNode node) {
    return node == null || node.isNull() || node.isMissingNode() ? null : node;
  }
}
