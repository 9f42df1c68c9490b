package dev.hayase.log.http.otlp;

import dev.hayase.event.wire.Json;
import dev.hayase.log.event.Document;
import dev.hayase.log.event.Offered;
import dev.hayase.log.http.otlp.LogsRequest.Found;
import dev.hayase.log.http.otlp.Message.Fields;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.util.ByteArrayBuilder;

/// A log record as one flat document. What the record does not say is not in the document.
final class RecordDocument {
  /// The largest that a stream can be made to take. In JSON a record is larger.
  private static final int LARGEST = 8 << 20;

  private static final String ID = "log.record.uid";
  private static final long NANOS = 1_000_000_000;
  private static final int LONGEST_ID = 16;

  /// The fields of `LogRecord`.
  private static final int TIME = 1;

  private static final int SEVERITY_NUMBER = 2;
  private static final int SEVERITY_TEXT = 3;
  private static final int BODY = 5;
  private static final int ATTRIBUTES = 6;
  private static final int DROPPED_ATTRIBUTES = 7;
  private static final int FLAGS = 8;
  private static final int TRACE_ID = 9;
  private static final int SPAN_ID = 10;
  private static final int OBSERVED_TIME = 11;
  private static final int EVENT_NAME = 12;

  private final Message record;
  private final Origin origin;

  private long time;
  private long observed;
  private long severity;
  private String severityText = "";
  private Message body = Message.EMPTY;
  private boolean hasBody;
  private final Attributes attributes = new Attributes();
  private long dropped;
  private int flags;
  private String trace = "";
  private String span = "";
  private String eventName = "";
  private String flaw = "";
  private Message flawed = Message.EMPTY;

  private RecordDocument(Found found) {
    record = found.record();
    origin = found.origin();
  }

  /// Makes a record an event of the stream. What cannot be read is offered as it is.
  static Offered of(Found found, String stream) {
    Message record = found.record();
    try {
      if (record.length() > LARGEST) {
        throw new UnreadableException("It has %d bytes".formatted(record.length()));
      }
      RecordDocument document = new RecordDocument(found);
      document.read();
      return document.flaw.isEmpty()
          ? document.offered(stream)
          : unreadable(stream, document.flawed, document.flaw);
    } catch (IOException e) {
      return unreadable(stream, record, UnreadableException.reason(e));
    }
  }

  private static Offered unreadable(String stream, Message sent, String flaw) {
    return Offered.unreadable(
        stream, new Document(sent.bytes(), sent.offset(), sent.length()), flaw);
  }

  private void read() throws IOException {
    Fields fields = record.fields();
    while (fields.next()) {
      switch (fields.number()) {
        case TIME -> time = fields.fixed64();
        case OBSERVED_TIME -> observed = fields.fixed64();
        case SEVERITY_NUMBER -> severity = fields.varint();
        case SEVERITY_TEXT -> severityText = fields.text();
        case BODY -> {
          body = fields.message();
          hasBody = true;
        }
        case ATTRIBUTES -> attributes.add(fields.message());
        case DROPPED_ATTRIBUTES -> dropped = fields.varint();
        case FLAGS -> flags = fields.fixed32();
        case TRACE_ID -> trace = hexadecimal(fields.message());
        case SPAN_ID -> span = hexadecimal(fields.message());
        case EVENT_NAME -> eventName = fields.text();
        case OtlpJson.FLAWED -> flawed = fields.message();
        case OtlpJson.FLAW -> flaw = fields.text();
        default -> {}
      }
    }
  }

  private Offered offered(String stream) throws IOException {
    ByteArrayBuilder bytes = new ByteArrayBuilder(2 * record.length() + origin.length() + 256);
    try (bytes) {
      try (JsonGenerator out = Json.FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
        write(out);
      }
      long happened = time == 0 ? observed : time;
      return new Offered(
          stream,
          Document.of(bytes.toByteArray()),
          attributes.text(ID),
          happened == 0 ? Optional.empty() : Optional.of(instant(happened)),
          eventName.isEmpty() ? Optional.of("log") : Optional.of(eventName));
    }
  }

  private void write(JsonGenerator out) throws IOException {
    out.writeStartObject();
    if (time != 0) {
      // BigQuery's times end at microseconds; the other field keeps what was sent.
      out.writeStringProperty("time", instant(time).truncatedTo(ChronoUnit.MICROS).toString());
      out.writeName("time_unix_nano");
      out.writeNumber(Long.toUnsignedString(time));
    }
    if (observed != 0) {
      out.writeStringProperty(
          "observed_time", instant(observed).truncatedTo(ChronoUnit.MICROS).toString());
    }
    text(out, "severity_text", severityText);
    number(out, "severity_number", severity);
    text(out, "event_name", eventName);
    if (hasBody) {
      out.writeName("body");
      Attributes.write(body, out);
    }
    if (!attributes.isEmpty()) {
      out.writeName("attributes");
      attributes.write(out);
    }
    number(out, "dropped_attributes_count", dropped);
    text(out, "trace_id", trace);
    text(out, "span_id", span);
    number(out, "flags", Integer.toUnsignedLong(flags));
    json(out, "resource", origin.resource());
    text(out, "scope_name", origin.scope());
    text(out, "scope_version", origin.version());
    json(out, "scope_attributes", origin.attributes());
    text(out, "schema_url", origin.schemaUrl());
    out.writeEndObject();
  }

  private static void text(JsonGenerator out, String name, String value) {
    if (!value.isEmpty()) {
      out.writeStringProperty(name, value);
    }
  }

  private static void number(JsonGenerator out, String name, long value) {
    if (value != 0) {
      out.writeNumberProperty(name, value);
    }
  }

  private static void json(JsonGenerator out, String name, Optional<SerializableString> value) {
    if (value.isPresent()) {
      out.writeName(name);
      out.writeRawValue(value.get());
    }
  }

  private static Instant instant(long unsignedNanos) {
    return Instant.ofEpochSecond(
        Long.divideUnsigned(unsignedNanos, NANOS), Long.remainderUnsigned(unsignedNanos, NANOS));
  }

  /// Lower case; empty when it is all zeros, which stands for none.
  private static String hexadecimal(Message id) throws UnreadableException {
    if (id.length() > LONGEST_ID) {
      throw new UnreadableException("An id has more than %d bytes".formatted(LONGEST_ID));
    }
    String text = HexFormat.of().formatHex(id.bytes(), id.offset(), id.offset() + id.length());
    return text.chars().allMatch(c -> c == '0') ? "" : text;
  }
}
