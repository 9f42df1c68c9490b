package dev.hayase.event.change;

import dev.hayase.event.wire.Json;
import dev.hayase.event.wire.MalformedRecordException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;

/// Debezium's envelope, written and read in one pass.
final class Envelope {
  private static final byte[] BEFORE = "{\"before\":".getBytes(StandardCharsets.UTF_8);
  private static final byte[] AFTER = ",\"after\":".getBytes(StandardCharsets.UTF_8);
  private static final byte[] SOURCE = ",\"source\":".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.UTF_8);
  private static final int TYPICAL_SOURCE_BLOCK = 384;

  private Envelope() {}

  static byte[] write(ChangeEvent event, long capturedMicros) {
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(
            size(event.before()) + size(event.after()) + TYPICAL_SOURCE_BLOCK);
    out.writeBytes(BEFORE);
    writeRow(out, event.before());
    out.writeBytes(AFTER);
    writeRow(out, event.after());
    out.writeBytes(SOURCE);
    try (JsonGenerator json = Json.FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      writeOrigin(json, event.origin());
    }
    String tail =
        ",\"op\":\""
            + event.operation().code()
            + "\",\"ts_ms\":"
            + capturedMicros / 1000
            + ",\"ts_us\":"
            + capturedMicros
            + '}';
    out.writeBytes(tail.getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  private static int size(@Nullable RowImage row) {
    return row == null ? NULL.length : row.length();
  }

  private static void writeRow(ByteArrayOutputStream out, @Nullable RowImage row) {
    if (row == null) {
      out.writeBytes(NULL);
    } else {
      out.write(row.buffer(), row.offset(), row.length());
    }
  }

  private static void writeOrigin(JsonGenerator json, Origin origin) {
    json.writeStartObject();
    json.writeStringProperty("connector", origin.connector());
    json.writeStringProperty("name", origin.source());
    json.writeNumberProperty("ts_ms", Math.floorDiv(origin.commitMicros(), 1000L));
    json.writeNumberProperty("ts_us", origin.commitMicros());
    json.writeStringProperty("snapshot", Boolean.toString(origin.snapshot()));
    json.writeStringProperty("db", origin.database());
    json.writeStringProperty("schema", origin.schema());
    json.writeStringProperty("table", origin.table());
    writeOptional(json, "txId", origin.transactionId());
    writeOptional(json, "lsn", origin.lsn());
    Origin.Binlog binlog = origin.binlog();
    if (binlog != null) {
      json.writeStringProperty("gtid", binlog.gtid());
      json.writeStringProperty("file", binlog.file());
      json.writeNumberProperty("pos", binlog.pos());
      json.writeNumberProperty("row", binlog.row());
    }
    json.writeEndObject();
  }

  private static void writeOptional(JsonGenerator json, String name, @Nullable Long value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, value);
    }
  }

  static ChangeEvent read(byte[] json) {
    try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedRecordException("A change is a JSON object");
      }
      return new Reading(json, parser).event();
    } catch (JacksonException e) {
      throw new MalformedRecordException("A change is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /// One pass over an envelope; keeps where the rows are and what the source block says.
  private static final class Reading {
    private final byte[] json;
    private final JsonParser parser;
    private @Nullable RowImage before;
    private @Nullable RowImage after;
    private @Nullable Operation operation;
    private @Nullable Origin origin;

    Reading(byte[] json, JsonParser parser) {
      this.json = json;
      this.parser = parser;
    }

    ChangeEvent event() {
      readFields();
      if (operation == null) {
        throw new MalformedRecordException("A change has no op");
      }
      if (origin == null) {
        throw new MalformedRecordException("A change has no source");
      }
      return new ChangeEvent(operation, before, after, origin);
    }

    private void readFields() {
      String field;
      while ((field = parser.nextName()) != null) {
        JsonToken value = parser.nextToken();
        switch (field) {
          case "before" -> before = row(value);
          case "after" -> after = row(value);
          case "op" -> operation = Operation.ofCode(parser.getString());
          case "source" -> origin = origin(value);
          case "payload" -> {
            if (value == JsonToken.START_OBJECT) {
              readFields();
            }
          }
          default -> parser.skipChildren();
        }
      }
    }

    private @Nullable RowImage row(JsonToken value) {
      if (value == JsonToken.VALUE_NULL) {
        return null;
      }
      if (value != JsonToken.START_OBJECT) {
        throw new MalformedRecordException("A change's row is neither an object nor null");
      }
      int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
      parser.skipChildren();
      int end = Math.toIntExact(parser.currentLocation().getByteOffset());
      return new RowImage(json, start, end - start);
    }

    private Origin origin(JsonToken value) {
      if (value != JsonToken.START_OBJECT) {
        throw new MalformedRecordException("A change's source is no object");
      }
      String connector = "";
      String source = "";
      String database = "";
      String schema = "";
      String table = "";
      long millis = 0;
      long micros = 0;
      boolean snapshot = false;
      Long lsn = null;
      Long transaction = null;
      String file = "";
      String gtid = "";
      long position = 0;
      int row = 0;
      String field;
      while ((field = parser.nextName()) != null) {
        JsonToken token = parser.nextToken();
        switch (field) {
          case "connector" -> connector = text(token);
          case "name" -> source = text(token);
          case "db" -> database = text(token);
          case "schema" -> schema = text(token);
          case "table" -> table = text(token);
          case "ts_ms" -> millis = parser.getValueAsLong();
          case "ts_us" -> micros = parser.getValueAsLong();
          // "true", "first", "last" and others are a snapshot's, "false" and null are not.
          case "snapshot" -> snapshot = !text(token).isEmpty() && !text(token).equals("false");
          case "lsn" -> lsn = number(token);
          case "txId" -> transaction = number(token);
          case "file" -> file = text(token);
          case "gtid" -> gtid = text(token);
          case "pos" -> position = parser.getValueAsLong();
          case "row" -> row = parser.getValueAsInt();
          default -> parser.skipChildren();
        }
      }
      return new Origin(
          connector,
          source,
          database,
          schema,
          table,
          micros != 0 ? micros : millis * 1000,
          snapshot,
          lsn,
          transaction,
          file.isEmpty()
              ? null
              : new Origin.Binlog(file, position, row, gtid.isEmpty() ? null : gtid));
    }

    private String text(JsonToken token) {
      return token == JsonToken.VALUE_NULL ? "" : parser.getString();
    }

    private @Nullable Long number(JsonToken token) {
      return token == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : null;
    }
  }
}
