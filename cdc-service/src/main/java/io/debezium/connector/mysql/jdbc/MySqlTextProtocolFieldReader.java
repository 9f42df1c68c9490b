package io.debezium.connector.mysql.jdbc;

import dev.hayase.cdc.debezium.mysql.SnapshotText;
import io.debezium.connector.mysql.MySqlConnectorConfig;
import io.debezium.relational.Column;
import io.debezium.relational.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Takes the place of Debezium's class of this name: a snapshot's values stay the server's text.
public final class MySqlTextProtocolFieldReader extends AbstractFieldReader {
  public MySqlTextProtocolFieldReader(MySqlConnectorConfig settings) {
    super(settings);
  }

  /// Called by Debezium for each value.
  @Override
  public @Nullable Object readField(ResultSet row, int index, Column column, Table table)
      throws SQLException {
    return SnapshotText.readBytes(row, index, column);
  }

  @Override
  protected @Nullable Object readTimeField(ResultSet row, int index, Column column, Table table)
      throws SQLException {
    return SnapshotText.readBytes(row, index, column);
  }

  @Override
  protected @Nullable Object readDateField(ResultSet row, int index, Column column, Table table)
      throws SQLException {
    return SnapshotText.readBytes(row, index, column);
  }

  @Override
  protected @Nullable Object readTimestampField(
      ResultSet row, int index, Column column, Table table) throws SQLException {
    return SnapshotText.readBytes(row, index, column);
  }
}
