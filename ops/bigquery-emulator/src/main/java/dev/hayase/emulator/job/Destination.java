package dev.hayase.emulator.job;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.Mode;
import dev.hayase.emulator.catalog.SchemaChange;
import dev.hayase.emulator.catalog.TableDefinition;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.catalog.TableSchema;
import dev.hayase.emulator.query.QueryEngine;
import dev.hayase.emulator.store.BulkWrite;
import dev.hayase.emulator.store.Etag;
import dev.hayase.emulator.store.StoredTable;
import dev.hayase.emulator.store.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Writes a job's rows where its configuration wants them: `createDisposition`, `writeDisposition`
/// and `schemaUpdateOptions`, as https://cloud.google.com/bigquery/docs/reference/rest/v2/Job
/// documents them.
public final class Destination {
  private static final List<String> CREATE = List.of("CREATE_IF_NEEDED", "CREATE_NEVER");
  private static final List<String> WRITE =
      List.of("WRITE_TRUNCATE", "WRITE_APPEND", "WRITE_EMPTY");

  /// What is kept of a configuration in a table that the job creates.
  private static final List<String> TABLE_MEMBERS =
      List.of("timePartitioning", "rangePartitioning", "clustering");

  private final Warehouse warehouse;
  private final QueryEngine queries;
  private final BulkWrite bulk;

  public Destination(Warehouse warehouse, QueryEngine queries) {
    this.warehouse = warehouse;
    this.queries = queries;
    this.bulk = new BulkWrite(warehouse);
  }

  /// @param resource members of the table that the job creates or truncates
  record Wanted(
      TableName table,
      String create,
      String write,
      List<String> schemaUpdates,
      JsonObject resource) {
    /// The same, with other members of the table.
    Wanted with(JsonObject other) {
      return new Wanted(table, create, write, schemaUpdates, other);
    }

    /// Reads them of the configuration of a load, copy or query job.
    static Wanted of(Members configuration, TableName table, String defaultWrite) {
      if (table.table().contains("$")) {
        throw BigQueryException.unimplemented("Writing to the single partition " + table);
      }
      JsonObject resource = new JsonObject();
      for (String member : TABLE_MEMBERS) {
        configuration.object(member).ifPresent(value -> resource.add(member, value.json()));
      }
      configuration
          .object("destinationTableProperties")
          .ifPresent(properties ->
              properties
                  .json()
                  .entrySet()
                  .forEach(member -> resource.add(member.getKey(), member.getValue())));
      return new Wanted(
          table,
          configuration.oneOf("createDisposition", "CREATE_IF_NEEDED", CREATE),
          configuration.oneOf("writeDisposition", defaultWrite, WRITE),
          configuration.texts("schemaUpdateOptions"),
          resource);
    }
  }

  /// The table that is there; empty when the job makes it.
  ///
  /// @throws BigQueryException when the dispositions forbid the job
  Optional<StoredTable> check(Wanted wanted) {
    warehouse.requireDataset(
        new Warehouse.DatasetName(wanted.table().project(), wanted.table().dataset()));
    Optional<StoredTable> present = warehouse.table(wanted.table());
    if (present.isEmpty() && wanted.create().equals("CREATE_NEVER")) {
      throw BigQueryException.notFound("Not found: Table " + wanted.table());
    }
    if (present.isPresent()
        && wanted.write().equals("WRITE_EMPTY")
        && queries.count(present.get()) > 0) {
      throw BigQueryException.duplicate("Already Exists: Table " + wanted.table());
    }
    return present;
  }

  /// @param schema of the rows, or empty for that of the table that is there
  /// @param source makes the rows for the columns of a definition
  /// @return how many rows were written
  long write(
      Wanted wanted,
      Optional<TableSchema> schema,
      Function<TableDefinition, BulkWrite.Source> source) {
    StoredTable present = check(wanted).orElse(null);
    if (present == null) {
      TableSchema columns =
          schema.orElseThrow(() ->
              BigQueryException.invalid("No schema specified on job or table " + wanted.table()));
      return bulk.put(null, source.apply(defined(wanted, columns, new JsonObject())));
    }
    JsonObject before = present.definition().resource();
    if (wanted.write().equals("WRITE_TRUNCATE")) {
      TableSchema columns = schema.orElse(present.definition().schema());
      return bulk.put(present, source.apply(defined(wanted, columns, before)));
    }
    if (schema.isPresent()) {
      adapt(wanted, present, schema.get());
    }
    return bulk.append(present, source.apply(present.definition()));
  }

  private static TableDefinition defined(Wanted wanted, TableSchema schema, JsonObject before) {
    JsonObject resource = before.deepCopy();
    for (var member : wanted.resource().entrySet()) {
      JsonElement value = member.getValue();
      resource.add(member.getKey(), value.deepCopy());
    }
    resource.add("schema", schema.toJson());
    return TableDefinition.parse(wanted.table(), resource);
  }

  /// Changes the table's schema as far as the job may, and refuses what then does not fit.
  private void adapt(Wanted wanted, StoredTable present, TableSchema rows) {
    TableSchema before = present.definition().schema();
    String prefix = "Provided Schema does not match Table " + wanted.table() + ". ";
    List<Column> after = new ArrayList<>();
    for (Column old : before.columns()) {
      Optional<Column> now = rows.column(old.name());
      if (now.isEmpty() && old.mode() == Mode.REQUIRED) {
        throw BigQueryException.invalid(
            prefix + "Field " + old.name() + " is missing in new schema");
      }
      boolean relaxes =
          now.isPresent()
              && old.mode() == Mode.REQUIRED
              && now.get().mode() == Mode.NULLABLE
              && wanted.schemaUpdates().contains("ALLOW_FIELD_RELAXATION");
      boolean stricter =
          now.isPresent()
              && !relaxes
              && old.mode() != Mode.REPEATED
              && now.get().mode() != Mode.REPEATED;
      after.add(now.isEmpty() ? old : stricter ? now.get().withMode(old.mode()) : now.get());
    }
    for (Column now : rows.columns()) {
      if (before.column(now.name()).isEmpty()) {
        if (!wanted.schemaUpdates().contains("ALLOW_FIELD_ADDITION")) {
          // The words: https://github.com/googleapis/java-cloud-bom/pull/6344
          throw BigQueryException.invalid(prefix + "Cannot add fields (field: " + now.name() + ")");
        }
        after.add(now);
      }
    }
    TableSchema schema = new TableSchema(after);
    if (!SchemaChange.between(wanted.table(), before, schema).isEmpty()
        || wanted.schemaUpdates().contains("ALLOW_FIELD_RELAXATION")) {
      JsonObject resource = present.definition().resource().deepCopy();
      resource.add("schema", schema.toJson());
      warehouse.redefineTable(Etag.ANY, TableDefinition.parse(wanted.table(), resource));
    }
  }
}
