package dev.hayase.emulator.store;

import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.SchemaChange;
import dev.hayase.emulator.catalog.TableDefinition;
import dev.hayase.emulator.catalog.TableName;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/// Every dataset, table and stream there is. What a method has returned from is durable when the
/// database is a file.
public final class Warehouse {
  /// A dataset's name.
  public record DatasetName(String project, String dataset) {
    @Override
    public String toString() {
      return project + ":" + dataset;
    }
  }

  private final Database database;
  private final InstantSource clock;
  private final Executor executor;
  private final Predicate<TableName> discards;
  private final Map<DatasetName, JsonObject> datasets = new ConcurrentHashMap<>();
  final Map<TableName, StoredTable> tables = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong();
  final Object control = new Object();

  private Warehouse(
      Database database, InstantSource clock, Executor executor, Predicate<TableName> discards) {
    this.discards = discards;
    this.database = database;
    this.clock = clock;
    this.executor = executor;
  }

  /// @param executor where appends are applied; each table uses one thread of it at a time
  public static Warehouse open(Database database, InstantSource clock, Executor executor) {
    return open(database, clock, executor, _ -> false);
  }

  /// @param discards of which tables streamed rows are checked, counted and acknowledged, but not
  ///   stored
  public static Warehouse open(
      Database database, InstantSource clock, Executor executor, Predicate<TableName> discards) {
    Warehouse warehouse = new Warehouse(database, clock, executor, discards);
    database.transaction(connection -> {
      Metadata.prepare(connection);
      return null;
    });
    database
        .call(Metadata::datasets)
        .forEach(row ->
            warehouse.datasets.put(new DatasetName(row.project(), row.dataset()), row.resource()));
    Map<Long, StoredTable> byId = new HashMap<>();
    database.call(Metadata::dropUnpublished);
    for (Metadata.TableRow row : database.call(Metadata::tables)) {
      StoredTable table =
          warehouse.stored(row.id(), TableDefinition.parse(row.name(), row.resource()));
      table.open();
      byId.put(row.id(), table);
      warehouse.tables.put(row.name(), table);
      warehouse.lastId.accumulateAndGet(row.id(), Math::max);
    }
    for (StreamMetadata.StreamRow row : database.call(StreamMetadata::all)) {
      StoredTable table = byId.get(row.table());
      if (table != null) {
        table.streams.put(row.stream());
      }
    }
    return warehouse;
  }

  StoredTable stored(long id, TableDefinition definition) {
    return new StoredTable(
        id, definition, database, clock, executor, discards.test(definition.name()));
  }

  /// A table that has no storage yet.
  StoredTable next(TableDefinition definition) {
    return stored(lastId.incrementAndGet(), definition);
  }

  /// What DDL does to tables and views.
  public Definitions definitions() {
    return new Definitions(this);
  }

  public Database database() {
    return database;
  }

  public InstantSource clock() {
    return clock;
  }

  public Optional<JsonObject> dataset(DatasetName name) {
    return Optional.ofNullable(datasets.get(name));
  }

  public JsonObject requireDataset(DatasetName name) {
    return dataset(name)
        .orElseThrow(() -> BigQueryException.notFound("Not found: Dataset " + name));
  }

  public List<DatasetName> datasets(String project) {
    return datasets.keySet().stream()
        .filter(name -> name.project().equals(project))
        .sorted(Comparator.comparing(DatasetName::dataset))
        .toList();
  }

  public List<String> projects() {
    return datasets.keySet().stream().map(DatasetName::project).distinct().sorted().toList();
  }

  public void createDataset(DatasetName name, JsonObject resource) {
    synchronized (control) {
      if (datasets.containsKey(name)) {
        throw BigQueryException.duplicate("Already Exists: Dataset " + name);
      }
      putDataset(name, resource);
    }
  }

  /// @param expectedEtag null or what the dataset must still have
  public void replaceDataset(DatasetName name, Etag expectedEtag, JsonObject resource) {
    synchronized (control) {
      expectedEtag.require(requireDataset(name));
      putDataset(name, resource);
    }
  }

  private void putDataset(DatasetName name, JsonObject resource) {
    Etag.stamp(resource, clock.instant());
    database.transaction(
        connection -> Metadata.putDataset(connection, name.project(), name.dataset(), resource));
    datasets.put(name, resource);
  }

  public void deleteDataset(DatasetName name, boolean withTables) {
    synchronized (control) {
      requireDataset(name);
      List<StoredTable> inside = tables(name);
      if (!inside.isEmpty() && !withTables) {
        throw BigQueryException.inUse("Dataset " + name + " is still in use");
      }
      inside.forEach(table -> deleteTable(table.definition().name()));
      database.transaction(
          connection -> Metadata.deleteDataset(connection, name.project(), name.dataset()));
      datasets.remove(name);
    }
  }

  public Optional<StoredTable> table(TableName name) {
    return Optional.ofNullable(tables.get(name)).filter(this::lives);
  }

  /// Whoever finds a table that has expired buries it.
  private boolean lives(StoredTable table) {
    if (!Expiration.isPast(table.definition().resource(), clock.instant())) {
      return true;
    }
    synchronized (control) {
      if (tables.remove(table.definition().name(), table)) {
        table.drop(connection -> Metadata.deleteTable(connection, table.id));
      }
    }
    return false;
  }

  public StoredTable requireTable(TableName name) {
    requireDataset(new DatasetName(name.project(), name.dataset()));
    return table(name).orElseThrow(() -> BigQueryException.notFound("Not found: Table " + name));
  }

  public List<StoredTable> tables(DatasetName dataset) {
    return tables.values().stream()
        .filter(table ->
            table.definition().name().project().equals(dataset.project())
                && table.definition().name().dataset().equals(dataset.dataset()))
        .filter(this::lives)
        .sorted(Comparator.comparing(table -> table.definition().name().table()))
        .toList();
  }

  public StoredTable createTable(TableDefinition definition) {
    definitions().create(definition, Definitions.IfTaken.REFUSE, Optional.empty());
    return requireTable(definition.name());
  }

  public StoredTable redefineTable(Etag expectedEtag, TableDefinition wanted) {
    synchronized (control) {
      StoredTable table = requireTable(wanted.name());
      TableDefinition now = table.definition();
      expectedEtag.require(now.resource());
      SchemaChange change = SchemaChange.between(wanted.name(), now.schema(), wanted.schema());
      TableDefinition next = wanted.inOrderOf(now.schema());
      Etag.stamp(next.resource(), clock.instant());
      table.redefine(
          next,
          change.steps(),
          connection -> Metadata.putTable(connection, table.id, next.name(), next.resource()));
      return table;
    }
  }

  public void deleteTable(TableName name) {
    synchronized (control) {
      StoredTable table = requireTable(name);
      table.drop(connection -> Metadata.deleteTable(connection, table.id));
      tables.remove(name);
    }
  }
}
