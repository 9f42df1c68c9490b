package dev.hayase.log.http.firehose;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.log.http.RequestRefusedException;
import dev.hayase.log.http.RequestRefusedException.Kind;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// A delivery, as far as it concerns us.
///
/// @param records each of them whole
record FirehoseRequest(List<byte[]> records) {
  private static final int DEEPEST = 20;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(
                      Integer.MAX_VALUE) // A body is bounded, and nothing in it longer.
                  .build())
          .build();

  FirehoseRequest {
    records = List.copyOf(records);
  }

  /// Reads it.
  ///
  /// @throws RequestRefusedException when it is none
  static FirehoseRequest read(byte[] body, int length) {
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), body, 0, length)) {
      expect(JsonToken.START_OBJECT, in.nextToken());
      List<byte[]> records = null;
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String member = in.currentName();
        in.nextToken();
        if (member.equals("records")) {
          records = records(in);
        } else {
          in.skipChildren();
        }
      }
      expect(JsonToken.END_OBJECT, in.currentToken());
      if (records == null) {
        throw malformed();
      }
      return new FirehoseRequest(records);
    } catch (JacksonException _) {
      throw malformed();
    }
  }

  private static List<byte[]> records(JsonParser in) {
    expect(JsonToken.START_ARRAY, in.currentToken());
    List<byte[]> records = new ArrayList<>();
    while (in.nextToken() == JsonToken.START_OBJECT) {
      byte[] data = null;
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String member = in.currentName();
        JsonToken value = in.nextToken();
        if (member.equals("data") && value == JsonToken.VALUE_STRING) {
          data = decoded(in.getString());
        } else {
          in.skipChildren();
        }
      }
      expect(JsonToken.END_OBJECT, in.currentToken());
      records.add(data == null ? new byte[0] : data);
    }
    expect(JsonToken.END_ARRAY, in.currentToken());
    return records;
  }

  /// What is no base64 is a record as it stands: no delivery is refused for one record.
  private static byte[] decoded(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      return text.getBytes(UTF_8);
    }
  }

  private static void expect(JsonToken expected, @Nullable JsonToken found) {
    if (found != expected) {
      throw malformed();
    }
  }

  private static RequestRefusedException malformed() {
    return new RequestRefusedException(
        Kind.MALFORMED, "The body is no delivery: {\"records\":[{\"data\":...}]}");
  }
}
