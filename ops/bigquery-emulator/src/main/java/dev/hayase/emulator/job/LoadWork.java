package dev.hayase.emulator.job;

import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.TableDefinition;
import dev.hayase.emulator.catalog.TableSchema;
import dev.hayase.emulator.load.LoadFormat;
import dev.hayase.emulator.load.LoadRows;
import dev.hayase.emulator.load.Spool;
import dev.hayase.emulator.query.ColumnDefaults;
import dev.hayase.emulator.store.BulkWrite;
import dev.hayase.emulator.store.StoredTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Loads an uploaded file of CSV or JSON, row by row: all of it, or nothing.
public final class LoadWork implements Work {
  private final LoadConfiguration configuration;
  private final Spool file;
  private final Destination destination;
  private final ColumnDefaults defaults;

  public LoadWork(
      LoadConfiguration configuration,
      Spool file,
      Destination destination,
      ColumnDefaults defaults) {
    this.configuration = configuration;
    this.file = file;
    this.destination = destination;
    this.defaults = defaults;
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
      return load(content, cancelled);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Done load(Spool content, BooleanSupplier cancelled) throws IOException {
    Destination.Wanted wanted = configuration.wanted();
    Optional<StoredTable> present = destination.check(wanted);
    LoadFormat format = configuration.format();
    Optional<TableSchema> schema = configuration.schema();
    boolean known =
        present.isPresent()
            && !wanted.write().equals("WRITE_TRUNCATE")
            && wanted.schemaUpdates().isEmpty();
    if (configuration.autodetect()) {
      LoadFormat.Detected detected = format.detect(content.read());
      format = detected.format();
      if (schema.isEmpty() && !known) {
        schema = Optional.of(TableSchema.parse(detected.schema()));
      }
    }
    AtomicReference<@Nullable LoadRows> read = new AtomicReference<>();
    LoadFormat chosen = format;
    Optional<TableSchema> given = schema;
    long written;
    try (InputStream in = content.read()) {
      written =
          destination.write(
              wanted,
              schema,
              definition -> {
                TableDefinition target = target(definition, given);
                LoadRows rows = rows(chosen, in, target, cancelled);
                read.set(rows);
                return new BulkWrite.Source.Values(target, rows);
              });
    }
    LoadRows rows = Objects.requireNonNull(read.get());
    JsonObject statistics = new JsonObject();
    statistics.addProperty("inputFiles", "1");
    statistics.addProperty("inputFileBytes", Long.toString(content.size()));
    statistics.addProperty("outputRows", Long.toString(written));
    statistics.addProperty("outputBytes", Long.toString(content.size()));
    statistics.addProperty("badRecords", Long.toString(rows.bad()));
    return new Done(statistics, Optional.empty(), rows.problems());
  }

  /// CSV has the columns of the job's schema, in that order; JSON names them.
  private TableDefinition target(TableDefinition definition, Optional<TableSchema> schema) {
    return configuration.format() instanceof LoadFormat.Csv && schema.isPresent()
        ? definition.having(schema.get())
        : definition;
  }

  private LoadRows rows(
      LoadFormat format, InputStream in, TableDefinition target, BooleanSupplier cancelled) {
    try {
      return format.rows(
          in,
          target.schema(),
          configuration.ignoreUnknown(),
          defaults.evaluate(target, _ -> true),
          configuration.maxBad(),
          cancelled);
    } catch (IOException e) {
      throw BigQueryException.invalid("Error while reading data, error message: " + e.getMessage());
    }
  }
}
