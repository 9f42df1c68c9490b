package dev.hayase.emulator.googlesql;

import dev.hayase.emulator.catalog.DataType;
import java.util.List;

/// What a text of GoogleSQL asks for, in DuckDB's words where there are any.
public sealed interface Instruction {
  /// As the job's statistics name it.
  String statementType();

  /// @param sql one column per output column, in order, under names of no meaning
  /// @param columns as BigQuery names and types them
  record Query(String sql, List<DataType.Field> columns) implements Instruction {
    public Query {
      columns = List.copyOf(columns);
    }

    @Override
    public String statementType() {
      return "SELECT";
    }
  }
}
