package dev.hayase.benchmarks.faults.workload;

import static dev.hayase.event.schema.ColumnType.BIGNUMERIC;
import static dev.hayase.event.schema.ColumnType.BOOL;
import static dev.hayase.event.schema.ColumnType.BYTES;
import static dev.hayase.event.schema.ColumnType.DATE;
import static dev.hayase.event.schema.ColumnType.DATETIME;
import static dev.hayase.event.schema.ColumnType.FLOAT64;
import static dev.hayase.event.schema.ColumnType.INT64;
import static dev.hayase.event.schema.ColumnType.JSON;
import static dev.hayase.event.schema.ColumnType.NUMERIC;
import static dev.hayase.event.schema.ColumnType.STRING;
import static dev.hayase.event.schema.ColumnType.TIME;
import static dev.hayase.event.schema.ColumnType.TIMESTAMP;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.ChangeTopic;
import java.util.ArrayList;
import java.util.List;

/// A table of the source.
///
/// @param name in the schema `public`, and in BigQuery
/// @param partitions of its topic
/// @param historyAsked whether `pipeline.yaml` asks for its history
/// @param weight how many of a hundred changes are its own
/// @param keys how many different keys its rows have
/// @param versions its schemas, one after the other as time goes on
public record WorkloadTable(
    String name,
    int partitions,
    boolean historyAsked,
    int weight,
    long keys,
    List<TableSchema> versions) {
  /// The source; also the dataset.
  public static final String SOURCE = "faults";

  private static final ColumnType[] EVERY = {
    INT64, STRING, NUMERIC, TIMESTAMP, FLOAT64, BOOL, DATE, TIME, DATETIME, BYTES, JSON, BIGNUMERIC
  };
  private static final int MANY_COLUMNS = 150;

  public WorkloadTable {
    versions = List.copyOf(versions);
  }

  /// Those of the suite.
  ///
  /// @param rows how many changes there will be, to which the keys are in proportion
  public static List<WorkloadTable> all(long rows) {
    List<String> id = List.of("id");
    return List.of(
        // History with a key: updates, deletes with and without the row before, a snapshot.
        new WorkloadTable(
            "events",
            6,
            true,
            45,
            Math.max(200, rows / 10),
            versions(
                id,
                1,
                List.of(
                    column("id", INT64),
                    column("kind", STRING),
                    column("amount", NUMERIC),
                    column("happened", TIMESTAMP),
                    column("note", STRING)))),
        // Without a key: history, whatever is asked for.
        new WorkloadTable(
            "clicks",
            3,
            false,
            15,
            Long.MAX_VALUE,
            List.of(
                TableSchema.of(
                    List.of(
                        column("visitor", STRING),
                        column("at", TIMESTAMP),
                        column("score", FLOAT64),
                        column("path", STRING)),
                    List.of()))),
        // Mirror: updates, deletes, key changes.
        new WorkloadTable(
            "accounts",
            4,
            false,
            25,
            Math.max(100, rows / 50),
            List.of(
                TableSchema.of(
                    List.of(
                        column("id", INT64),
                        column("owner", STRING),
                        column("amount", NUMERIC),
                        column("opened", DATE),
                        column("active", BOOL),
                        column("note", STRING)),
                    id))),
        // Mirror with a key of two columns: truncates, snapshots with ghosts.
        new WorkloadTable(
            "ledger",
            3,
            false,
            8,
            Math.clamp(rows / 500, 50, 2_000),
            List.of(
                TableSchema.of(
                    List.of(
                        column("id", INT64),
                        column("region", STRING),
                        column("amount", NUMERIC),
                        column("booked", DATETIME)),
                    List.of("id", "region")))),
        // Mirror that gains columns.
        new WorkloadTable(
            "evolving",
            2,
            false,
            5,
            Math.max(50, rows / 200),
            versions(id, 8, List.of(column("id", INT64), column("amount", NUMERIC)))),
        // History of many columns of every type.
        new WorkloadTable("wide", 2, true, 2, Math.max(50, rows / 1_000), List.of(wide(id))));
  }

  private static Column column(String name, ColumnType type) {
    return Column.nullable(name, type);
  }

  private static List<TableSchema> versions(List<String> key, int added, List<Column> first) {
    List<TableSchema> versions = new ArrayList<>();
    List<Column> columns = new ArrayList<>(first);
    versions.add(TableSchema.of(columns, key));
    for (int i = 1; i <= added; i++) {
      columns.add(column("added_" + i, EVERY[i % EVERY.length]));
      versions.add(TableSchema.of(columns, key));
    }
    return versions;
  }

  private static TableSchema wide(List<String> key) {
    List<Column> columns = new ArrayList<>(List.of(column("id", INT64)));
    for (int i = 0; i < MANY_COLUMNS; i++) {
      columns.add(column("c" + i, EVERY[i % EVERY.length]));
    }
    return TableSchema.of(columns, key);
  }

  /// Whether BigQuery holds its rows as they are now, and not one row for each change.
  public boolean mirrored() {
    return !historyAsked && keyed();
  }

  /// Whether its rows have a key.
  public boolean keyed() {
    return !key().isEmpty();
  }

  /// The key's columns.
  public List<String> key() {
    return last().primaryKey();
  }

  /// The schema that has every column.
  public TableSchema last() {
    return versions.getLast();
  }

  public ChangeTopic topic() {
    return new ChangeTopic(SOURCE, "public", name);
  }

  /// `dataset.table`.
  public String inBigQuery() {
    return SOURCE + "." + name;
  }
}
