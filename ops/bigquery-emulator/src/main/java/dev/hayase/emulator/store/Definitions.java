package dev.hayase.emulator.store;

import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.Alteration;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.TableDefinition;
import dev.hayase.emulator.catalog.TableName;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What DDL does to tables and views. Each statement is one transaction: after a kill it has
/// happened or not.
public final class Definitions {
  private final Warehouse warehouse;

  Definitions(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /// What to do when the name is taken.
  public enum IfTaken {
    REFUSE,
    REPLACE,
    SKIP
  }

  /// What a CREATE statement did, as `ddlOperationPerformed` names it.
  public enum Performed {
    CREATE,
    REPLACE,
    SKIP
  }

  /// @param rows a query in DuckDB's words whose columns are the table's, in their order
  /// @throws BigQueryException if the name is taken or a row does not fit; nothing has happened
  ///   then
  public Performed create(TableDefinition definition, IfTaken ifTaken, Optional<String> rows) {
    TableName name = definition.name();
    synchronized (warehouse.control) {
      JsonObject dataset =
          warehouse.requireDataset(new Warehouse.DatasetName(name.project(), name.dataset()));
      Optional<StoredTable> present = warehouse.table(name);
      if (present.isPresent() && ifTaken == IfTaken.SKIP) {
        return Performed.SKIP;
      }
      present.ifPresent(table -> requireReplaceable(table.definition(), definition, ifTaken));
      if (definition.viewQuery().isEmpty()) {
        Expiration.stamp(definition.resource(), dataset, warehouse.clock().instant());
      }
      Etag.stamp(definition.resource(), warehouse.clock().instant());
      StoredTable created = warehouse.next(definition);
      Database.Work<?> work =
          connection -> {
            StoredTable.run(connection, Storage.create(created.id, definition));
            if (rows.isPresent()) {
              StoredTable.run(
                  connection,
                  List.of(
                      Storage.fill(
                          Storage.rows(created.id), definition.schema().columns(), rows.get())));
              SoundRows.require(connection, created.id, definition);
            }
            return Metadata.putTable(connection, created.id, name, definition.resource());
          };
      if (present.isPresent()) {
        StoredTable old = present.get();
        old.drop(connection -> {
          Metadata.deleteTable(connection, old.id);
          return work.with(connection);
        });
      } else {
        warehouse.database().transaction(work);
      }
      warehouse.tables.put(name, created);
      return present.isPresent() ? Performed.REPLACE : Performed.CREATE;
    }
  }

  /// Makes storage that is filled already a table.
  ///
  /// @param replaced what has the name until now, or null if nothing may have it
  void publish(StoredTable filled, @Nullable StoredTable replaced) {
    TableDefinition definition = filled.definition();
    TableName name = definition.name();
    synchronized (warehouse.control) {
      JsonObject dataset =
          warehouse.requireDataset(new Warehouse.DatasetName(name.project(), name.dataset()));
      StoredTable present = warehouse.table(name).orElse(null);
      if (present != null && present != replaced) {
        throw BigQueryException.duplicate("Already Exists: Table " + name);
      }
      if (present == null) {
        Expiration.stamp(definition.resource(), dataset, warehouse.clock().instant());
      }
      Etag.stamp(definition.resource(), warehouse.clock().instant());
      Database.Work<?> work =
          connection -> Metadata.putTable(connection, filled.id, name, definition.resource());
      if (present == null) {
        warehouse.database().transaction(work);
      } else {
        present.drop(connection -> {
          Metadata.deleteTable(connection, present.id);
          return work.with(connection);
        });
      }
      warehouse.tables.put(name, filled);
    }
  }

  private static void requireReplaceable(
      TableDefinition present, TableDefinition wanted, IfTaken ifTaken) {
    if (ifTaken != IfTaken.REPLACE) {
      throw BigQueryException.duplicate("Already Exists: Table " + wanted.name());
    }
    boolean isView = present.viewQuery().isPresent();
    if (isView != wanted.viewQuery().isPresent()) {
      throw BigQueryException.invalid(
          wanted.name()
              + " is not allowed for this operation because it is currently a "
              + (isView ? "VIEW." : "TABLE."));
    }
  }

  /// Alters a table or view, its rows with it. A writer learns of the new schema as after
  /// `tables.update`.
  public StoredTable alter(TableName name, UnaryOperator<Alteration> change) {
    synchronized (warehouse.control) {
      StoredTable table = warehouse.requireTable(name);
      Alteration alteration = change.apply(Alteration.of(table.definition()));
      TableDefinition next = alteration.next();
      Etag.stamp(next.resource(), warehouse.clock().instant());
      table.redefine(
          next,
          alteration.steps(),
          connection -> Metadata.putTable(connection, table.id, name, next.resource()));
      return table;
    }
  }

  /// Gives a table another name in its dataset. Its streams end with the old name.
  public void rename(TableName from, TableName to) {
    synchronized (warehouse.control) {
      StoredTable table = warehouse.requireTable(from);
      if (warehouse.table(to).isPresent()) {
        throw BigQueryException.duplicate("Already Exists: Table " + to);
      }
      TableDefinition next = TableDefinition.parse(to, table.definition().resource().deepCopy());
      Etag.stamp(next.resource(), warehouse.clock().instant());
      StoredTable renamed = warehouse.stored(table.id, next);
      table.leave(connection -> {
        Metadata.deleteTable(connection, table.id);
        StoredTable.run(connection, Storage.clearStaged(table.id, next));
        return Metadata.putTable(connection, table.id, to, next.resource());
      });
      renamed.open();
      warehouse.tables.remove(from);
      warehouse.tables.put(to, renamed);
    }
  }
}
