package dev.hayase.emulator.job;

import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.TableSchema;
import dev.hayase.emulator.load.Spool;
import dev.hayase.emulator.query.ParquetFile;
import dev.hayase.emulator.store.BulkWrite;
import dev.hayase.emulator.store.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Loads an uploaded Parquet file, which DuckDB reads.
public final class ParquetWork implements Work {
  private final Destination.Wanted wanted;
  private final Optional<TableSchema> schema;
  private final boolean listInference;
  private final Spool file;
  private final Warehouse warehouse;
  private final Destination destination;

  /// @param load `configuration.load`
  public ParquetWork(
      Members load, String project, Spool file, Warehouse warehouse, Destination destination) {
    this.wanted =
        Destination.Wanted.of(load, load.table("destinationTable", project), "WRITE_APPEND");
    this.schema =
        load.object("schema")
            .filter(json -> json.has("fields"))
            .map(json -> TableSchema.parse(json.json()));
    this.listInference =
        load.object("parquetOptions")
            // bq writes the member's name as in protobuf; Google's servers take both.
            .map(options ->
                options.flag("enableListInference") || options.flag("enable_list_inference"))
            .orElse(false);
    this.file = file;
    this.warehouse = warehouse;
    this.destination = destination;
  }

  @Override
  public String type() {
    return "LOAD";
  }

  @Override
  public void abandon() {
    file.close();
  }

  @Override
  public Done run(BooleanSupplier cancelled) {
    try (Spool content = file) {
      Path named = content.copy();
      try {
        return load(named, content.size());
      } finally {
        Files.deleteIfExists(named);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Done load(Path named, long bytes) {
    ParquetFile parquet = ParquetFile.read(warehouse.database(), named);
    if (parquet.hasLists() && !listInference) {
      throw BigQueryException.unimplemented(
          "Loading a Parquet file with lists, but without parquetOptions.enableListInference,");
    }
    TableSchema columns = schema.orElseGet(() -> TableSchema.parse(parquet.schema()));
    long rows =
        destination.write(
            wanted,
            Optional.of(columns),
            definition -> {
              var target = definition.having(columns);
              return new BulkWrite.Source.Query(target, parquet.select(target.schema()));
            });
    JsonObject statistics = new JsonObject();
    statistics.addProperty("inputFiles", "1");
    statistics.addProperty("inputFileBytes", Long.toString(bytes));
    statistics.addProperty("outputRows", Long.toString(rows));
    statistics.addProperty("outputBytes", Long.toString(bytes));
    statistics.addProperty("badRecords", "0");
    return new Done(statistics, Optional.empty(), List.of());
  }
}
