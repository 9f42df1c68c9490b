package dev.hayase.emulator.query;

import static dev.hayase.emulator.catalog.Identifiers.quoted;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.TableDefinition;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.googlesql.Ddl;
import dev.hayase.emulator.store.Definitions;
import dev.hayase.emulator.store.Etag;
import dev.hayase.emulator.store.StoreException;
import dev.hayase.emulator.store.StoredTable;
import dev.hayase.emulator.store.Warehouse;
import dev.hayase.emulator.store.Warehouse.DatasetName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Runs DDL. What REST answers about tables and datasets afterwards is what the statement said, and
/// writers learn of a new schema as after `tables.update`.
final class DdlRunner {
  /// What a table does not take over from its model.
  private static final List<String> OWN = List.of("creationTime", "lastModifiedTime", "etag");

  private final Warehouse warehouse;
  private final NamedRelations names;

  DdlRunner(Warehouse warehouse, NamedRelations names) {
    this.warehouse = warehouse;
    this.names = names;
  }

  /// @param dryRun whether only to find what would be done to
  DdlStatistics run(Ddl ddl, boolean dryRun) {
    try {
      return switch (ddl) {
        case Ddl.CreateTable create -> create(create, dryRun);
        case Ddl.CreateView create -> view(create, dryRun);
        case Ddl.CreateSchema create -> schema(create, dryRun);
        case Ddl.AlterTable alter -> alter(alter, dryRun);
        case Ddl.AlterSchema alter -> alter(alter, dryRun);
        case Ddl.DropTable drop -> drop(drop, dryRun);
        case Ddl.DropSchema drop -> drop(drop, dryRun);
      };
    } catch (StoreException e) {
      throw BigQueryException.invalidQuery(Failures.inBigQuerysWords(e.text()));
    }
  }

  private DdlStatistics create(Ddl.CreateTable create, boolean dryRun) {
    TableName name = table(create.path());
    JsonObject resource = create.resource();
    Optional<String> rows = create.rows();
    if (create.model().isPresent()) {
      StoredTable model = warehouse.requireTable(create.model().get());
      requireKind(model, false);
      resource = like(model, resource);
      if (create.withModelsRows()) {
        rows = Optional.of(rowsOf(model));
      }
    }
    return create(name, resource, create.ifTaken(), rows, dryRun);
  }

  private static JsonObject like(StoredTable model, JsonObject differing) {
    JsonObject resource = model.definition().resource().deepCopy();
    OWN.forEach(resource::remove);
    for (Map.Entry<String, JsonElement> member : differing.entrySet()) {
      resource.add(member.getKey(), member.getValue());
    }
    return resource;
  }

  private static String rowsOf(StoredTable model) {
    return model.definition().schema().columns().stream()
        .map(Column::name)
        .map(column -> quoted(column))
        .collect(Collectors.joining(", ", "SELECT ", " FROM " + model.readable()));
  }

  /// A view's query is read without the default dataset of whoever creates it.
  private DdlStatistics view(Ddl.CreateView create, boolean dryRun) {
    names.requireReadable(create.resource().getAsJsonObject("view").get("query").getAsString());
    return create(
        table(create.path()), create.resource(), create.ifTaken(), Optional.empty(), dryRun);
  }

  private DdlStatistics create(
      TableName name,
      JsonObject resource,
      Ddl.IfTaken ifTaken,
      Optional<String> rows,
      boolean dryRun) {
    TableDefinition definition = TableDefinition.parse(name, resource);
    resource.add("schema", definition.schema().toJson());
    Definitions.IfTaken then =
        switch (ifTaken) {
          case REFUSE -> Definitions.IfTaken.REFUSE;
          case REPLACE -> Definitions.IfTaken.REPLACE;
          case SKIP -> Definitions.IfTaken.SKIP;
        };
    return dryRun
        ? DdlStatistics.of(operation(warehouse.table(name).isPresent(), ifTaken), name)
        : DdlStatistics.of(warehouse.definitions().create(definition, then, rows).name(), name);
  }

  private static String operation(boolean taken, Ddl.IfTaken ifTaken) {
    return !taken ? "CREATE" : ifTaken == Ddl.IfTaken.SKIP ? "SKIP" : "REPLACE";
  }

  private DdlStatistics schema(Ddl.CreateSchema create, boolean dryRun) {
    DatasetName name = dataset(create.path());
    if (create.ifNotExists() && warehouse.dataset(name).isPresent()) {
      return DdlStatistics.of("SKIP", name);
    }
    JsonObject resource = create.resource();
    if (!resource.has("location")) {
      resource.addProperty("location", "US");
    }
    if (!dryRun) {
      warehouse.createDataset(name, resource);
    }
    return DdlStatistics.of("CREATE", name);
  }

  private DdlStatistics alter(Ddl.AlterTable alter, boolean dryRun) {
    TableName name = table(alter.path());
    if (alter.ifExists() && warehouse.table(name).isEmpty()) {
      return DdlStatistics.of("SKIP", name);
    }
    requireKind(existing(name, alter.path()), alter.view());
    if (dryRun) {
      return DdlStatistics.of("ALTER", name);
    }
    if (alter.renamed().isPresent()) {
      TableName to = new TableName(name.project(), name.dataset(), alter.renamed().get());
      warehouse.definitions().rename(name, to);
    } else {
      warehouse.definitions().alter(name, alter.change());
    }
    return DdlStatistics.of("ALTER", name);
  }

  private DdlStatistics alter(Ddl.AlterSchema alter, boolean dryRun) {
    DatasetName name = dataset(alter.path());
    if (alter.ifExists() && warehouse.dataset(name).isEmpty()) {
      return DdlStatistics.of("SKIP", name);
    }
    JsonObject next = alter.change().apply(warehouse.requireDataset(name));
    if (!dryRun) {
      warehouse.replaceDataset(name, Etag.ANY, next);
    }
    return DdlStatistics.of("ALTER", name);
  }

  private DdlStatistics drop(Ddl.DropTable drop, boolean dryRun) {
    TableName name = table(drop.path());
    if (drop.ifExists() && warehouse.table(name).isEmpty()) {
      return DdlStatistics.of("SKIP", name);
    }
    requireKind(existing(name, drop.path()), drop.view());
    if (!dryRun) {
      warehouse.deleteTable(name);
    }
    return DdlStatistics.of("DROP", name);
  }

  private DdlStatistics drop(Ddl.DropSchema drop, boolean dryRun) {
    DatasetName name = dataset(drop.path());
    if (drop.ifExists() && warehouse.dataset(name).isEmpty()) {
      return DdlStatistics.of("SKIP", name);
    }
    warehouse.requireDataset(name);
    if (!dryRun) {
      warehouse.deleteDataset(name, drop.cascade());
    }
    return DdlStatistics.of("DROP", name);
  }

  private static void requireKind(StoredTable table, boolean view) {
    boolean isView = table.definition().viewQuery().isPresent();
    if (isView != view) {
      throw BigQueryException.invalid(
          table.definition().name()
              + " is not allowed for this operation because it is currently a "
              + (isView ? "VIEW." : "TABLE."));
    }
  }

  private StoredTable existing(TableName name, List<String> path) {
    return warehouse.table(name).orElseThrow(() -> names.missing(path));
  }

  private TableName table(List<String> path) {
    return names.name(path).orElseThrow(() -> names.missing(path));
  }

  private DatasetName dataset(List<String> path) {
    return names
        .dataset(path)
        .orElseThrow(() ->
            BigQueryException.invalidQuery("Invalid dataset name: " + String.join(".", path)));
  }
}
