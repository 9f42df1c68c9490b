package dev.hayase.cdc.value.mysql;

import dev.hayase.cdc.value.ColumnWriter;
import dev.hayase.event.schema.Column;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Writes the values of one column: MySQL's text in, JSON out.
public final class MysqlWriter implements ColumnWriter {
  private static final int DATE_LENGTH = "2024-01-31".length();

  private final MysqlColumn column;
  private final Form form;

  public MysqlWriter(MysqlColumn column) {
    this.column = column;
    this.form = Form.of(column);
  }

  @Override
  public Column target() {
    int precision = column.length().orElse(0);
    int scale = column.scale().orElse(0);
    boolean decimal = form == Form.NUMERIC || form == Form.BIGNUMERIC;
    return decimal && precision > 0
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
  /// @param text as [Texts] makes it: dates and times in the server's form (a `TIMESTAMP` in UTC),
  ///   bytes in hexadecimal
  @Override
  public void write(JsonGenerator json, @Nullable String text) {
    if (text == null) {
      json.writeNull();
      return;
    }
    switch (form) {
      case INTEGER, FLOAT, DOUBLE -> json.writeNumber(text);
      case BIG_UNSIGNED, NUMERIC, BIGNUMERIC, LONG_DECIMAL, TEXT, DATE, TIME, JSON ->
          json.writeString(text);
      case DATETIME -> json.writeString(dateTime(text));
      case TIMESTAMP -> json.writeString(dateTime(text) + "Z");
      case BYTES, FIXED_BYTES, BITS -> json.writeBinary(HexFormat.of().parseHex(text));
      case BIT -> json.writeBoolean(text.endsWith("1"));
    }
  }

  /// A date that is none (`0000-00-00 00:00:00`) stays what it is: whoever reads it says so.
  private static String dateTime(String text) {
    if (text.length() <= DATE_LENGTH) {
      throw new IllegalArgumentException("a date and a time are expected");
    }
    return text.substring(0, DATE_LENGTH) + 'T' + text.substring(DATE_LENGTH + 1);
  }
}
