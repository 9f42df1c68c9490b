package dev.hayase.benchmarks.encoder;

import dev.hayase.benchmarks.workload.Input;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.wire.Headers;
import dev.hayase.records.SourcePartition;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.format.Compiled;
import dev.hayase.records.format.HayaseFormat;
import dev.hayase.records.format.JsonFormat;
import dev.hayase.records.format.RecordFormat;
import dev.hayase.records.format.RowEncoding;
import dev.hayase.records.row.DocumentValues;
import dev.hayase.records.row.FieldRules;
import dev.hayase.records.row.IntegerTimes;
import dev.hayase.records.table.PresentColumn;
import dev.hayase.records.table.TableDefinition;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableRef;
import dev.hayase.records.table.TableShape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An input's records as Kafka would hand them over, and the loader's plan for them.
final class Prepared {
  static final byte[] SEQUENCE =
      "000000006925CD80/0000000000000001".getBytes(StandardCharsets.US_ASCII);

  private static final long MICROS = 1_767_225_600_000_000L;

  private Prepared() {}

  static List<SourceRecord> records(Input input, int count) {
    List<SourceRecord.Header> headers =
        input.changes()
            ? List.of(
                new SourceRecord.Header(Headers.VERSION, new byte[] {'1'}),
                new SourceRecord.Header(
                    Headers.SCHEMA,
                    schema(input).fingerprint().hex().getBytes(StandardCharsets.US_ASCII)),
                new SourceRecord.Header(Headers.SEQUENCE, SEQUENCE))
            : List.of();
    SourcePartition partition = new SourcePartition(input.topics().getFirst(), 0);
    List<SourceRecord> records = new ArrayList<>();
    for (int id = 0; id < count; id++) {
      byte[] key = input.changes() ? input.key(id) : null;
      records.add(
          new SourceRecord(
              partition, id, MICROS / 1000, key, input.value(id, MICROS + id), headers));
    }
    return records;
  }

  private static TableSchema schema(Input input) {
    return TableSchema.declared(
        input.fields().getBytes(StandardCharsets.UTF_8),
        input.changes() ? List.of("id") : List.of());
  }

  static RowEncoding encoding(Input input) {
    TableSchema schema = schema(input);
    TableMode mode = input.changes() ? TableMode.MIRROR : TableMode.APPEND;
    TableShape shape = TableShape.EMPTY;
    TableRef table = new TableRef("p", "d", "t");
    for (Column column : TableDefinition.of(table, mode, schema, List.of()).columns()) {
      shape = shape.with(column, PresentColumn.of(column));
    }
    RecordFormat format =
        input.changes()
            ? new HayaseFormat()
            : new JsonFormat(
                Optional.of(schema),
                mode,
                new DocumentValues(IntegerTimes.MICROSECONDS),
                FieldRules.OPTIONAL);
    return switch (format.compile("any", schema, mode, shape)) {
      case Compiled.Ready ready -> ready.encoding();
      case Compiled.Conflict conflict -> throw new IllegalStateException(conflict.reason());
    };
  }
}
