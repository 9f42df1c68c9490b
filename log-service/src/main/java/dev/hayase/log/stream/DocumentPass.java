package dev.hayase.log.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.log.event.Document;
import dev.hayase.log.personal.Concealment;
import dev.hayase.pipeline.StreamSettings.Personal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.util.ByteArrayBuilder;

/// One way through a document: it is well-formed; its id, time and key are picked up; personal data
/// is concealed, and unknown fields are put apart. What is picked up is what stands in the document
/// afterwards, so that nothing personal becomes a key.
///
/// Numbers keep the text that they were written with.
final class DocumentPass {
  private static final String UNKNOWN_FIELDS = "_unknown_fields";

  private final FieldTree fields;
  private final Concealment concealment;
  private final boolean rewrites;

  private @Nullable String id;
  private @Nullable String time;
  private boolean timeIsNumber;
  private byte @Nullable [] key;
  private byte @Nullable [] rewritten;

  DocumentPass(FieldTree fields, Concealment concealment, boolean rewrites) {
    this.fields = fields;
    this.concealment = concealment;
    this.rewrites = rewrites;
  }

  /// Goes through it.
  ///
  /// @throws JacksonException when it is no JSON, or has a field twice in one object
  /// @throws NoObjectException when it is JSON and no object
  void go(Document document) {
    try (JsonParser in =
        EventJson.FACTORY.createParser(
            ObjectReadContext.empty(), document.array(), document.offset(), document.length())) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new NoObjectException();
      }
      if (rewrites) {
        rewrite(in, document.length());
      } else {
        pick(in, fields);
      }
      if (in.nextToken() != null) {
        throw new NoObjectException();
      }
    }
  }

  @Nullable String id() {
    return id;
  }

  /// As it was written.
  @Nullable String time() {
    return time;
  }

  boolean timeIsNumber() {
    return timeIsNumber;
  }

  byte @Nullable [] key() {
    return key;
  }

  /// The document as it is now.
  byte[] result(Document document) {
    return rewritten == null ? document.bytes() : rewritten;
  }

  /// It is JSON and no object, or more than one.
  static final class NoObjectException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoObjectException() {
      super("It is not one JSON object", null, false, false);
    }
  }

  // Without rewriting.

  private void pick(JsonParser in, @Nullable FieldTree object) {
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      FieldTree field = object == null ? null : object.field(in.currentName());
      in.nextToken();
      pickValue(in, field);
    }
  }

  private void pickValue(JsonParser in, @Nullable FieldTree field) {
    switch (in.currentToken()) {
      case START_OBJECT -> {
        if (field == null) {
          in.skipChildren();
        } else {
          pick(in, field);
        }
      }
      case START_ARRAY -> {
        while (in.nextToken() != JsonToken.END_ARRAY) {
          pickValue(in, field);
        }
      }
      default -> {
        if (field != null) {
          found(field, in.currentToken(), in.getString());
        }
      }
    }
  }

  private void found(@Nullable FieldTree field, JsonToken token, String text) {
    if (field == null || token == JsonToken.VALUE_NULL) {
      return;
    }
    if (field.isId()) {
      id = text;
    }
    if (field.isTime()) {
      time = text;
      timeIsNumber = token.isNumeric();
    }
    if (field.isKey()) {
      key = text.getBytes(UTF_8);
    }
  }

  // With rewriting.

  private void rewrite(JsonParser in, int size) {
    ByteArrayBuilder bytes = new ByteArrayBuilder(size + 64);
    try (bytes;
        Unknown unknown = new Unknown()) {
      try (JsonGenerator out =
          EventJson.FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
        out.writeStartObject();
        rewriteFields(in, out, fields, "", unknown);
        unknown.appendTo(out);
        out.writeEndObject();
      }
      rewritten = bytes.toByteArray();
    }
  }

  private void rewriteFields(
      JsonParser in, JsonGenerator out, @Nullable FieldTree object, String path, Unknown unknown) {
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      FieldTree field = object == null ? null : object.field(name);
      in.nextToken();
      if (field != null && field.personal() == Personal.DROP) {
        in.skipChildren();
      } else if (object != null && object.isUnknown(field)) {
        JsonGenerator apart = unknown.begun();
        apart.writeName(path + name);
        rewriteValue(in, apart, field, path + name + ".", unknown);
      } else {
        out.writeName(name);
        rewriteValue(in, out, field, path + name + ".", unknown);
      }
    }
  }

  private void rewriteValue(
      JsonParser in, JsonGenerator out, @Nullable FieldTree field, String path, Unknown unknown) {
    Personal rule = field == null ? null : field.personal();
    boolean isList = in.currentToken() == JsonToken.START_ARRAY;
    if (rule != null && !isList && in.currentToken() != JsonToken.VALUE_NULL) {
      String concealed = concealment.conceal(rule, text(in));
      found(field, JsonToken.VALUE_STRING, concealed);
      out.writeString(concealed);
      return;
    }
    switch (in.currentToken()) {
      case START_OBJECT -> {
        out.writeStartObject();
        rewriteFields(in, out, field, path, unknown);
        out.writeEndObject();
      }
      case START_ARRAY -> {
        out.writeStartArray();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          rewriteValue(in, out, field, path, unknown);
        }
        out.writeEndArray();
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        String number = in.getString();
        out.writeNumber(number);
        found(field, in.currentToken(), number);
      }
      default -> {
        out.copyCurrentEvent(in);
        found(field, in.currentToken(), in.getString());
      }
    }
  }

  /// A value as text; an object as its JSON.
  private static String text(JsonParser in) {
    if (!in.currentToken().isStructStart()) {
      return in.getString();
    }
    try (ByteArrayBuilder bytes = new ByteArrayBuilder()) {
      try (JsonGenerator out =
          EventJson.FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
        out.copyCurrentStructureExact(in);
      }
      return new String(bytes.toByteArray(), UTF_8);
    }
  }

  /// Fields that are no columns, by their paths: begun with the first one.
  private static final class Unknown implements AutoCloseable {
    private final ByteArrayBuilder bytes = new ByteArrayBuilder();
    private @Nullable JsonGenerator json;

    JsonGenerator begun() {
      if (json == null) {
        json = EventJson.FACTORY.createGenerator(ObjectWriteContext.empty(), bytes);
        json.writeStartObject();
      }
      return json;
    }

    void appendTo(JsonGenerator out) {
      if (json != null) {
        json.writeEndObject();
        json.close();
        out.writeName(UNKNOWN_FIELDS);
        out.writeRawValue(new String(bytes.toByteArray(), UTF_8));
      }
    }

    @Override
    public void close() {
      bytes.close();
    }
  }
}
