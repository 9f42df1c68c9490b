package dev.hayase.cdc.value;

import dev.hayase.event.change.RowImage;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.wire.Json;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/// The columns of a table at one time, and how a row of it is written.
public final class TableShape {
  /// Stands for a value that could not be read, known by its identity: no text of a user's is
  /// mistaken for it. A row with it cannot be written.
  @SuppressWarnings("StringOperationCanBeSimplified")
  public static final String UNREADABLE = new String("unreadable");

  private static final int TYPICAL_ROW = 256;

  private final List<ColumnWriter> columns;
  private final int[] key;
  private final TableSchema schema;
  private final String fingerprint;

  /// @param primaryKey names of the key's columns, in the key's order; empty when there is none
  public TableShape(List<? extends ColumnWriter> columns, List<String> primaryKey) {
    this.columns = List.copyOf(columns);
    List<String> names = columns.stream().map(ColumnWriter::name).toList();
    this.key = primaryKey.stream().mapToInt(names::indexOf).toArray();
    this.schema = schema(this.columns, primaryKey);
    this.fingerprint = schema.fingerprint().hex();
  }

  private static TableSchema schema(List<ColumnWriter> writers, List<String> primaryKey) {
    List<Column> targets = new ArrayList<>();
    SortedMap<String, String> sourceTypes = new TreeMap<>();
    for (ColumnWriter writer : writers) {
      if (writer.isWritten()) {
        targets.add(writer.target());
        sourceTypes.put(writer.name(), writer.sourceType());
      }
    }
    return new TableSchema(targets, primaryKey, sourceTypes);
  }

  /// The table's schema, as it is published.
  public TableSchema schema() {
    return schema;
  }

  /// The schema's fingerprint, as the header carries it.
  public String fingerprint() {
    return fingerprint;
  }

  /// How many columns a row has.
  public int width() {
    return columns.size();
  }

  /// The name of a column.
  public String columnName(int index) {
    return columns.get(index).name();
  }

  /// Where the key's columns are in a row; empty when there is no key.
  public int[] keyIndexes() {
    return key.clone();
  }

  /// Whether the texts of the key must be known to nobody else.
  public boolean concealsKey() {
    return Arrays.stream(key).anyMatch(i -> columns.get(i).conceals());
  }

  /// A row as JSON.
  ///
  /// @param row the texts of its values, in the columns' order
  /// @throws UnwritableValueException naming the column
  public RowImage row(List<@Nullable String> row) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(TYPICAL_ROW);
    try (JsonGenerator json = Json.FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      for (int i = 0; i < row.size(); i++) {
        if (columns.get(i).isWritten()) {
          write(json, i, row.get(i));
        }
      }
      json.writeEndObject();
    }
    return RowImage.of(out.toByteArray());
  }

  /// The record key of a row: the key's columns as JSON; null when the table has no key.
  ///
  /// @throws UnwritableValueException naming the column
  public byte @Nullable [] key(List<@Nullable String> row) {
    if (key.length == 0) {
      return null;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(64);
    try (JsonGenerator json = Json.FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      for (int i : key) {
        write(json, i, row.get(i));
      }
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean isUnreadable(@Nullable String text) {
    return text == UNREADABLE;
  }

  private void write(JsonGenerator json, int index, @Nullable String text) {
    ColumnWriter writer = columns.get(index);
    json.writeName(writer.name());
    if (isUnreadable(text)) {
      throw new UnwritableValueException(writer.name(), writer.sourceType());
    }
    try {
      writer.write(json, text);
    } catch (RuntimeException e) {
      // Its message may hold the value, and whoever reads the trouble of a capture reads causes.
      throw new UnwritableValueException(writer.name(), writer.sourceType());
    }
  }
}
