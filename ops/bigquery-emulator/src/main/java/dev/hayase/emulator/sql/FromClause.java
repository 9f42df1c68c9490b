package dev.hayase.emulator.sql;

import static dev.hayase.emulator.catalog.Identifiers.quoted;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// FROM: tables, joins, subqueries, UNNEST.
final class FromClause {
  private final Tokens in;
  private final Expressions expressions;
  private final Queries queries;
  private final Tables tables;

  FromClause(Tokens in, Expressions expressions, Queries queries, Tables tables) {
    this.in = in;
    this.expressions = expressions;
    this.queries = queries;
    this.tables = tables;
  }

  String read() {
    StringBuilder sql = new StringBuilder(table());
    while (true) {
      if (in.takeSymbol(",")) {
        sql.append(", ").append(table());
        continue;
      }
      String join = join();
      if (join == null) {
        return sql.toString();
      }
      sql.append(' ').append(join).append(' ').append(table());
      if (in.takeWords("ON")) {
        sql.append(" ON ").append(expressions.read());
      } else if (in.takeWords("USING")) {
        in.requireSymbol("(");
        List<String> names = new ArrayList<>();
        do {
          names.add(quoted(queries.name()));
        } while (in.takeSymbol(","));
        in.requireSymbol(")");
        sql.append(" USING (").append(String.join(", ", names)).append(')');
      }
    }
  }

  private @org.jspecify.annotations.Nullable String join() {
    if (in.takeWords("JOIN") || in.takeWords("INNER", "JOIN")) {
      return "JOIN";
    }
    if (in.takeWords("CROSS", "JOIN")) {
      return "CROSS JOIN";
    }
    for (String side : List.of("LEFT", "RIGHT", "FULL")) {
      if (in.takeWords(side, "JOIN") || in.takeWords(side, "OUTER", "JOIN")) {
        return side + " JOIN";
      }
    }
    return null;
  }

  private String table() {
    if (in.takeSymbol("(")) {
      boolean query = in.isWords("SELECT") || in.isWords("WITH") || in.peek().isSymbol("(");
      String inside = query ? queries.query() : read();
      in.requireSymbol(")");
      String alias = query ? queries.alias() : null;
      return "(" + inside + ")" + (alias == null ? "" : " AS " + quoted(alias));
    }
    if (in.takeWords("UNNEST")) {
      return unnest();
    }
    Token first = in.peek();
    if (!first.isName()) {
      throw in.unexpected();
    }
    List<String> path = path();
    String last = path.getLast();
    String table = path.size() == 1 && queries.isNamed(last) ? quoted(last) : tables.resolve(path);
    if (in.isWords("FOR") || in.isWords("TABLESAMPLE")) {
      throw Tokens.unsupported(in.peek().text(), in.peek());
    }
    String alias = queries.alias();
    return table + " AS " + quoted(alias == null ? last : alias);
  }

  /// Dots may stand inside the quotes, and an unquoted project may contain dashes.
  List<String> path() {
    List<String> path = new ArrayList<>();
    do {
      Token token = in.next();
      if (!token.isName()) {
        throw Tokens.unsupported("This table name", token);
      }
      if (token.kind() == Token.Kind.QUOTED) {
        path.addAll(Arrays.asList(token.text().split("\\.")));
      } else {
        StringBuilder name = new StringBuilder(token.text());
        while (path.isEmpty() && in.peek().isSymbol("-")) {
          in.next();
          name.append('-').append(in.next().text());
        }
        path.add(name.toString());
      }
    } while (in.takeSymbol("."));
    return path;
  }

  private String unnest() {
    in.requireSymbol("(");
    String array = expressions.read();
    in.requireSymbol(")");
    String alias = queries.alias();
    String element = alias == null ? "$element" : alias;
    String offset = null;
    if (in.takeWords("WITH", "OFFSET")) {
      String name = queries.alias();
      offset = name == null ? "offset" : name;
    }
    String columns = "unnest(" + array + ") AS " + quoted(element);
    if (offset != null) {
      columns += ", generate_subscripts(" + array + ", 1) - 1 AS " + quoted(offset);
    }
    String hidden = quoted("$" + element.toLowerCase(Locale.ROOT));
    return "(SELECT " + columns + ") AS " + hidden;
  }
}
