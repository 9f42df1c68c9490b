package dev.hayase.emulator.sql;

import static dev.hayase.emulator.catalog.Identifiers.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Statements other than queries: INSERT, UPDATE, DELETE, TRUNCATE TABLE.
final class Statements {
  private final Tokens in;
  private final Queries queries;

  Statements(Tokens in, Queries queries) {
    this.in = in;
    this.queries = queries;
  }

  Instruction read() {
    if (in.isWords("SELECT") || in.isWords("WITH") || in.peek().isSymbol("(")) {
      return new Instruction.Query(queries.query());
    }
    if (in.takeWords("INSERT")) {
      in.takeWords("INTO");
      return insert();
    }
    if (in.takeWords("DELETE")) {
      in.takeWords("FROM");
      List<String> table = queries.tablePath();
      Optional<String> alias = Optional.ofNullable(queries.alias());
      return new Instruction.Delete(table, alias, where());
    }
    if (in.takeWords("UPDATE")) {
      return update();
    }
    if (in.takeWords("TRUNCATE", "TABLE")) {
      return new Instruction.Truncate(queries.tablePath());
    }
    throw in.peek().kind() == Token.Kind.WORD
        ? Tokens.unsupported("A statement that begins with " + in.peek().text(), in.peek())
        : in.unexpected();
  }

  private Instruction insert() {
    List<String> table = queries.tablePath();
    List<String> columns = new ArrayList<>();
    if (in.peek().isSymbol("(") && in.peek(1).isName() && !in.peek(1).isWord("SELECT")) {
      in.requireSymbol("(");
      do {
        columns.add(queries.name());
      } while (in.takeSymbol(","));
      in.requireSymbol(")");
    }
    if (!in.takeWords("VALUES")) {
      return new Instruction.Insert(table, columns, queries.query());
    }
    List<String> rows = new ArrayList<>();
    do {
      in.requireSymbol("(");
      rows.add("(" + String.join(", ", queries.expressions().list()) + ")");
      in.requireSymbol(")");
    } while (in.takeSymbol(","));
    return new Instruction.Insert(table, columns, "VALUES " + String.join(", ", rows));
  }

  private Instruction update() {
    List<String> table = queries.tablePath();
    Optional<String> alias = Optional.ofNullable(queries.alias());
    in.requireWord("SET");
    List<String> assignments = new ArrayList<>();
    do {
      String column = quoted(queries.name());
      in.requireSymbol("=");
      assignments.add(column + " = " + queries.expressions().read());
    } while (in.takeSymbol(","));
    if (in.isWords("FROM")) {
      throw Tokens.unsupported("UPDATE with FROM", in.peek());
    }
    return new Instruction.Update(table, alias, assignments, where());
  }

  private String where() {
    in.requireWord("WHERE");
    return queries.expressions().read();
  }
}
