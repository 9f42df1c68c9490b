package dev.hayase.emulator.sql;

import java.util.List;
import java.util.Optional;

/// What a text of GoogleSQL asks for, with its expressions already in DuckDB's words.
public sealed interface Instruction {
  /// As the job's statistics name it.
  String type();

  record Query(String sql) implements Instruction {
    @Override
    public String type() {
      return "SELECT";
    }
  }

  /// @param columns none means all of them in their order
  /// @param rows a query or VALUES
  record Insert(List<String> table, List<String> columns, String rows) implements Instruction {
    @Override
    public String type() {
      return "INSERT";
    }
  }

  /// @param alias by which the condition may call the table
  record Delete(List<String> table, Optional<String> alias, String where) implements Instruction {
    @Override
    public String type() {
      return "DELETE";
    }
  }

  /// @param assignments `"column" = expression`
  record Update(List<String> table, Optional<String> alias, List<String> assignments, String where)
      implements Instruction {
    @Override
    public String type() {
      return "UPDATE";
    }
  }

  record Truncate(List<String> table) implements Instruction {
    @Override
    public String type() {
      return "TRUNCATE_TABLE";
    }
  }
}
