package dev.hayase.emulator.load;

import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.ColumnType;
import dev.hayase.emulator.catalog.Mode;
import dev.hayase.emulator.catalog.TableSchema;
import dev.hayase.emulator.load.CsvRecords.Entry;
import dev.hayase.emulator.load.CsvRecords.Field;
import dev.hayase.emulator.row.RowProblem;
import dev.hayase.emulator.row.TextCells;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// CSV records become rows: the first field is the first column.
final class CsvRows implements RecordSource {
  private final CsvRecords records;
  private final CsvOptions options;
  private final List<Column> columns;
  private final boolean ignoreUnknown;
  private final Map<String, Object> defaults;
  private long position;

  /// @param skip leading records that are no rows
  CsvRows(
      InputStream in,
      CsvOptions options,
      int skip,
      TableSchema schema,
      boolean ignoreUnknown,
      Map<String, Object> defaults)
      throws IOException {
    this.records = new CsvRecords(in, options);
    this.options = options;
    this.columns = schema.columns();
    this.ignoreUnknown = ignoreUnknown;
    this.defaults = defaults;
    for (int i = 0; i < skip && records.next() != null; i++) {
      // a header
    }
  }

  @Override
  public String kind() {
    return "CSV table";
  }

  @Override
  public @Nullable Object @Nullable [] next() throws IOException, BadValue {
    Entry entry = records.next();
    if (entry == null) {
      return null;
    }
    position = entry.position();
    if (entry.problem() != null) {
      throw new BadValue("", at("Error detected while parsing row", entry.problem()));
    }
    List<Field> fields = entry.fields();
    if (fields.size() > columns.size() && !ignoreUnknown) {
      throw new BadValue("", "Too many values in row starting at position: " + position + ".");
    }
    if (fields.size() < columns.size() && !options.jaggedRows()) {
      throw new BadValue(
          "",
          "CSV table references column position "
              + fields.size()
              + ", but line starting at position:"
              + position
              + " contains only "
              + fields.size()
              + " columns.");
    }
    @Nullable Object[] row = new @Nullable Object[columns.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = i < fields.size() ? value(fields.get(i), i) : missing(i);
    }
    return row;
  }

  private @Nullable Object missing(int index) throws BadValue {
    Column column = columns.get(index);
    return required(defaults.get(column.name().toLowerCase(Locale.ROOT)), column);
  }

  private @Nullable Object value(Field field, int index) throws BadValue {
    Column column = columns.get(index);
    boolean empty = field.text().isEmpty();
    boolean text = column.type() == ColumnType.STRING || column.type() == ColumnType.BYTES;
    if ((!field.quoted() && options.nullMarkers().contains(field.text()))
        || (empty && !text && options.nullMarkers().contains(""))) {
      return required(null, column);
    }
    try {
      return TextCells.parse(field.text(), column, column.name());
    } catch (RowProblem problem) {
      throw new BadValue(
          column.name(),
          "Could not parse '"
              + field.text()
              + "' as "
              + column.type()
              + " for field "
              + column.name()
              + " (position "
              + index
              + ") starting at location "
              + position
              + "  with message 'Unable to parse'");
    }
  }

  private static @Nullable Object required(@Nullable Object value, Column column) throws BadValue {
    if (value == null && column.mode() == Mode.REQUIRED) {
      throw new BadValue(
          column.name(), "Required column value for column " + column.name() + " is missing");
    }
    return value;
  }

  private String at(String what, String problem) {
    return what + " starting at position: " + position + ". Error: " + problem;
  }
}
