package dev.hayase.emulator.googlesql;

import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.Alteration;
import dev.hayase.emulator.catalog.TableName;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A statement that defines something. Paths are as the statement wrote them; what they name is
/// found by whoever runs it.
public sealed interface Ddl {
  /// As the job's statistics name it.
  String statementType();

  /// What a CREATE does when the name is taken.
  enum IfTaken {
    REFUSE,
    REPLACE,
    SKIP
  }

  /// @param resource of the table, as REST has it; when there is a model, what differs from it
  /// @param model a table whose definition is taken over (LIKE, COPY, CLONE)
  /// @param rows a query in DuckDB's words; COPY and CLONE take the model's
  record CreateTable(
      List<String> path,
      IfTaken ifTaken,
      JsonObject resource,
      Optional<TableName> model,
      boolean withModelsRows,
      Optional<String> rows)
      implements Ddl {
    @Override
    public String statementType() {
      return rows.isPresent() ? "CREATE_TABLE_AS_SELECT" : "CREATE_TABLE";
    }
  }

  /// @param resource with the query and the schema of what it yields
  record CreateView(List<String> path, IfTaken ifTaken, JsonObject resource) implements Ddl {
    @Override
    public String statementType() {
      return "CREATE_VIEW";
    }
  }

  record CreateSchema(List<String> path, boolean ifNotExists, JsonObject resource) implements Ddl {
    @Override
    public String statementType() {
      return "CREATE_SCHEMA";
    }
  }

  /// @param view whether the statement says VIEW
  /// @param renamed the new name in the same dataset
  record AlterTable(
      List<String> path,
      boolean view,
      boolean ifExists,
      UnaryOperator<Alteration> change,
      Optional<String> renamed)
      implements Ddl {
    @Override
    public String statementType() {
      return view ? "ALTER_VIEW" : "ALTER_TABLE";
    }
  }

  record AlterSchema(List<String> path, boolean ifExists, UnaryOperator<JsonObject> change)
      implements Ddl {
    @Override
    public String statementType() {
      return "ALTER_SCHEMA";
    }
  }

  /// @param view whether the statement says VIEW
  record DropTable(List<String> path, boolean view, boolean ifExists) implements Ddl {
    @Override
    public String statementType() {
      return view ? "DROP_VIEW" : "DROP_TABLE";
    }
  }

  record DropSchema(List<String> path, boolean ifExists, boolean cascade) implements Ddl {
    @Override
    public String statementType() {
      return "DROP_SCHEMA";
    }
  }
}
