package dev.hayase.emulator.job;

import static dev.hayase.emulator.catalog.Identifiers.quoted;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.catalog.TableSchema;
import dev.hayase.emulator.store.BulkWrite;
import dev.hayase.emulator.store.StoredTable;
import dev.hayase.emulator.store.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// Copies tables of one schema into one table.
public final class CopyWork implements Work {
  private static final List<String> KEPT =
      List.of("timePartitioning", "rangePartitioning", "clustering", "description", "labels");

  private final Warehouse warehouse;
  private final Destination destination;
  private final Destination.Wanted wanted;
  private final List<TableName> sources;

  private CopyWork(
      Warehouse warehouse,
      Destination destination,
      Destination.Wanted wanted,
      List<TableName> sources) {
    this.warehouse = warehouse;
    this.destination = destination;
    this.wanted = wanted;
    this.sources = sources;
  }

  /// @param configuration `configuration.copy`
  public static CopyWork of(
      Members configuration, String project, Warehouse warehouse, Destination destination) {
    String operation =
        configuration.oneOf(
            "operationType", "COPY", List.of("COPY", "SNAPSHOT", "RESTORE", "CLONE"));
    if (!operation.equals("COPY")) {
      throw BigQueryException.unimplemented(
          "bigquery.jobs.insert with a copy of type " + operation);
    }
    List<TableName> sources = new ArrayList<>();
    if (configuration.has("sourceTable")) {
      sources.add(configuration.table("sourceTable", project));
    }
    for (JsonElement source : configuration.list("sourceTables")) {
      sources.add(
          Members.of(source.getAsJsonObject(), configuration.path() + ".sourceTables")
              .asTable(project));
    }
    if (sources.isEmpty()) {
      throw configuration.missing("sourceTables");
    }
    Destination.Wanted wanted =
        Destination.Wanted.of(
            configuration, configuration.table("destinationTable", project), "WRITE_EMPTY");
    return new CopyWork(warehouse, destination, wanted, List.copyOf(sources));
  }

  @Override
  public String type() {
    return "COPY";
  }

  @Override
  public Done run(BooleanSupplier cancelled) {
    List<StoredTable> tables = sources.stream().map(warehouse::requireTable).toList();
    for (StoredTable table : tables) {
      if (table.definition().viewQuery().isPresent()) {
        throw BigQueryException.invalid(
            table.definition().name()
                + " is not allowed for this operation because it is currently a VIEW.");
      }
    }
    TableSchema schema = tables.getFirst().definition().schema();
    String columns =
        schema.columns().stream()
            .map(column -> quoted(column.name()))
            .collect(Collectors.joining(", "));
    JsonObject resource = wanted.resource().deepCopy();
    for (String member : KEPT) {
      JsonElement value = tables.getFirst().definition().resource().get(member);
      if (value != null && !resource.has(member)) {
        resource.add(member, value.deepCopy());
      }
    }
    long rows =
        destination.write(
            wanted.with(resource),
            Optional.of(schema),
            definition ->
                new BulkWrite.Source.Query(
                    definition.having(schema),
                    tables.stream()
                        .map(table -> "SELECT " + columns + " FROM " + table.readable() + " AS s")
                        .collect(Collectors.joining(" UNION ALL "))));
    JsonObject statistics = new JsonObject();
    statistics.addProperty("copiedRows", Long.toString(rows));
    statistics.addProperty("copiedLogicalBytes", "0");
    return new Done(statistics, Optional.empty(), List.of());
  }
}
