package dev.hayase.event.wire;

import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// JSON as our records carry it. Small documents (schemas, control records, watermarks) go through
/// the tree; change events through the streaming factory.
public final class Json {
  /// For streams. Parsers neither intern nor cache field names across documents of many tables.
  public static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build();

  private static final JsonMapper MAPPER =
      JsonMapper.builder(FACTORY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private Json() {}

  /// An empty object to fill.
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /// The bytes of a document: UTF-8, no white space, fields in the order they were put.
  public static byte[] bytes(JsonNode document) {
    return MAPPER.writeValueAsBytes(document);
  }

  /// Reads a document of ours and checks its `version`.
  ///
  /// @param what names the document in messages
  /// @param shape builds the result from the document; whatever the tree refuses becomes a
  ///   [MalformedRecordException]
  public static <T> T read(byte[] json, String what, Shape<T> shape) {
    return guarded(
        what,
        () -> {
          JsonNode document = MAPPER.readTree(json);
          WireVersion.check(document.required("version").asInt(), what);
          return shape.of(document);
        });
  }

  /// Reads a document that others make, which has no `version` of ours.
  public static <T> T readForeign(byte[] json, String what, Shape<T> shape) {
    return guarded(what, () -> shape.of(MAPPER.readTree(json)));
  }

  private static <T> T guarded(String what, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (JacksonException e) {
      throw new MalformedRecordException(
          what + " is not the JSON it should be: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException(what + " is refused: " + e.getMessage(), e);
    }
  }

  /// From a document to what it stands for.
  @FunctionalInterface
  public interface Shape<T> {
    T of(JsonNode document);
  }
}
