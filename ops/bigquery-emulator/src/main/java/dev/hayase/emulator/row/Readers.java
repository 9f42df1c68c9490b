package dev.hayase.emulator.row;

import static dev.hayase.emulator.catalog.ColumnType.BOOL;
import static dev.hayase.emulator.catalog.ColumnType.FLOAT64;
import static dev.hayase.emulator.catalog.ColumnType.INT64;
import static dev.hayase.emulator.catalog.ColumnType.STRING;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.hayase.emulator.catalog.Column;

/// Finds the reader for a field and a column, once per writer. The pairs that almost all rows are
/// made of have readers of their own, which neither branch nor allocate twice.
final class Readers {
  private Readers() {}

  static ValueReader scalar(FieldDescriptor field, Column column, String path) {
    FieldDescriptor.Type wire = field.getType();
    if (column.type() == BOOL && wire == FieldDescriptor.Type.BOOL) {
      return (in, _) -> in.readBool();
    }
    if (column.type() == FLOAT64 && wire == FieldDescriptor.Type.DOUBLE) {
      return (in, _) -> in.readDouble();
    }
    if (column.type() == INT64 && wire == FieldDescriptor.Type.INT64) {
      return (in, _) -> in.readInt64();
    }
    if (column.type() == INT64 && wire == FieldDescriptor.Type.INT32) {
      return (in, _) -> (long) in.readInt32();
    }
    if (column.type() == STRING
        && wire == FieldDescriptor.Type.STRING
        && column.maxLength().isEmpty()) {
      return (in, _) -> in.readStringRequireUtf8();
    }
    return (in, _) -> {
      Object raw = Wire.read(in, field);
      return raw == null ? null : Cells.convert(raw, column, path);
    };
  }
}
