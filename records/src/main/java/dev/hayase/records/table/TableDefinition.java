package dev.hayase.records.table;

import dev.hayase.event.schema.BigQueryName;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A table as it is wanted.
///
/// Columns say what the source says of them, and are made without length, precision and REQUIRED:
/// the source enforces its own limits, and a limit that the source widens must not make the table
/// refuse rows. In a table that somebody else made, limits stay that hold what the source gives.
///
/// @param columns under their names in BigQuery, the source's first, then [OwnColumns]
/// @param primaryKey names in BigQuery; empty for tables that append
/// @param clusterBy names in BigQuery, at most four
/// @param partitionBy a TIMESTAMP column by whose day the table is partitioned
public record TableDefinition(
    TableRef ref,
    TableMode mode,
    List<Column> columns,
    List<String> primaryKey,
    List<String> clusterBy,
    Optional<String> partitionBy) {
  private static final int MOST_CLUSTERING_COLUMNS = 4;
  private static final int MOST_KEY_COLUMNS = 16;
  private static final Set<ColumnType> CLUSTERING_TYPES =
      EnumSet.of(
          ColumnType.BOOL,
          ColumnType.INT64,
          ColumnType.NUMERIC,
          ColumnType.BIGNUMERIC,
          ColumnType.STRING,
          ColumnType.DATE,
          ColumnType.DATETIME,
          ColumnType.TIMESTAMP);

  /// The types of which BigQuery makes primary keys; the same that it clusters by.
  private static final Set<ColumnType> KEY_TYPES = CLUSTERING_TYPES;

  public TableDefinition {
    columns = List.copyOf(columns);
    primaryKey = List.copyOf(primaryKey);
    clusterBy = List.copyOf(clusterBy);
  }

  /// The mode in which rows of this schema can be kept when `wanted` is asked for: without a key
  /// that BigQuery can enforce nothing can be mirrored.
  public static TableMode modeFor(TableSchema schema, TableMode wanted) {
    boolean keyed =
        !schema.primaryKey().isEmpty()
            && schema.primaryKey().size() <= MOST_KEY_COLUMNS
            && schema.primaryKey().stream()
                .allMatch(
                    k -> schema.column(k).filter(c -> KEY_TYPES.contains(c.type())).isPresent());
    return wanted == TableMode.MIRROR && !keyed ? TableMode.HISTORY : wanted;
  }

  /// The table for rows of this schema.
  ///
  /// @param clusterBy source names of the columns to cluster by; empty means the key's
  public static TableDefinition of(
      TableRef ref, TableMode mode, TableSchema schema, List<String> clusterBy) {
    Map<String, String> names =
        BigQueryName.columns(schema.columns().stream().map(Column::name).toList());
    List<Column> columns = new ArrayList<>();
    for (Column column : schema.columns()) {
      columns.add(nested(column).named(name(names, column.name())));
    }
    columns.addAll(OwnColumns.of(mode));
    List<String> clustering = clusterBy.isEmpty() ? schema.primaryKey() : clusterBy;
    return new TableDefinition(
        ref,
        mode,
        columns,
        mode == TableMode.MIRROR ? translated(schema.primaryKey(), names) : List.of(),
        clustering.stream()
            .filter(
                c -> schema.column(c).filter(k -> CLUSTERING_TYPES.contains(k.type())).isPresent())
            .limit(MOST_CLUSTERING_COLUMNS)
            .map(c -> name(names, c))
            .toList(),
        switch (mode) {
          case MIRROR -> Optional.empty();
          case HISTORY -> Optional.of(OwnColumns.COMMITTED_AT);
          case APPEND -> Optional.of(OwnColumns.BROKER_TIME);
        });
  }

  private static List<String> translated(List<String> sourceNames, Map<String, String> names) {
    return sourceNames.stream().map(n -> name(names, n)).toList();
  }

  private static String name(Map<String, String> names, String sourceName) {
    return names.getOrDefault(sourceName, sourceName);
  }

  private static Column nested(Column column) {
    return column.fields().isEmpty() ? column : column.of(fields(column.fields()));
  }

  /// Fields are named like columns.
  private static List<Column> fields(List<Column> fields) {
    Map<String, String> names = BigQueryName.columns(fields.stream().map(Column::name).toList());
    return fields.stream().map(f -> nested(f).named(name(names, f.name()))).toList();
  }
}
