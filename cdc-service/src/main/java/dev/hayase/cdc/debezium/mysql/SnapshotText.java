package dev.hayase.cdc.debezium.mysql;

import dev.hayase.cdc.value.mysql.Form;
import dev.hayase.cdc.value.mysql.MysqlColumn;
import io.debezium.relational.Column;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// A value of a snapshot's row as the server sent it: bytes for what is binary, else text. Called
/// by what takes the place of Debezium's own readers.
public final class SnapshotText {
  private SnapshotText() {}

  /// With MariaDB's driver, whose texts are the server's.
  public static @Nullable Object read(ResultSet row, int index, Column column) throws SQLException {
    return isBinary(column) ? row.getBytes(index) : row.getString(index);
  }

  /// With MySQL's driver, which makes dates of the texts of dates, unless asked for bytes.
  public static @Nullable Object readBytes(ResultSet row, int index, Column column)
      throws SQLException {
    byte[] bytes = row.getBytes(index);
    return bytes == null || isBinary(column) ? bytes : new String(bytes, StandardCharsets.UTF_8);
  }

  private static boolean isBinary(Column column) {
    OptionalInt length =
        column.length() == Column.UNSET_INT_VALUE
            ? OptionalInt.empty()
            : OptionalInt.of(column.length());
    return Form.of(
            MysqlColumn.of(column.name(), column.typeName(), length, OptionalInt.empty(), ""))
        .isBinary();
  }
}
