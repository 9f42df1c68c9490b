package dev.hayase.cdc.debezium.postgres;

import dev.hayase.cdc.change.Captured;
import dev.hayase.cdc.change.Captured.ChunkEdge;
import dev.hayase.cdc.change.Captured.Heartbeat;
import dev.hayase.cdc.change.Captured.Marker;
import dev.hayase.cdc.change.Captured.RowChange;
import dev.hayase.cdc.change.Captured.SnapshotRow;
import dev.hayase.cdc.change.Captured.Truncated;
import dev.hayase.cdc.change.ChunkMark;
import dev.hayase.cdc.change.WalCursor;
import dev.hayase.cdc.change.WalPlace;
import dev.hayase.cdc.personal.Concealment;
import dev.hayase.cdc.value.TableShape;
import dev.hayase.cdc.value.postgres.PostgresColumn;
import dev.hayase.cdc.value.postgres.PostgresWriter;
import dev.hayase.event.change.Operation;
import dev.hayase.event.change.Origin;
import dev.hayase.event.topic.ChangeTopic;
import java.nio.charset.StandardCharsets;
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

/// Reads Debezium's records. Remembers the tables' shapes, and the position that the log is read
/// from until its first commit comes by.
final class RecordReader {
  private static final int MANY_SCHEMAS = 20_000;

  private final String source;
  private final Set<ChangeTopic> keyed;
  private final int moneyFractionDigits;
  private final Concealment concealment;
  private final IdentityHashMap<Schema, Table> tables = new IdentityHashMap<>();
  private final WalCursor cursor;
  private @Nullable Long startCommit;

  private record Table(ChangeTopic topic, @Nullable TableShape shape) {}

  /// @param keyed tables with a primary key: Debezium makes do with any unique index, we do not
  /// @param startCommit where the log is read from; null when a snapshot comes first
  RecordReader(
      String source,
      Set<ChangeTopic> keyed,
      int moneyFractionDigits,
      Concealment concealment,
      @Nullable Long startCommit) {
    this.source = source;
    this.keyed = Set.copyOf(keyed);
    this.moneyFractionDigits = moneyFractionDigits;
    this.concealment = concealment;
    this.startCommit = startCommit;
    this.cursor = new WalCursor(startCommit == null ? 0 : startCommit);
  }

  /// @return null for a record that says nothing to us
  @Nullable Captured read(SourceRecord record) {
    Map<String, ?> offset = record.sourceOffset();
    if (!(record.value() instanceof Struct value)) {
      return null;
    }
    if (value.schema().field("op") == null) {
      return offset.containsKey("snapshot")
          ? null
          : new Heartbeat(cursor.readThrough(commit(offset)));
    }
    Struct origin = value.getStruct("source");
    String operation = value.getString("op");
    return switch (operation) {
      case "r" -> snapshotRow(record, value, origin);
      case "m" -> marker(value, origin, offset);
      case "t" ->
          new Truncated(table(record, origin).topic(), origin.getInt64("ts_us"), place(offset));
      case "c" -> change(record, value, origin, Operation.CREATE);
      case "u" -> change(record, value, origin, Operation.UPDATE);
      case "d" -> change(record, value, origin, Operation.DELETE);
      default -> throw new IllegalStateException("Debezium sent an op '" + operation + "'");
    };
  }

  private Captured snapshotRow(SourceRecord record, Struct value, Struct origin) {
    long start = lsn(record.sourceOffset());
    startCommit = start;
    Table table = table(record, origin);
    String place = String.valueOf(origin.getString("snapshot"));
    return new SnapshotRow(
        table.topic(),
        shape(table),
        texts(value.getStruct("after")),
        origin(table.topic(), origin, null),
        place.startsWith("last"));
  }

  private Captured change(SourceRecord record, Struct value, Struct origin, Operation operation) {
    Table table = table(record, origin);
    Struct before = value.getStruct("before");
    Struct after = value.getStruct("after");
    WalPlace place = place(record.sourceOffset());
    return new RowChange(
        table.topic(),
        shape(table),
        operation,
        before == null ? null : texts(before),
        after == null ? null : texts(after),
        origin(table.topic(), origin, place.lsn()),
        place);
  }

  private Captured marker(Struct value, Struct origin, Map<String, ?> offset) {
    byte[] content = value.getStruct("message").getBytes("content");
    String text = new String(content, StandardCharsets.UTF_8);
    WalPlace place = place(offset);
    long micros = origin.getInt64("ts_us");
    if (text.equals(source)) {
      return new Marker(micros, place);
    }
    return ChunkMark.parse(source, text)
        .<Captured>map(mark -> new ChunkEdge(mark, micros, place))
        .orElse(new Heartbeat(place));
  }

  private static List<@Nullable String> texts(Struct row) {
    List<Field> fields = row.schema().fields();
    List<@Nullable String> texts = new ArrayList<>(fields.size());
    for (Field field : fields) {
      texts.add((String) row.getWithoutDefault(field.name()));
    }
    return texts;
  }

  private static TableShape shape(Table table) {
    TableShape shape = table.shape();
    if (shape == null) {
      throw new IllegalStateException("A row of " + table.topic() + " came without columns");
    }
    return shape;
  }

  private Table table(SourceRecord record, Struct origin) {
    Schema schema = record.valueSchema();
    Table table = tables.get(schema);
    if (table == null || (table.shape() == null && record.keySchema() != null)) {
      if (tables.size() > MANY_SCHEMAS) {
        tables.clear();
      }
      table = newTable(record, origin);
      tables.put(schema, table);
    }
    return table;
  }

  private Table newTable(SourceRecord record, Struct origin) {
    ChangeTopic topic =
        new ChangeTopic(source, origin.getString("schema"), origin.getString("table"));
    boolean hasKey = keyed.contains(topic);
    Schema keySchema = record.keySchema();
    if (hasKey && keySchema == null) {
      // A truncate has no key, and says nothing of columns.
      return new Table(topic, null);
    }
    List<PostgresColumn> columns =
        record.valueSchema().field("after").schema().fields().stream()
            .map(TextValues::column)
            .toList();
    List<String> key = hasKey ? keySchema.fields().stream().map(Field::name).toList() : List.of();
    List<PostgresWriter> writers =
        columns.stream().map(c -> new PostgresWriter(c, moneyFractionDigits)).toList();
    return new Table(topic, new TableShape(concealment.conceal(topic, writers, key), key));
  }

  /// @param lsn of the change; null in a snapshot
  private static Origin origin(ChangeTopic table, Struct origin, @Nullable Long lsn) {
    return new Origin(
        "postgresql",
        table.source(),
        origin.getString("db"),
        table.schema(),
        table.table(),
        origin.getInt64("ts_us"),
        lsn == null,
        lsn,
        lsn == null ? null : origin.getInt64("txId"));
  }

  private WalPlace place(Map<String, ?> offset) {
    return cursor.change(commit(offset), lsn(offset));
  }

  private static long lsn(Map<String, ?> offset) {
    if (offset.get("lsn") instanceof Long lsn) {
      return lsn;
    }
    throw new IllegalStateException("A record came without its position in the log");
  }

  /// The end of the last commit before. There is none yet in the first transaction after a
  /// snapshot, which then counts from the snapshot's own position.
  private long commit(Map<String, ?> offset) {
    if (offset.get("lsn_commit") instanceof Long commit) {
      return commit;
    }
    if (startCommit == null) {
      if (offset.containsKey("messageType")) {
        throw new IllegalStateException("The log began without saying where");
      }
      startCommit = lsn(offset);
    }
    return startCommit;
  }
}
