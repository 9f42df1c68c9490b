package dev.hayase.engine.plan;

import dev.hayase.engine.plan.SourcePlan.Kind;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the rows of a topic look like.
public record SourceSchema(Kind kind, TableSchema schema) {
  /// The column of a stream's events when nothing says what they look like.
  public static final Column DOCUMENT = Column.nullable("data", ColumnType.JSON);

  private static final List<Column> OF_EVENTS =
      List.of(
          Column.nullable("_event_id", ColumnType.STRING),
          Column.nullable("_event_source", ColumnType.STRING),
          Column.nullable("_event_type", ColumnType.STRING),
          Column.nullable("_event_ts", ColumnType.TIMESTAMP),
          Column.nullable("_sent_ts", ColumnType.TIMESTAMP),
          Column.nullable("_received_ts", ColumnType.TIMESTAMP),
          Column.nullable("_clock_correction_us", ColumnType.INT64),
          Column.nullable("_kafka_ts", ColumnType.TIMESTAMP),
          Column.nullable("_kafka_partition", ColumnType.INT64),
          Column.nullable("_kafka_offset", ColumnType.INT64));

  /// Rows that have keys.
  public static SourceSchema changes(TableSchema schema) {
    return new SourceSchema(Kind.CHANGES, schema);
  }

  /// Events of a stream: their own columns, and what the log-service knows of each beside them, as
  /// in the stream's table.
  ///
  /// @param declared empty when they have no schema, or one of JSON's
  public static SourceSchema events(Optional<TableSchema> declared) {
    List<Column> columns =
        new ArrayList<>(declared.map(TableSchema::columns).orElse(List.of(DOCUMENT)));
    OF_EVENTS.stream()
        .filter(column -> declared.flatMap(schema -> schema.column(column.name())).isEmpty())
        .forEach(columns::add);
    return new SourceSchema(Kind.EVENTS, TableSchema.of(columns, List.of()));
  }
}
