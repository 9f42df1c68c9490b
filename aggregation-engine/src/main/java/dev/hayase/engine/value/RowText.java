package dev.hayase.engine.value;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.Column.Mode;
import dev.hayase.event.wire.Json;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/// Rows of one layout as JSON objects, in the form of Hayase's change records. Thread-safe.
public final class RowText {
  private final List<Column> columns;

  public RowText(Layout layout) {
    columns = layout.columns();
  }

  /// The object: UTF-8, no white space, every column.
  public byte[] write(Row row) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(32 * columns.size() + 2);
    try (JsonGenerator json = Json.FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      write(row, json);
    }
    return out.toByteArray();
  }

  /// Writes the object as a value of a greater document.
  public void write(Row row, JsonGenerator json) {
    object(columns, row, json);
  }

  private static void object(List<Column> columns, Row row, JsonGenerator json) {
    json.writeStartObject();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      json.writeName(column.name());
      if (column.mode() == Mode.REPEATED) {
        list(column, (List<?>) row.get(i), json);
      } else {
        value(column, row.get(i), json);
      }
    }
    json.writeEndObject();
  }

  private static void list(Column column, @Nullable List<?> values, JsonGenerator json) {
    json.writeStartArray();
    if (values != null) {
      for (Object value : values) {
        value(column, value, json);
      }
    }
    json.writeEndArray();
  }

  private static void value(Column column, @Nullable Object value, JsonGenerator json) {
    if (value == null) {
      json.writeNull();
      return;
    }
    switch (column.type()) {
      case BOOL -> json.writeBoolean((Boolean) value);
      case INT64 -> json.writeNumber((Long) value);
      case FLOAT64 -> float64((Double) value, json);
      case NUMERIC, BIGNUMERIC -> json.writeString(((BigDecimal) value).toPlainString());
      case STRING, JSON, GEOGRAPHY, INTERVAL -> json.writeString((String) value);
      case BYTES -> json.writeString(base64((ByteBuffer) value));
      case DATE, TIMESTAMP -> json.writeString(value.toString());
      case TIME -> json.writeString(DateTimeFormatter.ISO_LOCAL_TIME.format((LocalTime) value));
      case DATETIME ->
          json.writeString(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format((LocalDateTime) value));
      case STRUCT -> object(column.fields(), (Row) value, json);
    }
  }

  private static String base64(ByteBuffer value) {
    byte[] bytes = new byte[value.remaining()];
    value.get(value.position(), bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static void float64(double value, JsonGenerator json) {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeString(Double.toString(value));
    }
  }
}
