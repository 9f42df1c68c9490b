package dev.hayase.emulator.sql;

import static dev.hayase.emulator.catalog.Identifiers.quoted;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Queries: WITH, SELECT, FROM and what follows.
final class Queries {
  private final Tokens in;
  private final Expressions expressions;
  private final FromClause from;
  private final Deque<Set<String>> named = new ArrayDeque<>();

  Queries(Tokens in, Parameters parameters, Tables tables, String now) {
    this.in = in;
    this.expressions = new Expressions(in, parameters, this, now);
    this.from = new FromClause(in, expressions, this, tables);
  }

  Expressions expressions() {
    return expressions;
  }

  /// The name of a table that a statement changes.
  List<String> tablePath() {
    return from.path();
  }

  /// Whether a WITH clause around here defines the name.
  boolean isNamed(String name) {
    return named.stream().anyMatch(names -> names.contains(name.toLowerCase(Locale.ROOT)));
  }

  String query() {
    named.push(new HashSet<>());
    StringBuilder sql = new StringBuilder();
    if (in.takeWords("WITH")) {
      if (in.isWords("RECURSIVE")) {
        throw Tokens.unsupported("WITH RECURSIVE", in.peek());
      }
      List<String> definitions = new ArrayList<>();
      do {
        String name = name();
        in.requireWord("AS");
        in.requireSymbol("(");
        String inside = query();
        in.requireSymbol(")");
        named.element().add(name.toLowerCase(Locale.ROOT));
        definitions.add(quoted(name) + " AS (" + inside + ")");
      } while (in.takeSymbol(","));
      sql.append("WITH ").append(String.join(", ", definitions)).append(' ');
    }
    sql.append(operand());
    while (in.isWords("UNION") || in.isWords("INTERSECT") || in.isWords("EXCEPT")) {
      sql.append(' ').append(setOperator()).append(' ').append(operand());
    }
    if (in.takeWords("ORDER", "BY")) {
      sql.append(" ORDER BY ").append(orderItems());
    }
    if (in.takeWords("LIMIT")) {
      sql.append(" LIMIT ").append(expressions.read());
      if (in.takeWords("OFFSET")) {
        sql.append(" OFFSET ").append(expressions.read());
      }
    }
    named.pop();
    return sql.toString();
  }

  private String setOperator() {
    String operator = in.next().text().toUpperCase(Locale.ROOT);
    if (in.takeWords("ALL") && operator.equals("UNION")) {
      return "UNION ALL";
    }
    in.requireWord("DISTINCT");
    return operator;
  }

  private String operand() {
    if (in.takeSymbol("(")) {
      String inside = query();
      in.requireSymbol(")");
      return "(" + inside + ")";
    }
    return select();
  }

  private String select() {
    in.requireWord("SELECT");
    StringBuilder sql = new StringBuilder("SELECT ");
    if (in.takeWords("DISTINCT")) {
      sql.append("DISTINCT ");
    } else {
      in.takeWords("ALL");
    }
    if (in.isWords("AS")) {
      throw Tokens.unsupported("SELECT AS", in.peek());
    }
    sql.append(String.join(", ", items()));
    if (in.takeWords("FROM")) {
      sql.append(" FROM ").append(from.read());
    }
    if (in.takeWords("WHERE")) {
      sql.append(" WHERE ").append(expressions.read());
    }
    if (in.takeWords("GROUP", "BY")) {
      if (in.isWords("ROLLUP") || in.isWords("CUBE") || in.isWords("GROUPING")) {
        throw Tokens.unsupported("GROUP BY " + in.peek().text(), in.peek());
      }
      sql.append(" GROUP BY ").append(in.takeWords("ALL") ? "ALL" : String.join(", ", ordinals()));
    }
    if (in.takeWords("HAVING")) {
      sql.append(" HAVING ").append(expressions.read());
    }
    if (in.takeWords("QUALIFY")) {
      sql.append(" QUALIFY ").append(expressions.read());
    }
    if (in.isWords("WINDOW")) {
      throw Tokens.unsupported("WINDOW", in.peek());
    }
    return sql.toString();
  }

  private List<String> ordinals() {
    List<String> list = new ArrayList<>();
    do {
      list.add(expressionOrOrdinal());
    } while (in.takeSymbol(","));
    return list;
  }

  private String expressionOrOrdinal() {
    return in.peek().kind() == Token.Kind.INTEGER ? in.next().text() : expressions.read();
  }

  private List<String> items() {
    List<String> items = new ArrayList<>();
    int anonymous = 0;
    do {
      if (in.isWords("FROM") || in.peek().kind() == Token.Kind.END) {
        break; // A trailing comma is allowed.
      }
      Star star = star();
      if (star != null) {
        items.add(star.sql());
        continue;
      }
      int start = in.position();
      String expression = expressions.read();
      String name = alias();
      if (name == null) {
        name = in.pathEndingHere(start);
      }
      if (name == null) {
        name = "f" + anonymous + "_";
        anonymous++;
      }
      items.add(expression + " AS " + quoted(name));
    } while (in.takeSymbol(","));
    return items;
  }

  /// `*` or `t.*`, with what is left out and replaced.
  private record Star(String sql) {}

  private @org.jspecify.annotations.Nullable Star star() {
    String prefix;
    if (in.takeSymbol("*")) {
      prefix = "*";
    } else if (in.peek().isName() && in.peek(1).isSymbol(".") && in.peek(2).isSymbol("*")) {
      prefix = quoted(in.next().text()) + ".*";
      in.next();
      in.next();
    } else {
      return null;
    }
    StringBuilder sql = new StringBuilder(prefix);
    if (in.takeWords("EXCEPT")) {
      in.requireSymbol("(");
      List<String> names = new ArrayList<>();
      do {
        names.add(quoted(name()));
      } while (in.takeSymbol(","));
      in.requireSymbol(")");
      sql.append(" EXCLUDE (").append(String.join(", ", names)).append(')');
    }
    if (in.takeWords("REPLACE")) {
      in.requireSymbol("(");
      List<String> replaced = new ArrayList<>();
      do {
        String expression = expressions.read();
        in.requireWord("AS");
        replaced.add(expression + " AS " + quoted(name()));
      } while (in.takeSymbol(","));
      in.requireSymbol(")");
      sql.append(" REPLACE (").append(String.join(", ", replaced)).append(')');
    }
    return new Star(sql.toString());
  }

  /// `[AS] name`, or null.
  @org.jspecify.annotations.Nullable
  String alias() {
    if (in.takeWords("AS")) {
      return name();
    }
    Token token = in.peek();
    boolean name =
        token.kind() == Token.Kind.QUOTED
            || (token.kind() == Token.Kind.WORD
                && !Words.RESERVED.contains(token.text().toUpperCase(Locale.ROOT))
                && !token.isWord("OFFSET")
                && !token.isWord("REPLACE"));
    return name ? in.next().text() : null;
  }

  String name() {
    Token token = in.peek();
    if (!token.isName()) {
      throw in.unexpected("an identifier");
    }
    return in.next().text();
  }

  String orderItems() {
    List<String> items = new ArrayList<>();
    do {
      StringBuilder item = new StringBuilder(expressionOrOrdinal());
      if (in.takeWords("DESC")) {
        item.append(" DESC");
      } else {
        in.takeWords("ASC");
      }
      if (in.takeWords("NULLS", "FIRST")) {
        item.append(" NULLS FIRST");
      } else if (in.takeWords("NULLS", "LAST")) {
        item.append(" NULLS LAST");
      }
      items.add(item.toString());
    } while (in.takeSymbol(","));
    return String.join(", ", items);
  }
}
