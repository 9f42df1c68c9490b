package dev.hayase.log.http.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.log.http.otlp.Shape.Field;
import dev.hayase.log.http.otlp.Shape.Form;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.HexFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// A request in JSON, transcribed to protobuf in one pass.
///
/// A record that is JSON, but no log record, becomes one of two fields that the protocol does not
/// have: what was sent, and why it is none.
final class OtlpJson {
  static final int FLAWED = 2000;
  static final int FLAW = 2001;

  private static final int LONGEST_NUMBER = 400;
  private static final int LONGEST_ID = 32;

  /// More than any value that is read can have: four levels of JSON are one of the protocol.
  private static final int DEEPEST = 1000;

  private static final JsonFactory STRANGERS =
      JsonFactory.builder()
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final byte[] json;
  private final JsonParser in;
  private final MessageWriter out = new MessageWriter();

  private OtlpJson(byte[] json, JsonParser in) {
    this.json = json;
    this.in = in;
  }

  /// Transcribes it.
  ///
  /// @throws UnreadableException when it is no JSON, or not a request's
  static Message transcribe(byte[] json, int length) throws IOException {
    try (JsonParser in = STRANGERS.createParser(ObjectReadContext.empty(), json, 0, length)) {
      OtlpJson request = new OtlpJson(json, in);
      in.nextToken();
      request.fields(Shape.REQUEST);
      if (in.nextToken() != null) {
        throw new UnreadableException("It is more than one JSON object");
      }
      return request.out.message();
    } catch (StreamConstraintsException _) {
      throw new UnreadableException("It is no JSON that anybody writes: nested too deeply");
    } catch (JacksonException e) {
      throw new UnreadableException("It is no JSON at byte " + e.getLocation().getByteOffset());
    }
  }

  /// An object's fields, as a message's.
  private void fields(Shape shape) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw new UnreadableException("A %s is no object".formatted(shape));
    }
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      Field field = shape.field(name);
      JsonToken token = in.nextToken();
      if (field == null) {
        in.skipChildren();
      } else if (token == JsonToken.START_ARRAY && field.form() == Form.MESSAGE) {
        while (in.nextToken() != JsonToken.END_ARRAY) {
          element(name, field);
        }
      } else if (token != JsonToken.VALUE_NULL) {
        element(name, field);
      }
    }
  }

  private void element(String name, Field field) throws IOException {
    Shape shape = field.shape();
    if (shape == null) {
      value(name, field);
    } else if (shape == Shape.LOG_RECORD) {
      record(field);
    } else {
      message(field, shape);
    }
  }

  private void message(Field field, Shape shape) throws IOException {
    int begun = out.begin(field.number());
    fields(shape);
    out.end(begun);
  }

  private void record(Field field) throws IOException {
    int before = out.size();
    int start = (int) in.currentTokenLocation().getByteOffset();
    int depth = in.streamReadContext().getNestingDepth();
    boolean object = in.currentToken() == JsonToken.START_OBJECT;
    try {
      message(field, Shape.LOG_RECORD);
    } catch (UnreadableException e) {
      if (object) {
        skipTo(depth);
      } else {
        in.skipChildren();
      }
      in.finishToken();
      int end = (int) in.currentLocation().getByteOffset();
      out.backTo(before);
      int begun = out.begin(field.number());
      out.bytes(FLAWED, json, start, end - start);
      out.bytes(FLAW, e.reason().getBytes(UTF_8));
      out.end(begun);
    }
  }

  /// The end of the object that is at that depth.
  private void skipTo(int depth) throws IOException {
    while (in.currentToken() != JsonToken.END_OBJECT
        || in.streamReadContext().getNestingDepth() != depth - 1) {
      if (in.nextToken() == null) {
        throw new UnreadableException("It ends too early");
      }
    }
  }

  private void value(String name, Field field) throws IOException {
    int number = field.number();
    JsonToken token = in.currentToken();
    boolean text = token == JsonToken.VALUE_STRING;
    if (!token.isScalarValue()
        || (!text && (field.form().isText() || in.getStringLength() > LONGEST_NUMBER))) {
      throw misfit(name, field);
    }
    String value = in.getString();
    try {
      switch (field.form()) {
        case TEXT -> out.bytes(number, utf8(name, value));
        case BASE64 -> out.bytes(number, base64(value));
        case HEXADECIMAL -> out.bytes(number, hexadecimal(value));
        case BOOLEAN -> {
          if (!token.isBoolean()) {
            throw misfit(name, field);
          }
          out.varint(number, token == JsonToken.VALUE_TRUE ? 1 : 0);
        }
        case SIGNED -> out.varint(number, Long.parseLong(value));
        case UNSIGNED -> out.varint(number, Integer.parseUnsignedInt(value));
        case FIXED64 -> out.fixed64(number, Long.parseUnsignedLong(value));
        case FIXED32 -> out.fixed32(number, Integer.parseUnsignedInt(value));
        case DOUBLE -> out.fixed64(number, Double.doubleToRawLongBits(Double.parseDouble(value)));
        case MESSAGE -> throw new IllegalStateException(name);
      }
    } catch (IllegalArgumentException _) {
      throw misfit(name, field);
    }
  }

  private static UnreadableException misfit(String name, Field field) {
    return new UnreadableException(
        "Its field %s is no value of the form %s".formatted(name, field.form()));
  }

  /// Half a character, which JSON can write, is none.
  private static byte[] utf8(String name, String text) throws UnreadableException {
    try {
      ByteBuffer bytes = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] alone = new byte[bytes.remaining()];
      bytes.get(alone);
      return alone;
    } catch (CharacterCodingException _) {
      throw new UnreadableException("Its field %s is no Unicode".formatted(name));
    }
  }

  private static byte[] hexadecimal(String text) {
    if (text.length() > LONGEST_ID) {
      throw new IllegalArgumentException("An id is longer than any");
    }
    return HexFormat.of().parseHex(text);
  }

  private static byte[] base64(String text) {
    boolean url = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
    return (url ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
  }
}
