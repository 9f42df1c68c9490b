package dev.hayase.cdc.value.postgres;

import dev.hayase.cdc.value.ColumnWriter;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.wire.Json;
import java.io.StringWriter;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/// Writes the values of one column: PostgreSQL's text in, JSON out.
public final class PostgresWriter implements ColumnWriter {
  private static final String BYTEA_PREFIX = "\\x";

  private final PostgresColumn column;
  private final Form form;
  private final int moneyFractionDigits;

  /// @param moneyFractionDigits of the server's `lc_monetary`
  public PostgresWriter(PostgresColumn column, int moneyFractionDigits) {
    this.column = column;
    this.form = Forms.of(column);
    this.moneyFractionDigits = moneyFractionDigits;
  }

  @Override
  public Column target() {
    if (column.array()) {
      return Column.nullable(column.name(), ColumnType.JSON);
    }
    int precision = column.precision().orElse(0);
    int scale = column.scale().orElse(0);
    boolean decimal = form == Form.NUMERIC || form == Form.BIGNUMERIC;
    // BigQuery's own parameters know neither a negative scale nor one above the precision.
    return decimal && precision > 0 && scale >= 0 && scale <= precision
        ? Column.decimal(column.name(), form.type(), precision, scale)
        : Column.nullable(column.name(), form.type());
  }

  @Override
  public String sourceType() {
    return column.typeText();
  }

  @Override
  public String name() {
    return column.name();
  }

  /// {@inheritDoc}
  ///
  /// @param text as a session with [PrintedText#OPTIONS] prints it (bytes in hexadecimal, times in
  ///   ISO style, intervals in ISO 8601)
  @Override
  public void write(JsonGenerator json, @Nullable String text) {
    if (text == null) {
      json.writeNull();
    } else if (column.array()) {
      json.writeString(arrayJson(text));
    } else {
      writeValue(json, text);
    }
  }

  private void writeValue(JsonGenerator json, String text) {
    switch (form) {
      case INTEGER -> json.writeNumber(text);
      case FLOAT -> writeFloat(json, text);
      case BOOL -> json.writeBoolean(text.startsWith("t"));
      case BIT -> json.writeBoolean(text.equals("1"));
      case NUMERIC, BIGNUMERIC, TEXT, TIME, JSON -> json.writeString(text);
      case MONEY -> json.writeString(MoneyText.decimal(text, moneyFractionDigits));
      case DATE -> json.writeString(TemporalText.date(text));
      case DATETIME -> json.writeString(TemporalText.dateTime(text));
      case TIMESTAMP -> json.writeString(TemporalText.timestamp(text));
      case HSTORE -> json.writeString(hstoreJson(text));
      case BYTES -> json.writeBinary(bytes(text));
      case BITS -> json.writeBinary(BitText.bytes(text));
    }
  }

  private static void writeFloat(JsonGenerator json, String text) {
    if (text.equals("NaN") || text.endsWith("Infinity")) {
      json.writeString(text);
    } else {
      json.writeNumber(text);
    }
  }

  private static byte[] bytes(String text) {
    if (!text.startsWith(BYTEA_PREFIX)) {
      throw new IllegalArgumentException("bytea is expected in hexadecimal");
    }
    return HexFormat.of().parseHex(text, BYTEA_PREFIX.length(), text.length());
  }

  private String arrayJson(String text) {
    StringWriter out = new StringWriter(text.length() + 16);
    try (JsonGenerator json = Json.FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      ArrayText.read(text, new Elements(json));
    }
    return out.toString();
  }

  private static String hstoreJson(String text) {
    StringWriter out = new StringWriter(text.length() + 16);
    try (JsonGenerator json = Json.FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      HstoreText.pairs(text)
          .forEach((key, value) -> {
            json.writeName(key);
            json.writeString(value);
          });
      json.writeEndObject();
    }
    return out.toString();
  }

  /// The elements of an array, each in the form that a column of their type has; JSON stays JSON.
  private final class Elements implements ArrayText.Listener {
    private final JsonGenerator json;

    Elements(JsonGenerator json) {
      this.json = json;
    }

    @Override
    public void open() {
      json.writeStartArray();
    }

    @Override
    public void close() {
      json.writeEndArray();
    }

    @Override
    public void element(@Nullable String value) {
      if (value == null) {
        json.writeNull();
      } else if (form == Form.JSON) {
        json.writeRawValue(value);
      } else if (form == Form.HSTORE) {
        json.writeRawValue(hstoreJson(value));
      } else {
        writeValue(json, value);
      }
    }
  }
}
