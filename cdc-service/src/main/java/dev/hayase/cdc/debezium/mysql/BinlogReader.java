package dev.hayase.cdc.debezium.mysql;

import dev.hayase.cdc.change.BinlogCursor;
import dev.hayase.cdc.change.BinlogPlace;
import dev.hayase.cdc.change.Captured;
import dev.hayase.cdc.change.Captured.Heartbeat;
import dev.hayase.cdc.change.Captured.RowChange;
import dev.hayase.cdc.change.Captured.SnapshotRow;
import dev.hayase.cdc.change.Captured.Truncated;
import dev.hayase.cdc.personal.Concealment;
import dev.hayase.cdc.value.TableShape;
import dev.hayase.cdc.value.mysql.MysqlWriter;
import dev.hayase.event.change.Operation;
import dev.hayase.event.change.Origin;
import dev.hayase.event.topic.ChangeTopic;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/// Reads Debezium's records. Remembers the tables' shapes, and the place in the log.
final class BinlogReader {
  private static final int MANY_SCHEMAS = 20_000;

  private final String source;
  private final Set<ChangeTopic> keyed;
  private final Concealment concealment;
  private final IdentityHashMap<Schema, TableShape> shapes = new IdentityHashMap<>();
  private @Nullable BinlogCursor cursor;
  private @Nullable ChangeTopic lastTopic;

  /// @param keyed tables with a primary key: Debezium makes do with any unique index, we do not
  /// @param start where the log is read from; null when a snapshot comes first
  BinlogReader(
      String source, Set<ChangeTopic> keyed, Concealment concealment, @Nullable BinlogPlace start) {
    this.source = source;
    this.keyed = Set.copyOf(keyed);
    this.concealment = concealment;
    this.cursor = start == null ? null : new BinlogCursor(start);
  }

  /// @return null for a record that says nothing to us
  @Nullable Captured read(SourceRecord record) {
    Map<String, ?> offset = record.sourceOffset();
    if (!(record.value() instanceof Struct value)) {
      return null;
    }
    if (offset.containsKey("snapshot")) {
      cursor = new BinlogCursor(begin(offset));
      return value.schema().field("op") == null ? null : snapshotRow(record, value);
    }
    if (value.schema().field("op") == null) {
      return new Heartbeat(cursor(offset).readThrough(begin(offset), number(offset, "event") == 0));
    }
    String operation = value.getString("op");
    return switch (operation) {
      // The last row of a snapshot comes with the offset of what follows.
      case "r" -> snapshotRow(record, value);
      case "t" -> {
        Struct origin = value.getStruct("source");
        yield new Truncated(topic(origin), origin.getInt64("ts_us"), place(offset, origin));
      }
      case "c" -> change(record, value, Operation.CREATE);
      case "u" -> change(record, value, Operation.UPDATE);
      case "d" -> change(record, value, Operation.DELETE);
      default -> throw new IllegalStateException("Debezium sent an op '" + operation + "'");
    };
  }

  private Captured snapshotRow(SourceRecord record, Struct value) {
    cursor = new BinlogCursor(begin(record.sourceOffset()));
    Struct origin = value.getStruct("source");
    ChangeTopic topic = topic(origin);
    return new SnapshotRow(
        topic,
        shape(record, topic),
        texts(value.getStruct("after")),
        origin(topic, origin, true),
        String.valueOf(origin.getString("snapshot")).startsWith("last"));
  }

  private Captured change(SourceRecord record, Struct value, Operation operation) {
    Struct origin = value.getStruct("source");
    ChangeTopic topic = topic(origin);
    Struct before = value.getStruct("before");
    Struct after = value.getStruct("after");
    return new RowChange(
        topic,
        shape(record, topic),
        operation,
        before == null ? null : texts(before),
        after == null ? null : texts(after),
        origin(topic, origin, false),
        place(record.sourceOffset(), origin));
  }

  private static List<@Nullable String> texts(Struct row) {
    List<Field> fields = row.schema().fields();
    List<@Nullable String> texts = new ArrayList<>(fields.size());
    for (Field field : fields) {
      texts.add((String) row.getWithoutDefault(field.name()));
    }
    return texts;
  }

  private TableShape shape(SourceRecord record, ChangeTopic topic) {
    Schema schema = record.valueSchema();
    TableShape shape = shapes.get(schema);
    if (shape == null) {
      if (shapes.size() > MANY_SCHEMAS) {
        shapes.clear();
      }
      List<String> key =
          keyed.contains(topic) && record.keySchema() != null
              ? record.keySchema().fields().stream().map(Field::name).toList()
              : List.of();
      List<MysqlWriter> writers =
          schema.field("after").schema().fields().stream()
              .map(MysqlValues::column)
              .map(MysqlWriter::new)
              .toList();
      shape = new TableShape(concealment.conceal(topic, writers, key), key);
      shapes.put(schema, shape);
    }
    return shape;
  }

  /// Changes of one table mostly follow each other.
  private ChangeTopic topic(Struct origin) {
    String schema = origin.getString("db");
    String table = origin.getString("table");
    ChangeTopic topic = lastTopic;
    if (topic == null || !topic.table().equals(table) || !topic.schema().equals(schema)) {
      topic = new ChangeTopic(source, schema, table);
      lastTopic = topic;
    }
    return topic;
  }

  private static Origin origin(ChangeTopic table, Struct origin, boolean snapshot) {
    return new Origin(
        origin.getString("connector"),
        table.source(),
        table.schema(),
        table.schema(),
        table.table(),
        origin.getInt64("ts_us"),
        snapshot,
        null,
        null,
        new Origin.Binlog(
            origin.getString("file"),
            origin.getInt64("pos"),
            origin.getInt32("row"),
            origin.getString("gtid")));
  }

  private BinlogPlace place(Map<String, ?> offset, Struct origin) {
    String gtid = origin.getString("gtid");
    return cursor(offset)
        .change(
            begin(offset),
            gtid == null ? "" : gtid,
            number(offset, "event"),
            (int) number(offset, "row"));
  }

  private BinlogCursor cursor(Map<String, ?> offset) {
    BinlogCursor present = cursor;
    if (present == null) {
      present = new BinlogCursor(begin(offset));
      cursor = present;
    }
    return present;
  }

  private static BinlogPlace begin(Map<String, ?> offset) {
    return BinlogPlace.between(
        String.valueOf(offset.get("file")),
        number(offset, "pos"),
        offset.get("gtids") instanceof String gtids ? gtids : "");
  }

  private static long number(Map<String, ?> offset, String name) {
    return offset.get(name) instanceof Number number ? number.longValue() : 0;
  }
}
