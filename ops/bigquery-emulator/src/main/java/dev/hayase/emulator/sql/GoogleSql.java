package dev.hayase.emulator.sql;

/// The door: one query in, DuckDB's text out.
public final class GoogleSql {
  private GoogleSql() {}

  /// @param now the statement's time as a DuckDB expression
  /// @throws dev.hayase.emulator.catalog.BigQueryException with BigQuery's words and a position for
  ///   whatever is wrong or unknown
  public static String query(String sql, Parameters parameters, Tables tables, String now) {
    Tokens in = new Tokens(Lexer.tokens(sql));
    Queries queries = new Queries(in, parameters, tables, now);
    if (!in.isWords("SELECT") && !in.isWords("WITH") && !in.peek().isSymbol("(")) {
      throw in.peek().kind() == Token.Kind.WORD
          ? Tokens.unsupported("A statement that begins with " + in.peek().text(), in.peek())
          : in.unexpected();
    }
    String query = queries.query();
    in.takeSymbol(";");
    if (in.peek().kind() != Token.Kind.END) {
      throw in.unexpected("end of input");
    }
    return query;
  }
}
