package dev.hayase.emulator.row;

import static dev.hayase.emulator.catalog.ColumnType.INT64;
import static dev.hayase.emulator.catalog.ColumnType.STRING;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.hayase.emulator.catalog.Column;

/// Finds the reader for a field and a column, once per writer. The pairs that almost all rows are
/// made of have readers of their own, which neither branch nor allocate twice.
final class Readers {
  private Readers() {}

  static ValueReader scalar(FieldDescriptor field, Column column, String path) {
    if (column.type() == INT64) {
      switch (field.getType()) {
        case INT64 -> {
          return (in, _) -> in.readInt64();
        }
        case INT32 -> {
          return (in, _) -> (long) in.readInt32();
        }
        default -> {}
      }
    }
    if (column.type() == STRING
        && field.getType() == FieldDescriptor.Type.STRING
        && column.maxLength().isEmpty()) {
      return (in, _) -> in.readStringRequireUtf8();
    }
    return (in, _) -> {
      Object raw = Wire.read(in, field);
      return raw == null ? null : Cells.convert(raw, column, path);
    };
  }
}
