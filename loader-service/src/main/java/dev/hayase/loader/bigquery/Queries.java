package dev.hayase.loader.bigquery;

import com.google.api.services.bigquery.model.DataFormatOptions;
import com.google.api.services.bigquery.model.GetQueryResultsResponse;
import com.google.api.services.bigquery.model.JobReference;
import com.google.api.services.bigquery.model.QueryParameter;
import com.google.api.services.bigquery.model.QueryParameterType;
import com.google.api.services.bigquery.model.QueryParameterValue;
import com.google.api.services.bigquery.model.QueryRequest;
import com.google.api.services.bigquery.model.QueryResponse;
import com.google.api.services.bigquery.model.TableCell;
import com.google.api.services.bigquery.model.TableRow;
import dev.hayase.event.wire.Json;
import dev.hayase.loader.batch.OffsetRanges;
import dev.hayase.loader.outcome.Outcome;
import dev.hayase.loader.store.Rows;
import dev.hayase.records.table.TableRef;
import dev.hayase.records.table.TableShape.ShapeColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Questions through the REST API.
public final class Queries implements Rows {
  private static final long ANSWER_MILLIS = 20_000;
  private static final long PAGE = 10_000;

  private final BigQueryAccess access;

  public Queries(BigQueryAccess access) {
    this.access = access;
  }

  @Override
  public Outcome<OffsetRanges> offsets(TableRef table, int partition, long fromOffset) {
    return offsets(table, partition, fromOffset, Long.MAX_VALUE);
  }

  @Override
  public Outcome<OffsetRanges> offsets(
      TableRef table, int partition, long fromOffset, long toOffset) {
    return access.inTurn(() -> {
      OffsetRanges.Builder offsets = new OffsetRanges.Builder();
      run(
          Sql.offsets(table),
          List.of(
              parameter("partition", "INT64", partition),
              parameter("from", "INT64", fromOffset),
              parameter("to", "INT64", toOffset)),
          row -> offsets.add(number(row, 0), number(row, 1)));
      return offsets.build();
    });
  }

  @Override
  public Outcome<Long> keysBefore(
      TableRef table, List<ShapeColumn> keyColumns, String sequence, Consumer<byte[]> eachKey) {
    return access.inTurn(() ->
        run(
            Sql.keysBefore(table, keyColumns.stream().map(ShapeColumn::name).toList()),
            List.of(parameter("sequence", "STRING", sequence)),
            row -> eachKey.accept(key(row, keyColumns))));
  }

  private static byte[] key(TableRow row, List<ShapeColumn> columns) {
    ObjectNode key = Json.object();
    for (int i = 0; i < columns.size(); i++) {
      ShapeColumn column = columns.get(i);
      CellText.put(key, column.name(), column.type().orElseThrow(), cell(row, i));
    }
    return Json.bytes(key);
  }

  private static @Nullable String cell(TableRow row, int index) {
    TableCell cell = row.getF().get(index);
    return cell.getV() instanceof String text ? text : null;
  }

  private static long number(TableRow row, int index) {
    return Long.parseLong(String.valueOf(cell(row, index)));
  }

  private static QueryParameter parameter(String name, String type, Object value) {
    return new QueryParameter()
        .setName(name)
        .setParameterType(new QueryParameterType().setType(type))
        .setParameterValue(new QueryParameterValue().setValue(value.toString()));
  }

  @Override
  public Outcome<Boolean> fitFloat64(TableRef table, String column) {
    return access.inTurn(() -> {
      List<String> beyond = new ArrayList<>();
      run(
          Sql.beyondFloat64(table, column),
          List.of(),
          row -> beyond.add(String.valueOf(cell(row, 0))));
      return beyond.equals(List.of("0"));
    });
  }

  /// Runs a statement that has no rows.
  Outcome<Boolean> run(String statement) {
    return access.inTurn(() -> {
      run(statement, List.of(), _ -> {});
      return true;
    });
  }

  private long run(String sql, List<QueryParameter> parameters, Consumer<TableRow> eachRow)
      throws IOException {
    QueryRequest request =
        new QueryRequest()
            .setQuery(sql)
            .setUseLegacySql(false)
            .setUseQueryCache(false)
            .setParameterMode("NAMED")
            .setQueryParameters(parameters)
            .setTimeoutMs(ANSWER_MILLIS)
            .setMaxResults(PAGE)
            .setFormatOptions(new DataFormatOptions().setUseInt64Timestamp(true));
    access.settings().location().ifPresent(request::setLocation);
    QueryResponse response =
        access.rest().jobs().query(access.settings().project(), request).execute();
    long count = pass(response.getRows(), eachRow);
    boolean complete = Boolean.TRUE.equals(response.getJobComplete());
    Optional<String> token = Optional.ofNullable(response.getPageToken());
    while (!complete || token.isPresent()) {
      GetQueryResultsResponse page = next(response.getJobReference(), token);
      complete = Boolean.TRUE.equals(page.getJobComplete());
      token = Optional.ofNullable(page.getPageToken());
      count += pass(page.getRows(), eachRow);
    }
    return count;
  }

  private GetQueryResultsResponse next(JobReference job, Optional<String> token)
      throws IOException {
    var call =
        access
            .rest()
            .jobs()
            .getQueryResults(job.getProjectId(), job.getJobId())
            .setTimeoutMs(ANSWER_MILLIS)
            .setMaxResults(PAGE)
            .setFormatOptionsUseInt64Timestamp(true);
    if (job.getLocation() != null) {
      call.setLocation(job.getLocation());
    }
    token.ifPresent(call::setPageToken);
    return call.execute();
  }

  private static long pass(@Nullable List<TableRow> rows, Consumer<TableRow> eachRow) {
    if (rows == null) {
      return 0;
    }
    rows.forEach(eachRow);
    return rows.size();
  }
}
