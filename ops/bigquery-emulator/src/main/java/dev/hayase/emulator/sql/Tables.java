package dev.hayase.emulator.sql;

import java.util.List;

/// What stands for a table in a query.
public interface Tables {
  /// @param path `[project,] [dataset,] table`, or a path with `INFORMATION_SCHEMA`
  /// @return DuckDB's SQL for a table expression
  String resolve(List<String> path);
}
