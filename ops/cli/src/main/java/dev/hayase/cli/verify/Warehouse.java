package dev.hayase.cli.verify;

import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.DataFormatOptions;
import com.google.cloud.bigquery.DatasetId;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.JobException;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.QueryParameterValue;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableDefinition;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableResult;
import dev.hayase.cli.value.BigQueryText;
import dev.hayase.cli.value.Value;
import dev.hayase.event.schema.BigQueryName;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.pipeline.BigQueryTarget;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads tables of BigQuery, or of an emulator, through Google's client.
public final class Warehouse {
  private static final long PAGE = 5_000;

  private final BigQuery client;
  private final String project;

  private Warehouse(BigQuery client, String project) {
    this.client = client;
    this.project = project;
  }

  /// With Application Default Credentials, or none for an emulator.
  public static Warehouse connect(BigQueryTarget target) {
    BigQueryOptions.Builder options =
        BigQueryOptions.newBuilder()
            .setProjectId(target.project())
            .setDataFormatOptions(DataFormatOptions.newBuilder().useInt64Timestamp(true).build());
    target.location().ifPresent(options::setLocation);
    target
        .endpoint()
        .ifPresent(endpoint ->
            options
                .setHost(endpoint.rest().toString())
                .setCredentials(NoCredentials.getInstance()));
    return new Warehouse(options.build().getService(), target.project());
  }

  /// How many rows the table has now, counting a history table as what it stands for; empty while
  /// there is no such table.
  ///
  /// @param key the source's names of the primary key's columns
  public OptionalLong count(ComparedTable table, List<String> key) {
    return count(countSql(table, key));
  }

  /// How many different events the table has now; empty while there is no such table.
  public OptionalLong events(EventTable table) {
    return count(
        "SELECT COUNT(DISTINCT `_event_id`) FROM "
            + Sql.bigQuery(project, table.dataset(), table.table()));
  }

  /// How many rows the table has now, repeated events counted again; empty while there is no such
  /// table.
  public OptionalLong rows(EventTable table) {
    return count("SELECT COUNT(*) FROM " + Sql.bigQuery(project, table.dataset(), table.table()));
  }

  /// How many rows the table has now; empty while there is no such table.
  public OptionalLong rows(AggregateTable table) {
    return count("SELECT COUNT(*) FROM " + Sql.bigQuery(project, table.dataset(), table.table()));
  }

  /// The ids of the events that the view of a stream shows; none while there is no such view.
  public List<String> eventIds(EventTable table) {
    String view = Sql.bigQuery(project, table.dataset(), table.table() + "_once");
    try {
      List<String> ids = new ArrayList<>();
      query("SELECT `_event_id` FROM " + view)
          .iterateAll()
          .forEach(row -> ids.add(row.get(0).getStringValue()));
      return ids;
    } catch (BigQueryException | UnreadableTableException e) {
      return List.of();
    }
  }

  private OptionalLong count(String sql) {
    try {
      return OptionalLong.of(query(sql).iterateAll().iterator().next().get(0).getLongValue());
    } catch (BigQueryException | UnreadableTableException e) {
      return OptionalLong.empty();
    }
  }

  private String countSql(ComparedTable table, List<String> key) {
    String name = Sql.bigQuery(project, table.dataset(), table.table());
    return switch (table.mode()) {
      case MIRROR, APPEND -> "SELECT COUNT(*) FROM " + name;
      case HISTORY -> {
        String names =
            String.join(
                ", ", BigQueryName.columns(key).values().stream().map(Sql::bigQuery).toList());
        yield """
        SELECT COUNT(*) FROM (SELECT `_op`, ROW_NUMBER() OVER (PARTITION BY %s ORDER BY `_hayase_seq` DESC) \
        AS `hayase_age` FROM %s AS `_hayase_rows`) AS `latest` WHERE `hayase_age` = 1 AND `_op` NOT IN ('d', 't', 'snapshot-end')\
        """
            .formatted(names, name);
      }
    };
  }

  /// The table's columns, name to type; none if there is no such table.
  Map<String, ColumnType> columns(ComparedTable table) {
    Map<String, ColumnType> columns = new LinkedHashMap<>();
    Table found = client.getTable(TableId.of(project, table.dataset(), table.table()));
    if (found == null) {
      return columns;
    }
    Schema schema = found.<TableDefinition>getDefinition().getSchema();
    if (schema != null) {
      for (Field field : schema.getFields()) {
        columns.put(
            field.getName(), ColumnType.ofSchemaName(field.getType().getStandardType().name()));
      }
    }
    return columns;
  }

  /// All rows in key order, page by page.
  Iterator<TableRow> rows(ComparedTable table, ComparisonPlan plan) {
    String name = Sql.bigQuery(project, table.dataset(), table.table());
    String sql =
        switch (table.mode()) {
          case MIRROR -> plan.mirrorSql(name);
          case HISTORY -> plan.historySql(name);
          case APPEND ->
              throw new IllegalArgumentException("No source's table stands behind " + name);
        };
    Iterator<FieldValueList> rows = query(sql).iterateAll().iterator();
    List<Integer> keyPlaces = plan.keyPlaces();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public TableRow next() {
        List<Value> values = values(rows.next(), plan);
        return new TableRow(keyPlaces.stream().map(values::get).toList(), values);
      }
    };
  }

  private static List<Value> values(FieldValueList row, ComparisonPlan plan) {
    List<Value> values = new ArrayList<>();
    int place = 0;
    for (PlannedColumn column : plan.columns()) {
      @Nullable String text = null;
      if (column.present()) {
        Object raw = row.get(place++).getValue();
        text = raw == null ? null : raw.toString();
      }
      values.add(BigQueryText.read(column.sourceType(), column.target(), text));
    }
    return values;
  }

  /// What an aggregation's table should hold, by its SQL, in the order of its key.
  ///
  /// @param through the value of `@through`
  QueriedRows expected(AggregateTable table, Instant through) {
    String sql =
        "SELECT * FROM (\n%s\n) AS `hayase_expected` ORDER BY %s"
            .formatted(table.sql(), names(table.key()));
    return QueriedRows.of(
        query(
            QueryJobConfiguration.newBuilder(sql)
                .setDefaultDataset(DatasetId.of(project, table.sqlDataset()))
                .addNamedParameter(
                    "through",
                    QueryParameterValue.timestamp(
                        ChronoUnit.MICROS.between(Instant.EPOCH, through)))),
        table.key());
  }

  /// What an aggregation's table holds, in the order of its key.
  QueriedRows actual(AggregateTable table, List<String> columns) {
    String sql =
        "SELECT %s FROM %s AS `hayase_actual` ORDER BY %s"
            .formatted(
                names(columns),
                Sql.bigQuery(project, table.dataset(), table.table()),
                names(table.key()));
    return QueriedRows.of(query(QueryJobConfiguration.newBuilder(sql)), table.key());
  }

  private static String names(List<String> columns) {
    return String.join(", ", columns.stream().map(Sql::bigQuery).toList());
  }

  private TableResult query(String sql) {
    return query(QueryJobConfiguration.newBuilder(sql));
  }

  private TableResult query(QueryJobConfiguration.Builder job) {
    try {
      return client.query(job.setMaxResults(PAGE).build());
    } catch (JobException e) {
      throw new UnreadableTableException("BigQuery", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreadableTableException("BigQuery", e);
    }
  }
}
