package dev.hayase.log.http.measurement;

import dev.hayase.log.event.Document;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// The fields of a JSON object, each with its value as it was written: numbers keep their text.
record RawFields(Map<String, Document> values) {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(400).build())
          .build();

  /// Those of the object; empty when the document is none, or has a field twice.
  static Optional<RawFields> of(Document document) {
    Map<String, Document> values = new LinkedHashMap<>();
    int origin = document.offset();
    try (JsonParser in =
        FACTORY.createParser(
            ObjectReadContext.empty(), document.array(), origin, document.length())) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = in.currentName();
        in.nextToken();
        int start = origin + (int) in.currentTokenLocation().getByteOffset();
        in.skipChildren();
        in.finishToken();
        int end = origin + (int) in.currentLocation().getByteOffset();
        if (values.put(name, new Document(document.array(), start, end - start)) != null) {
          return Optional.empty();
        }
      }
      return in.nextToken() == null ? Optional.of(new RawFields(values)) : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /// A field's value, if it is a text or a number.
  Optional<String> text(String name) {
    Document value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    try (JsonParser in =
        FACTORY.createParser(
            ObjectReadContext.empty(), value.array(), value.offset(), value.length())) {
      JsonToken token = in.nextToken();
      return token == JsonToken.VALUE_STRING || token.isNumeric()
          ? Optional.of(in.getString())
          : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }
}
