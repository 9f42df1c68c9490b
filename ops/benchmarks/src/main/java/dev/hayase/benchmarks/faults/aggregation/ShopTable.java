package dev.hayase.benchmarks.faults.aggregation;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.ChangeTopic;
import java.util.List;

/// The shop's tables.
@SuppressWarnings("ImmutableEnumChecker") // Records of lists that nobody can change.
enum ShopTable {
  ORDERS(
      "orders",
      List.of(
          Column.nullable("id", ColumnType.INT64),
          Column.nullable("customer_id", ColumnType.INT64),
          Column.nullable("plan", ColumnType.STRING),
          Column.decimal("amount", ColumnType.NUMERIC, 12, 2),
          Column.nullable("state", ColumnType.STRING),
          Column.nullable("placed_at", ColumnType.TIMESTAMP),
          Column.nullable("valid_until", ColumnType.TIMESTAMP))),
  CUSTOMERS(
      "customers",
      List.of(
          Column.nullable("id", ColumnType.INT64),
          Column.nullable("country", ColumnType.STRING),
          Column.nullable("name", ColumnType.STRING)));

  static final String SOURCE = "shop";
  static final String SCHEMA = "public";
  static final int PARTITIONS = 3;

  private final ChangeTopic topic;
  private final TableSchema schema;

  ShopTable(String table, List<Column> columns) {
    this.topic = new ChangeTopic(SOURCE, SCHEMA, table);
    this.schema = TableSchema.of(columns, List.of("id"));
  }

  ChangeTopic topic() {
    return topic;
  }

  TableSchema schema() {
    return schema;
  }
}
