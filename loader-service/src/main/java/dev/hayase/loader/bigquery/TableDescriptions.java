package dev.hayase.loader.bigquery;

import com.google.api.services.bigquery.Bigquery;
import com.google.api.services.bigquery.model.Clustering;
import com.google.api.services.bigquery.model.Dataset;
import com.google.api.services.bigquery.model.DatasetReference;
import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableConstraints;
import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TableReference;
import com.google.api.services.bigquery.model.TableSchema;
import com.google.api.services.bigquery.model.TimePartitioning;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.Outcome;
import dev.hayase.loader.store.Tables;
import dev.hayase.loader.table.Owner;
import dev.hayase.loader.table.PresentColumn;
import dev.hayase.loader.table.PresentTable;
import dev.hayase.loader.table.TableDefinition;
import dev.hayase.loader.table.TableRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Tables through the REST API.
public final class TableDescriptions implements Tables {
  private final BigQueryAccess access;

  public TableDescriptions(BigQueryAccess access) {
    this.access = access;
  }

  @Override
  public Outcome<Optional<PresentTable>> describe(TableRef ref) {
    Outcome<Table> table =
        Calls.of(
            () -> access.rest().tables().get(ref.project(), ref.dataset(), ref.table()).execute());
    return switch (table) {
      case Outcome.Done<Table> done -> Outcome.done(Optional.of(present(done.value())));
      case Outcome.Failed<Table>(Failure.NotFound _) -> Outcome.done(Optional.empty());
      case Outcome.Failed<Table> failed -> Outcome.failed(failed.failure());
    };
  }

  private static PresentTable present(Table table) {
    TableConstraints constraints = table.getTableConstraints();
    List<String> key =
        constraints == null || constraints.getPrimaryKey() == null
            ? List.of()
            : constraints.getPrimaryKey().getColumns();
    Map<String, String> labels = table.getLabels();
    return new PresentTable(
        table.getEtag() == null ? "" : table.getEtag(),
        fields(table).stream().map(TableDescriptions::column).toList(),
        key,
        Optional.ofNullable(labels == null ? null : labels.get(Owner.LABEL)));
  }

  private static List<TableFieldSchema> fields(Table table) {
    return table.getSchema() == null || table.getSchema().getFields() == null
        ? List.of()
        : table.getSchema().getFields();
  }

  private static PresentColumn column(TableFieldSchema field) {
    return new PresentColumn(
        field.getName(),
        type(field.getType()),
        field.getMode() == null ? Column.Mode.NULLABLE : Column.Mode.valueOf(field.getMode()),
        field.getMaxLength() == null ? OptionalLong.empty() : OptionalLong.of(field.getMaxLength()),
        digits(field.getPrecision()),
        digits(field.getScale()),
        field.getFields() == null
            ? List.of()
            : field.getFields().stream().map(TableDescriptions::column).toList());
  }

  private static OptionalInt digits(@Nullable Long digits) {
    return digits == null ? OptionalInt.empty() : OptionalInt.of(digits.intValue());
  }

  private static Optional<ColumnType> type(String schemaName) {
    try {
      return Optional.of(ColumnType.ofSchemaName(schemaName));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public Outcome<Boolean> create(TableDefinition definition, String owner) {
    Table table = table(definition, owner);
    TableRef ref = definition.ref();
    Outcome<Boolean> created = insert(ref, table);
    boolean withoutDataset =
        created instanceof Outcome.Failed<Boolean>(Failure failure)
            && failure instanceof Failure.NotFound;
    return withoutDataset ? createDataset(ref).then(_ -> insert(ref, table)) : created;
  }

  private Outcome<Boolean> insert(TableRef ref, Table table) {
    return Calls.of(() -> {
      access.rest().tables().insert(ref.project(), ref.dataset(), table).execute();
      return true;
    });
  }

  private Outcome<Boolean> createDataset(TableRef ref) {
    Dataset dataset =
        new Dataset()
            .setDatasetReference(
                new DatasetReference().setProjectId(ref.project()).setDatasetId(ref.dataset()));
    access.settings().location().ifPresent(dataset::setLocation);
    Outcome<Boolean> created =
        Calls.of(() -> {
          access.rest().datasets().insert(ref.project(), dataset).execute();
          return true;
        });
    return created instanceof Outcome.Failed<Boolean>(Failure.AlreadyExists _)
        ? Outcome.done(true)
        : created;
  }

  private static Table table(TableDefinition definition, String owner) {
    TableRef ref = definition.ref();
    Table table =
        new Table()
            .setTableReference(
                new TableReference()
                    .setProjectId(ref.project())
                    .setDatasetId(ref.dataset())
                    .setTableId(ref.table()))
            .setLabels(Map.of(Owner.LABEL, owner))
            .setSchema(
                new TableSchema()
                    .setFields(
                        definition.columns().stream().map(TableDescriptions::field).toList()));
    if (!definition.primaryKey().isEmpty()) {
      table.setTableConstraints(
          new TableConstraints()
              .setPrimaryKey(
                  new TableConstraints.PrimaryKey().setColumns(definition.primaryKey())));
    }
    if (!definition.clusterBy().isEmpty()) {
      table.setClustering(new Clustering().setFields(definition.clusterBy()));
    }
    definition
        .partitionBy()
        .ifPresent(column ->
            table.setTimePartitioning(new TimePartitioning().setType("DAY").setField(column)));
    return table;
  }

  private static TableFieldSchema field(Column column) {
    TableFieldSchema field =
        new TableFieldSchema()
            .setName(column.name())
            .setType(column.type().schemaName())
            .setMode(column.mode().name());
    return column.fields().isEmpty()
        ? field
        : field.setFields(column.fields().stream().map(TableDescriptions::field).toList());
  }

  /// Adds what is missing; a struct that is there gets its missing fields.
  private static List<TableFieldSchema> with(List<TableFieldSchema> present, List<Column> more) {
    List<TableFieldSchema> fields = new ArrayList<>(present);
    for (Column column : more) {
      Optional<TableFieldSchema> there =
          fields.stream().filter(f -> f.getName().equalsIgnoreCase(column.name())).findFirst();
      if (there.isPresent() && there.get().getFields() != null) {
        there.get().setFields(with(there.get().getFields(), column.fields()));
      } else {
        fields.add(field(column));
      }
    }
    return fields;
  }

  @Override
  public Outcome<Boolean> addColumns(TableRef ref, PresentTable described, List<Column> columns) {
    return Calls.of(() -> {
      Bigquery.Tables tables = access.rest().tables();
      Table now = tables.get(ref.project(), ref.dataset(), ref.table()).execute();
      // The description's own fields are sent back whole: they may have more to them than we know.
      List<TableFieldSchema> fields = with(fields(now), columns);
      Bigquery.Tables.Patch patch =
          tables.patch(
              ref.project(),
              ref.dataset(),
              ref.table(),
              new Table().setSchema(new TableSchema().setFields(fields)));
      patch.getRequestHeaders().setIfMatch(described.etag());
      patch.execute();
      return true;
    });
  }
}
