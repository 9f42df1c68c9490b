package io.debezium.connector.mariadb.jdbc;

import dev.hayase.cdc.debezium.mysql.SnapshotText;
import io.debezium.connector.binlog.jdbc.BinlogFieldReader;
import io.debezium.connector.mariadb.MariaDbConnectorConfig;
import io.debezium.relational.Column;
import io.debezium.relational.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Takes the place of Debezium's class of this name: a snapshot's values stay the server's text.
public final class MariaDbFieldReader extends BinlogFieldReader {
  public MariaDbFieldReader(MariaDbConnectorConfig settings) {
    super(settings);
  }

  /// Called by Debezium for each value.
  @Override
  public @Nullable Object readField(ResultSet row, int index, Column column, Table table)
      throws SQLException {
    return SnapshotText.read(row, index, column);
  }

  @Override
  protected @Nullable Object readTimeField(ResultSet row, int index, Column column, Table table)
      throws SQLException {
    return SnapshotText.read(row, index, column);
  }

  @Override
  protected @Nullable Object readDateField(ResultSet row, int index, Column column, Table table)
      throws SQLException {
    return SnapshotText.read(row, index, column);
  }

  @Override
  protected @Nullable Object readTimestampField(
      ResultSet row, int index, Column column, Table table) throws SQLException {
    return SnapshotText.read(row, index, column);
  }

  @Override
  protected String getCharacterSet(Column column) {
    return getCharsetRegistry().getJavaEncodingForCharSet(column.charsetName());
  }
}
