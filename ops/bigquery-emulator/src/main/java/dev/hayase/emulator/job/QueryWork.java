package dev.hayase.emulator.job;

import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.TableSchema;
import dev.hayase.emulator.load.ResultRows;
import dev.hayase.emulator.query.QueryResult;
import dev.hayase.emulator.store.BulkWrite;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Runs one statement, and writes its result into a table if it is asked to.
public final class QueryWork implements Work {
  private final Supplier<QueryResult> query;
  private final Optional<Destination.Wanted> wanted;
  private final Destination destination;

  private QueryWork(
      Supplier<QueryResult> query, Optional<Destination.Wanted> wanted, Destination destination) {
    this.query = query;
    this.wanted = wanted;
    this.destination = destination;
  }

  /// @param query runs it
  /// @param configuration `configuration.query`
  public static QueryWork of(
      Supplier<QueryResult> query, Members configuration, String project, Destination destination) {
    Optional<Destination.Wanted> wanted =
        configuration.has("destinationTable")
            ? Optional.of(
                Destination.Wanted.of(
                    configuration, configuration.table("destinationTable", project), "WRITE_EMPTY"))
            : Optional.empty();
    return new QueryWork(query, wanted, destination);
  }

  @Override
  public String type() {
    return "QUERY";
  }

  @Override
  public Done run(BooleanSupplier cancelled) {
    wanted.ifPresent(destination::check);
    QueryResult result = query.get();
    if (cancelled.getAsBoolean()) {
      throw new CancellationException();
    }
    wanted.ifPresent(table -> write(table, result, cancelled));
    return new Done(statistics(result), Optional.of(result), List.of());
  }

  private void write(Destination.Wanted table, QueryResult result, BooleanSupplier cancelled) {
    if (!result.statementType().equals("SELECT")) {
      throw BigQueryException.invalidQuery(
          "Cannot set destination table in jobs with "
              + (result.affectedRows().isPresent() ? "DML" : "DDL")
              + " statements");
    }
    TableSchema schema = TableSchema.parse(result.schema());
    destination.write(
        table,
        Optional.of(schema),
        definition ->
            new BulkWrite.Source.Values(
                definition.having(schema), new ResultRows(result, schema, cancelled)));
  }

  /// What `statistics.query` tells.
  public static JsonObject statistics(QueryResult result) {
    JsonObject query = new JsonObject();
    query.addProperty("totalBytesProcessed", "0");
    query.addProperty("totalBytesBilled", "0");
    query.addProperty("cacheHit", false);
    result.statistics().entrySet().forEach(said -> query.add(said.getKey(), said.getValue()));
    if (result.isQuery()) {
      query.add("schema", result.schema());
    }
    return query;
  }
}
