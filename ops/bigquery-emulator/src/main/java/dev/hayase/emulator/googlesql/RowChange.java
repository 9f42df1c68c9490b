package dev.hayase.emulator.googlesql;

import java.util.List;
import java.util.Optional;

/// A statement that changes the rows of one table, as the DuckDB statements that do it in one
/// transaction: everything is computed into temporary tables before any row changes, so that a
/// statement sees its table as it was.
///
/// @param prepare creates the temporary tables
/// @param guards queries that must find nothing; what one finds, in its first column, is why the
///   statement is refused
/// @param touched a query for the `rowid`s of rows that will be changed or removed; empty when the
///   statement only adds rows
/// @param effects what changes rows, each counted by how many
/// @param temporary the names of the temporary tables, quoted
public record RowChange(
    List<String> prepare,
    List<String> guards,
    Optional<String> touched,
    List<Effect> effects,
    List<String> temporary) {
  /// What an effect does to rows.
  public enum Action {
    INSERT,
    UPDATE,
    DELETE
  }

  public record Effect(Action action, String sql) {}

  public RowChange {
    prepare = List.copyOf(prepare);
    guards = List.copyOf(guards);
    effects = List.copyOf(effects);
    temporary = List.copyOf(temporary);
  }
}
