package dev.hayase.benchmarks.faults.compare;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.hayase.benchmarks.faults.workload.WorkloadTable;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.wire.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// The columns of a table that are compared: the source's, then the loader's own. Rows are made of
/// either side's data and are equal when the loader did its work.
final class ComparedRow {
  private static final Column SEQUENCE = Column.nullable("_hayase_seq", ColumnType.STRING);
  private static final List<Column> OF_HISTORY =
      List.of(
          Column.nullable("_op", ColumnType.STRING),
          Column.nullable("_commit_ts", ColumnType.TIMESTAMP),
          Column.nullable("_snapshot_id", ColumnType.STRING));

  private final List<Column> source;
  private final List<Column> all = new ArrayList<>();
  private final Set<String> present;

  /// @param present the names of the columns that the table has, in lower case: one that never got
  ///   a value need not be there
  ComparedRow(WorkloadTable table, Set<String> present) {
    this.source = table.last().columns();
    this.present = present;
    all.addAll(source);
    all.add(SEQUENCE);
    if (!table.mirrored()) {
      all.addAll(OF_HISTORY);
    }
  }

  /// What to select: the source's columns come first, in the order of the last schema.
  String selected() {
    return all.stream()
        .map(column -> isPresent(column) ? "`" + column.name() + "`" : "NULL")
        .collect(Collectors.joining(", "));
  }

  private boolean isPresent(Column column) {
    return present.contains(column.name().toLowerCase(Locale.ROOT));
  }

  int size() {
    return all.size();
  }

  /// What BigQuery has.
  List<@Nullable Object> ofBigQuery(BigQueryReader.Row row) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      values.add(Cells.ofBigQuery(all.get(i).type(), row.cell(i)));
    }
    return values;
  }

  /// What a mirror has to have after this record.
  List<@Nullable Object> ofMirror(byte[] value, String sequence) {
    JsonObject envelope = JsonParser.parseString(TopicReader.text(value)).getAsJsonObject();
    List<@Nullable Object> values = sourceValues(envelope.getAsJsonObject("after"));
    values.add(sequence);
    return values;
  }

  /// What a history has to have for this record.
  List<@Nullable Object> ofHistory(ConsumerRecord<byte[], byte[]> record) {
    JsonObject envelope =
        JsonParser.parseString(TopicReader.text(record.value())).getAsJsonObject();
    String op = envelope.get("op").getAsString();
    JsonElement image = envelope.get(op.equals("d") ? "before" : "after");
    if (image.isJsonNull()) {
      image = JsonParser.parseString(TopicReader.text(record.key()));
    }
    List<@Nullable Object> values = sourceValues(image.getAsJsonObject());
    values.add(TopicReader.header(record, Headers.SEQUENCE));
    values.add(op);
    values.add(envelope.getAsJsonObject("source").get("ts_us").getAsLong());
    values.add(TopicReader.header(record, Headers.SNAPSHOT));
    return values;
  }

  /// What a history has to have for a truncate, or for a snapshot's end.
  List<@Nullable Object> ofControl(
      ConsumerRecord<byte[], byte[]> record, String op, long micros, @Nullable String snapshotId) {
    List<@Nullable Object> values = sourceValues(new JsonObject());
    values.add(TopicReader.header(record, Headers.SEQUENCE));
    values.add(op);
    values.add(micros);
    values.add(snapshotId);
    return values;
  }

  private List<@Nullable Object> sourceValues(JsonObject row) {
    List<@Nullable Object> values = new ArrayList<>(all.size());
    for (Column column : source) {
      values.add(Cells.ofJson(column.type(), row.get(column.name())));
    }
    return values;
  }

  /// The first column in which two rows differ.
  Optional<String> difference(List<@Nullable Object> wanted, List<@Nullable Object> found) {
    for (int i = 0; i < all.size(); i++) {
      if (!Objects.equals(wanted.get(i), found.get(i))) {
        return Optional.of(
            "%s is %s and should be %s".formatted(all.get(i).name(), found.get(i), wanted.get(i)));
      }
    }
    return Optional.empty();
  }
}
