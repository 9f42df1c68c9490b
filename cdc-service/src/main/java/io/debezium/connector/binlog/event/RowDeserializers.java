package io.debezium.connector.binlog.event;

import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.DeleteRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.UpdateRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.WriteRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import io.debezium.config.CommonConnectorConfig.EventProcessingFailureHandlingMode;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;

/// Takes the place of Debezium's class of this name: dates and times stay the text that the server
/// prints for them. Debezium's own makes NULL of a date with a zero in it.
///
/// [dev.hayase.cdc.debezium.mysql.MysqlValues] refuses to work when Debezium's class comes first on
/// the class path.
public final class RowDeserializers {
  private RowDeserializers() {}

  /// Tells this class from the one whose place it takes, which has no such method.
  public static boolean keepsText() {
    return true;
  }

  /// The rows of such an event.
  public static final class DeleteRowsDeserializer extends DeleteRowsEventDataDeserializer {
    public DeleteRowsDeserializer(
        Map<Long, TableMapEventData> tables, EventProcessingFailureHandlingMode mode) {
      super(tables);
    }

    @Override
    protected Serializable deserializeString(int length, ByteArrayInputStream in)
        throws IOException {
      return LoggedText.string(length, in);
    }

    @Override
    protected Serializable deserializeVarString(int meta, ByteArrayInputStream in)
        throws IOException {
      return LoggedText.varString(meta, in);
    }

    @Override
    protected Serializable deserializeDate(ByteArrayInputStream in) throws IOException {
      return LoggedText.date(in);
    }

    @Override
    protected Serializable deserializeDatetime(ByteArrayInputStream in) throws IOException {
      return LoggedText.datetime(in);
    }

    @Override
    protected Serializable deserializeDatetimeV2(int meta, ByteArrayInputStream in)
        throws IOException {
      return LoggedText.datetimeV2(meta, in);
    }

    @Override
    protected Serializable deserializeTime(ByteArrayInputStream in) throws IOException {
      return LoggedText.time(in);
    }

    @Override
    protected Serializable deserializeTimeV2(int meta, ByteArrayInputStream in) throws IOException {
      return LoggedText.timeV2(meta, in);
    }

    @Override
    protected Serializable deserializeTimestamp(ByteArrayInputStream in) throws IOException {
      return LoggedText.timestamp(in);
    }

    @Override
    protected Serializable deserializeTimestampV2(int meta, ByteArrayInputStream in)
        throws IOException {
      return LoggedText.timestampV2(meta, in);
    }

    @Override
    protected Serializable deserializeYear(ByteArrayInputStream in) throws IOException {
      return LoggedText.year(in);
    }

    @Override
    protected Serializable deserializeBit(int meta, ByteArrayInputStream in) throws IOException {
      return LoggedText.bit(meta, in);
    }
  }

  /// The rows of such an event.
  public static final class UpdateRowsDeserializer extends UpdateRowsEventDataDeserializer {
    public UpdateRowsDeserializer(
        Map<Long, TableMapEventData> tables, EventProcessingFailureHandlingMode mode) {
      super(tables);
    }

    @Override
    protected Serializable deserializeString(int length, ByteArrayInputStream in)
        throws IOException {
      return LoggedText.string(length, in);
    }

    @Override
    protected Serializable deserializeVarString(int meta, ByteArrayInputStream in)
        throws IOException {
      return LoggedText.varString(meta, in);
    }

    @Override
    protected Serializable deserializeDate(ByteArrayInputStream in) throws IOException {
      return LoggedText.date(in);
    }

    @Override
    protected Serializable deserializeDatetime(ByteArrayInputStream in) throws IOException {
      return LoggedText.datetime(in);
    }

    @Override
    protected Serializable deserializeDatetimeV2(int meta, ByteArrayInputStream in)
        throws IOException {
      return LoggedText.datetimeV2(meta, in);
    }

    @Override
    protected Serializable deserializeTime(ByteArrayInputStream in) throws IOException {
      return LoggedText.time(in);
    }

    @Override
    protected Serializable deserializeTimeV2(int meta, ByteArrayInputStream in) throws IOException {
      return LoggedText.timeV2(meta, in);
    }

    @Override
    protected Serializable deserializeTimestamp(ByteArrayInputStream in) throws IOException {
      return LoggedText.timestamp(in);
    }

    @Override
    protected Serializable deserializeTimestampV2(int meta, ByteArrayInputStream in)
        throws IOException {
      return LoggedText.timestampV2(meta, in);
    }

    @Override
    protected Serializable deserializeYear(ByteArrayInputStream in) throws IOException {
      return LoggedText.year(in);
    }

    @Override
    protected Serializable deserializeBit(int meta, ByteArrayInputStream in) throws IOException {
      return LoggedText.bit(meta, in);
    }
  }

  /// The rows of such an event.
  public static final class WriteRowsDeserializer extends WriteRowsEventDataDeserializer {
    public WriteRowsDeserializer(
        Map<Long, TableMapEventData> tables, EventProcessingFailureHandlingMode mode) {
      super(tables);
    }

    @Override
    protected Serializable deserializeString(int length, ByteArrayInputStream in)
        throws IOException {
      return LoggedText.string(length, in);
    }

    @Override
    protected Serializable deserializeVarString(int meta, ByteArrayInputStream in)
        throws IOException {
      return LoggedText.varString(meta, in);
    }

    @Override
    protected Serializable deserializeDate(ByteArrayInputStream in) throws IOException {
      return LoggedText.date(in);
    }

    @Override
    protected Serializable deserializeDatetime(ByteArrayInputStream in) throws IOException {
      return LoggedText.datetime(in);
    }

    @Override
    protected Serializable deserializeDatetimeV2(int meta, ByteArrayInputStream in)
        throws IOException {
      return LoggedText.datetimeV2(meta, in);
    }

    @Override
    protected Serializable deserializeTime(ByteArrayInputStream in) throws IOException {
      return LoggedText.time(in);
    }

    @Override
    protected Serializable deserializeTimeV2(int meta, ByteArrayInputStream in) throws IOException {
      return LoggedText.timeV2(meta, in);
    }

    @Override
    protected Serializable deserializeTimestamp(ByteArrayInputStream in) throws IOException {
      return LoggedText.timestamp(in);
    }

    @Override
    protected Serializable deserializeTimestampV2(int meta, ByteArrayInputStream in)
        throws IOException {
      return LoggedText.timestampV2(meta, in);
    }

    @Override
    protected Serializable deserializeYear(ByteArrayInputStream in) throws IOException {
      return LoggedText.year(in);
    }

    @Override
    protected Serializable deserializeBit(int meta, ByteArrayInputStream in) throws IOException {
      return LoggedText.bit(meta, in);
    }
  }
}
