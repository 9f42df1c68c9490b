package dev.hayase.emulator.googlesql;

import dev.hayase.emulator.catalog.TableDefinition;
import dev.hayase.emulator.catalog.TableName;

/// What statements other than queries need from whoever will run them.
public interface Backing extends Constants {
  /// A table whose rows can be changed.
  ///
  /// @param storage the DuckDB table that holds its rows, with the hidden ones
  record Stored(TableDefinition definition, String storage) {}

  /// @throws dev.hayase.emulator.catalog.BigQueryException when it is a view, or not there
  Stored stored(TableName name);
}
