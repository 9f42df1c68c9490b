package dev.hayase.log.http.otlp;

import dev.hayase.log.http.otlp.Message.Fields;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// A list of keys and values, as an object in JSON. Of two values for one key the last one counts.
final class Attributes {
  /// Clients keep 128.
  private static final int MOST = 10_000;

  /// Others' readers take fifty.
  private static final int DEEPEST = 100;

  /// The fields of `KeyValue`.
  private static final int KEY = 1;

  private static final int VALUE = 2;

  /// The fields of `AnyValue`.
  private static final int STRING = 1;

  private static final int BOOL = 2;
  private static final int INT = 3;
  private static final int DOUBLE = 4;
  private static final int ARRAY = 5;
  private static final int KEYS_AND_VALUES = 6;
  private static final int BYTES = 7;

  /// The field of `ArrayValue` and of `KeyValueList`.
  private static final int VALUES = 1;

  private final Map<String, Message> values = new LinkedHashMap<>();

  /// Those that stand in a message's fields of that number.
  static Attributes in(Message message, int number) throws IOException {
    Attributes attributes = new Attributes();
    Fields fields = message.fields();
    while (fields.next(number)) {
      attributes.add(fields.message());
    }
    return attributes;
  }

  /// Adds a `KeyValue`.
  void add(Message pair) throws IOException {
    String key = "";
    Message value = Message.EMPTY;
    Fields fields = pair.fields();
    while (fields.next()) {
      switch (fields.number()) {
        case KEY -> key = fields.text();
        case VALUE -> value = fields.message();
        default -> {}
      }
    }
    values.put(key, value);
    if (values.size() > MOST) {
      throw new UnreadableException("It has more than %d attributes".formatted(MOST));
    }
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /// The text under a key, if there is one that is not blank.
  Optional<String> text(String key) throws IOException {
    Fields fields = values.getOrDefault(key, Message.EMPTY).fields();
    return fields.next(STRING)
        ? Optional.of(fields.text()).filter(t -> !t.isBlank())
        : Optional.empty();
  }

  void write(JsonGenerator out) throws IOException {
    write(out, 0);
  }

  private void write(JsonGenerator out, int depth) throws IOException {
    out.writeStartObject();
    for (Map.Entry<String, Message> entry : values.entrySet()) {
      out.writeName(entry.getKey());
      write(entry.getValue(), out, depth);
    }
    out.writeEndObject();
  }

  /// Writes an `AnyValue`.
  static void write(Message value, JsonGenerator out) throws IOException {
    write(value, out, 0);
  }

  private static void write(Message value, JsonGenerator out, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new UnreadableException(
          "It has more than %d values inside one another".formatted(DEEPEST));
    }
    Fields fields = value.fields();
    while (fields.next()) {
      switch (fields.number()) {
        case STRING -> out.writeString(fields.text());
        case BOOL -> out.writeBoolean(fields.varint() != 0);
        case INT -> out.writeNumber(fields.varint());
        case DOUBLE -> write(Double.longBitsToDouble(fields.fixed64()), out);
        case ARRAY -> writeList(fields.message(), out, depth + 1);
        case KEYS_AND_VALUES -> in(fields.message(), VALUES).write(out, depth + 1);
        case BYTES -> out.writeString(Base64.getEncoder().encodeToString(fields.message().alone()));
        default -> {
          continue;
        }
      }
      return;
    }
    out.writeNull();
  }

  /// JSON has no number that is none: what protobuf writes in JSON stands for it.
  private static void write(double number, JsonGenerator out) {
    if (Double.isFinite(number)) {
      out.writeNumber(number);
    } else {
      out.writeString(Double.toString(number));
    }
  }

  private static void writeList(Message list, JsonGenerator out, int depth) throws IOException {
    out.writeStartArray();
    Fields fields = list.fields();
    while (fields.next(VALUES)) {
      write(fields.message(), out, depth);
    }
    out.writeEndArray();
  }
}
