package dev.hayase.emulator.googlesql;

import dev.hayase.emulator.catalog.DataType;
import dev.hayase.emulator.catalog.TableName;
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

  /// DML on a table.
  record Change(String statementType, TableName table, RowChange rows) implements Instruction {}

  /// DDL.
  record Define(Ddl ddl) implements Instruction {
    @Override
    public String statementType() {
      return ddl.statementType();
    }
  }

  /// @param sql a query for one BOOL
  /// @param description what to say when it is not true; may be empty
  record Assert(String sql, String description) implements Instruction {
    @Override
    public String statementType() {
      return "ASSERT";
    }
  }
}
