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
import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.Outcome;
import dev.hayase.loader.store.Tables;
import dev.hayase.records.table.Owner;
import dev.hayase.records.table.PresentTable;
import dev.hayase.records.table.TableDefinition;
import dev.hayase.records.table.TableRef;
import dev.hayase.records.table.TableUpdate;
import dev.hayase.records.table.TableView;
import dev.hayase.records.table.TopicMark;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tables through the REST API.
public final class TableDescriptions implements Tables {
  private final BigQueryAccess access;
  private final Queries queries;
  private final Views views;
  private final UpdatePace pace = new UpdatePace(InstantSource.system());

  public TableDescriptions(BigQueryAccess access) {
    this.access = access;
    this.queries = new Queries(access);
    this.views = new Views(access);
  }

  @Override
  public Outcome<Optional<PresentTable>> describe(TableRef ref) {
    Outcome<Table> table =
        access.inTurn(
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
        FieldSchemas.of(table).stream().map(FieldSchemas::column).toList(),
        key,
        Optional.ofNullable(labels == null ? null : labels.get(Owner.LABEL)),
        Optional.ofNullable(labels == null ? null : labels.get(TopicMark.LABEL)),
        table.getLastModifiedTime() == null ? 0 : table.getLastModifiedTime().longValue());
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
    return access.inTurn(() -> {
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
        access.inTurn(() -> {
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
                    .setFields(definition.columns().stream().map(FieldSchemas::field).toList()));
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

  @Override
  public Outcome<Boolean> makeView(TableView view, String owner) {
    return views.make(view, owner);
  }

  @Override
  public Outcome<Boolean> mark(TableRef ref, PresentTable described, String topicMark) {
    return access.inTurn(() -> {
      Bigquery.Tables.Patch patch =
          access
              .rest()
              .tables()
              .patch(
                  ref.project(),
                  ref.dataset(),
                  ref.table(),
                  new Table().setLabels(Map.of(TopicMark.LABEL, topicMark)));
      patch.getRequestHeaders().setIfMatch(described.etag());
      patch.execute();
      return true;
    });
  }

  @Override
  public Outcome<Boolean> update(TableRef ref, PresentTable described, TableUpdate update) {
    try {
      pace.await(ref);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.failed(new Failure.Unavailable("The loader stops"));
    }
    return update.widened().isEmpty()
        ? patch(ref, described, update)
        : queries.run(Sql.widen(ref, update.widened()));
  }

  private Outcome<Boolean> patch(TableRef ref, PresentTable described, TableUpdate update) {
    return access.inTurn(() -> {
      Bigquery.Tables tables = access.rest().tables();
      Table now = tables.get(ref.project(), ref.dataset(), ref.table()).execute();
      // The description's own fields are sent back whole: they may have more to them than we know.
      List<TableFieldSchema> fields = FieldSchemas.updated(FieldSchemas.of(now), update);
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
