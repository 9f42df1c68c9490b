package dev.hayase.emulator.sql;

import dev.hayase.emulator.catalog.BigQueryException;

/// The door: one statement in, DuckDB's text out.
public final class GoogleSql {
  private GoogleSql() {}

  /// @param now the statement's time as a DuckDB expression
  /// @throws BigQueryException with BigQuery's words and a position for whatever is wrong or
  ///   unknown
  public static Instruction statement(
      String sql, Parameters parameters, Tables tables, String now) {
    Tokens in = new Tokens(Lexer.tokens(sql));
    Instruction statement = new Statements(in, new Queries(in, parameters, tables, now)).read();
    in.takeSymbol(";");
    if (in.peek().kind() != Token.Kind.END) {
      throw in.unexpected("end of input");
    }
    return statement;
  }

  /// An expression alone, as a column's default is.
  public static String expression(String sql, String now) {
    Tokens in = new Tokens(Lexer.tokens(sql));
    Tables none =
        path -> {
          throw BigQueryException.invalidQuery("A table is not allowed in an expression");
        };
    String expression = new Queries(in, Parameters.NONE, none, now).expressions().read();
    if (in.peek().kind() != Token.Kind.END) {
      throw in.unexpected("end of input");
    }
    return expression;
  }
}
