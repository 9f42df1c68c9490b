package dev.hayase.cli.verify;

import dev.hayase.event.schema.BigQueryName;
import dev.hayase.event.schema.ColumnType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Which columns are compared, and in which order both sides are read.
///
/// @param columns all columns of the source
/// @param key those of the primary key, in its order
record ComparisonPlan(List<PlannedColumn> columns, List<PlannedColumn> key) {
  ComparisonPlan {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  /// @param source the source's columns
  /// @param bigQuery BigQuery's columns: name to type
  static ComparisonPlan of(List<SourceColumn> source, Map<String, ColumnType> bigQuery) {
    Map<String, ColumnType> types = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    types.putAll(bigQuery);
    SequencedMap<String, String> names =
        BigQueryName.columns(source.stream().map(SourceColumn::name).toList());
    List<PlannedColumn> columns = new ArrayList<>();
    for (SourceColumn column : source) {
      String name = String.valueOf(names.get(column.name()));
      ColumnType type = types.getOrDefault(name, ColumnType.STRING);
      columns.add(
          new PlannedColumn(column.name(), column.type(), name, type, types.containsKey(name)));
    }
    List<PlannedColumn> key =
        source.stream()
            .filter(SourceColumn::inKey)
            .sorted(Comparator.comparingInt(SourceColumn::place))
            .map(column -> columns.get(source.indexOf(column)))
            .toList();
    return new ComparisonPlan(columns, key);
  }

  List<String> names() {
    return columns.stream().map(PlannedColumn::source).toList();
  }

  /// Places of the key's columns among all.
  List<Integer> keyPlaces() {
    return key.stream().map(columns::indexOf).toList();
  }

  /// The query that reads the source in key order; text in the order of its code points.
  String sourceSql(String schema, String table) {
    List<String> order = new ArrayList<>();
    for (PlannedColumn column : key) {
      String name = Sql.postgres(column.source());
      order.add(column.target() == ColumnType.STRING ? name + "::text COLLATE \"C\"" : name);
    }
    return "SELECT %s FROM %s.%s ORDER BY %s"
        .formatted(
            String.join(", ", columns.stream().map(c -> Sql.postgres(c.source())).toList()),
            Sql.postgres(schema),
            Sql.postgres(table),
            String.join(", ", order));
  }

  /// The query that reads a mirror table in key order. The table gets another name: by its own,
  /// BigQuery would take a column of the same name for the whole row.
  String mirrorSql(String table) {
    return "SELECT %s FROM %s AS `_hayase_rows` ORDER BY %s"
        .formatted(selected(), table, keyNames());
  }

  /// The query that reads a history table as it is now: of each key the latest change, unless that
  /// is a deletion. A truncate and a snapshot's end are rows without a key.
  String historySql(String table) {
    return """
    SELECT %1$s FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY %2$s ORDER BY `_hayase_seq` DESC) AS `hayase_age` \
    FROM %3$s AS `_hayase_rows`) AS `latest` WHERE `hayase_age` = 1 AND `_op` NOT IN ('d', 't', 'snapshot-end') ORDER BY %2$s\
    """
        .formatted(selected(), keyNames(), table);
  }

  private String selected() {
    List<String> present =
        columns.stream()
            .filter(PlannedColumn::present)
            .map(column -> Sql.bigQuery(column.bigQuery()))
            .toList();
    return String.join(", ", present);
  }

  private String keyNames() {
    return String.join(", ", key.stream().map(c -> Sql.bigQuery(c.bigQuery())).toList());
  }
}
