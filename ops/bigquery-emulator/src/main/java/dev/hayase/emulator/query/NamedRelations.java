package dev.hayase.emulator.query;

import static dev.hayase.emulator.catalog.Identifiers.quoted;

import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.DataType;
import dev.hayase.emulator.catalog.TableDefinition;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.googlesql.GoogleSql;
import dev.hayase.emulator.googlesql.Instruction;
import dev.hayase.emulator.googlesql.Parameters;
import dev.hayase.emulator.googlesql.Relation;
import dev.hayase.emulator.googlesql.Relations;
import dev.hayase.emulator.informationschema.InformationSchema;
import dev.hayase.emulator.store.StoredTable;
import dev.hayase.emulator.store.Warehouse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the tables and views that a statement names.
final class NamedRelations implements Relations {
  /// <https://cloud.google.com/bigquery/quotas#view_limits>
  private static final int MAX_VIEWS = 16;

  private final Warehouse warehouse;
  private final String project;
  private final Optional<String> defaultDataset;
  private final Instant now;
  private final int views;

  NamedRelations(
      Warehouse warehouse, String project, Optional<String> defaultDataset, Instant now) {
    this(warehouse, project, defaultDataset, now, 0);
  }

  /// @param views in how many views the statement stands
  private NamedRelations(
      Warehouse warehouse,
      String project,
      Optional<String> defaultDataset,
      Instant now,
      int views) {
    this.warehouse = warehouse;
    this.project = project;
    this.defaultDataset = defaultDataset;
    this.now = now;
    this.views = views;
  }

  @Override
  public Optional<Relation> find(List<String> path) {
    Optional<Relation> view = new InformationSchema(warehouse, project, defaultDataset).find(path);
    return view.isPresent() ? view : name(path).flatMap(warehouse::table).map(this::relation);
  }

  /// @throws BigQueryException when the query of a view could not be read by others
  void requireReadable(String query) {
    Relations inside = new NamedRelations(warehouse, project, Optional.empty(), now, views);
    var _ = GoogleSql.query(query, inside, Parameters.NONE, now);
  }

  private Relation relation(StoredTable table) {
    TableDefinition definition = table.definition();
    if (definition.viewQuery().isPresent()) {
      return view(definition, definition.viewQuery().get());
    }
    List<Relation.RelationColumn> columns =
        definition.schema().columns().stream()
            .map(column -> new Relation.RelationColumn(column.name(), column.dataType(), false))
            .toList();
    return new Relation(
        definition.name(), columns, table::readable, requiredFilter(definition.resource()));
  }

  /// A view reads what its query reads now.
  private Relation view(TableDefinition definition, String sql) {
    TableName name = definition.name();
    if (views >= MAX_VIEWS) {
      throw BigQueryException.invalidQuery(
          "Exceeded the maximum depth of " + MAX_VIEWS + " nested views at " + name);
    }
    Relations inside =
        new NamedRelations(warehouse, name.project(), Optional.empty(), now, views + 1);
    Instruction.Query query = GoogleSql.query(sql, inside, Parameters.NONE, now);
    List<Relation.RelationColumn> columns = new ArrayList<>();
    List<String> items = new ArrayList<>();
    List<Column> declared = definition.schema().columns();
    for (DataType.Field column : query.columns()) {
      String called =
          declared.size() == query.columns().size()
              ? declared.get(items.size()).name()
              : column.name();
      items.add(quoted("r" + items.size()) + " AS " + quoted(called));
      columns.add(new Relation.RelationColumn(called, column.type(), false));
    }
    String readable = "(SELECT " + String.join(", ", items) + " FROM (" + query.sql() + "))";
    return new Relation(name, columns, () -> readable, List.of());
  }

  private static List<String> requiredFilter(JsonObject resource) {
    for (String member : List.of("timePartitioning", "rangePartitioning")) {
      if (resource.get(member) instanceof JsonObject partitioning
          && partitioning.has("field")
          && (required(partitioning) || required(resource))) {
        return List.of(partitioning.get("field").getAsString());
      }
    }
    return List.of();
  }

  private static boolean required(JsonObject json) {
    String member = "requirePartitionFilter";
    return json.has(member) && !json.get(member).isJsonNull() && json.get(member).getAsBoolean();
  }

  /// A missing dataset is told apart from a missing table. The words are those of
  /// <https://cloud.google.com/bigquery/docs/error-messages>; for a name without a dataset see
  /// <https://github.com/jOOQ/jOOQ/issues/17035>.
  @Override
  public BigQueryException missing(List<String> path) {
    if (path.getLast().endsWith("*")) {
      return BigQueryException.invalidQuery(
          "A wildcard table is not supported by the emulator: " + String.join(".", path));
    }
    Optional<TableName> name = name(path);
    if (name.isEmpty()) {
      return path.size() == 1
          ? BigQueryException.invalid(
              "Table \""
                  + path.getFirst()
                  + "\" must be qualified with a dataset (e.g. dataset.table).")
          : BigQueryException.invalid("Invalid table name: " + String.join(".", path));
    }
    Warehouse.DatasetName dataset =
        new Warehouse.DatasetName(name.get().project(), name.get().dataset());
    Optional<JsonObject> known = warehouse.dataset(dataset);
    String location =
        known
            .filter(resource -> resource.has("location"))
            .map(resource -> resource.get("location").getAsString())
            .orElse("US");
    return BigQueryException.notFound(
        "Not found: "
            + (known.isPresent() ? "Table " + name.get() : "Dataset " + dataset)
            + " was not found in location "
            + location);
  }

  Optional<TableName> name(List<String> path) {
    return dataset(path.subList(0, path.size() - 1))
        .map(dataset -> new TableName(dataset.project(), dataset.dataset(), path.getLast()));
  }

  Optional<Warehouse.DatasetName> dataset(List<String> path) {
    return switch (path.size()) {
      case 0 -> defaultDataset.map(dataset -> new Warehouse.DatasetName(project, dataset));
      case 1 -> Optional.of(new Warehouse.DatasetName(project, path.getFirst()));
      case 2 -> Optional.of(new Warehouse.DatasetName(path.getFirst(), path.getLast()));
      default -> Optional.empty();
    };
  }
}
