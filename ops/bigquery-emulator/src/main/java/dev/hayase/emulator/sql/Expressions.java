package dev.hayase.emulator.sql;

import static dev.hayase.emulator.catalog.Identifiers.literal;
import static dev.hayase.emulator.catalog.Identifiers.quoted;

import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.ColumnType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Expressions, by precedence: each method reads one level and writes DuckDB's text for it.
final class Expressions {
  private static final BigInteger MAX_INT64 = BigInteger.valueOf(Long.MAX_VALUE);

  private final Tokens in;
  private final Parameters parameters;
  private final Queries queries;
  private final Calls calls;
  private int positional;

  Expressions(Tokens in, Parameters parameters, Queries queries, String now) {
    this.in = in;
    this.parameters = parameters;
    this.queries = queries;
    this.calls = new Calls(in, this, now);
  }

  String read() {
    return or();
  }

  List<String> list() {
    List<String> list = new ArrayList<>();
    do {
      list.add(read());
    } while (in.takeSymbol(","));
    return list;
  }

  private String or() {
    String left = and();
    while (in.takeWords("OR")) {
      left = "(" + left + " OR " + and() + ")";
    }
    return left;
  }

  private String and() {
    String left = not();
    while (in.takeWords("AND")) {
      left = "(" + left + " AND " + not() + ")";
    }
    return left;
  }

  private String not() {
    return in.takeWords("NOT") ? "(NOT " + not() + ")" : comparison();
  }

  private String comparison() {
    String left = bitOr();
    while (true) {
      Token token = in.peek();
      if (token.kind() == Token.Kind.SYMBOL
          && List.of("=", "<", ">", "<=", ">=", "!=", "<>").contains(token.text())) {
        in.next();
        left = "(" + left + " " + token.text() + " " + bitOr() + ")";
      } else if (in.takeWords("IS")) {
        left = is(left);
      } else if (in.isWords("NOT", "LIKE")
          || in.isWords("NOT", "IN")
          || in.isWords("NOT", "BETWEEN")) {
        in.next();
        left = "(NOT " + rest(left) + ")";
      } else if (in.isWords("LIKE") || in.isWords("IN") || in.isWords("BETWEEN")) {
        left = rest(left);
      } else {
        return left;
      }
    }
  }

  private String is(String left) {
    String not = in.takeWords("NOT") ? "NOT " : "";
    if (in.takeWords("NULL")) {
      return "(" + left + " IS " + not + "NULL)";
    }
    if (in.takeWords("TRUE")) {
      return "(" + left + " IS " + not + "TRUE)";
    }
    if (in.takeWords("FALSE")) {
      return "(" + left + " IS " + not + "FALSE)";
    }
    if (in.takeWords("DISTINCT", "FROM")) {
      return "(" + left + " IS " + not + "DISTINCT FROM " + bitOr() + ")";
    }
    throw in.unexpected();
  }

  private String rest(String left) {
    if (in.takeWords("LIKE")) {
      if (in.isWords("ANY") || in.isWords("SOME") || in.isWords("ALL")) {
        throw Tokens.unsupported("Quantified LIKE", in.peek());
      }
      // A backslash escapes in BigQuery.
      return "(" + left + " LIKE " + bitOr() + " ESCAPE '\\')";
    }
    if (in.takeWords("BETWEEN")) {
      String low = bitOr();
      in.requireWord("AND");
      return "(" + left + " BETWEEN " + low + " AND " + bitOr() + ")";
    }
    in.requireWord("IN");
    if (in.takeWords("UNNEST")) {
      in.requireSymbol("(");
      String array = read();
      in.requireSymbol(")");
      return "(" + left + " IN (SELECT unnest(" + array + ")))";
    }
    in.requireSymbol("(");
    String inside =
        in.isWords("SELECT") || in.isWords("WITH") ? queries.query() : String.join(", ", list());
    in.requireSymbol(")");
    return "(" + left + " IN (" + inside + "))";
  }

  private String bitOr() {
    String left = bitXor();
    while (in.takeSymbol("|")) {
      left = "(" + left + " | " + bitXor() + ")";
    }
    return left;
  }

  private String bitXor() {
    String left = bitAnd();
    while (in.takeSymbol("^")) {
      left = "xor(" + left + ", " + bitAnd() + ")";
    }
    return left;
  }

  private String bitAnd() {
    String left = shift();
    while (in.takeSymbol("&")) {
      left = "(" + left + " & " + shift() + ")";
    }
    return left;
  }

  private String shift() {
    String left = additive();
    if (in.peek().isSymbol("<<") || in.peek().isSymbol(">>")) {
      throw Tokens.unsupported("A shift", in.peek());
    }
    return left;
  }

  private String additive() {
    String left = multiplicative();
    while (in.peek().isSymbol("+") || in.peek().isSymbol("-")) {
      left = "(" + left + " " + in.next().text() + " " + multiplicative() + ")";
    }
    return left;
  }

  private String multiplicative() {
    String left = unary();
    while (true) {
      if (in.takeSymbol("*")) {
        left = "(" + left + " * " + unary() + ")";
      } else if (in.takeSymbol("/")) {
        left = "bq_divide(" + left + ", " + unary() + ")";
      } else if (in.takeSymbol("||")) {
        left = "(" + left + " || " + unary() + ")";
      } else {
        return left;
      }
    }
  }

  private String unary() {
    if (in.takeSymbol("-")) {
      Token token = in.peek();
      if (token.kind() == Token.Kind.INTEGER
          && new BigInteger(token.text()).equals(MAX_INT64.add(BigInteger.ONE))) {
        in.next();
        return "CAST('" + Long.MIN_VALUE + "' AS BIGINT)";
      }
      return "(- " + unary() + ")";
    }
    if (in.takeSymbol("+")) {
      return unary();
    }
    if (in.peek().isSymbol("~")) {
      in.next();
      return "(~ " + unary() + ")";
    }
    return postfix();
  }

  private String postfix() {
    String value = primary();
    while (true) {
      if (in.takeSymbol(".")) {
        Token name = in.next();
        if (!name.isName()) {
          throw Tokens.unsupported("A field named like this", name);
        }
        value = value + "." + quoted(name.text());
      } else if (in.takeSymbol("[")) {
        value = subscript(value);
      } else {
        return value;
      }
    }
  }

  private String subscript(String array) {
    Token how = in.next();
    String base =
        switch (how.text().toUpperCase(Locale.ROOT)) {
          case "OFFSET", "SAFE_OFFSET" -> "0";
          case "ORDINAL", "SAFE_ORDINAL" -> "1";
          default -> throw Tokens.unsupported("A subscript without OFFSET or ORDINAL", how);
        };
    in.requireSymbol("(");
    String index = read();
    in.requireSymbol(")");
    in.requireSymbol("]");
    boolean safe = how.text().toUpperCase(Locale.ROOT).startsWith("SAFE_");
    return (safe ? "bq_safe_element(" : "bq_element(") + array + ", " + index + " - " + base + ")";
  }

  private String primary() {
    Token token = in.peek();
    return switch (token.kind()) {
      case INTEGER -> integer(in.next());
      case FLOAT -> "CAST('" + in.next().text() + "' AS DOUBLE)";
      case STRING -> literal(string());
      case BYTES -> Literals.latin1Bytes(in.next().text());
      case NAMED_PARAMETER -> parameters.named(in.next().text());
      case POSITIONAL_PARAMETER -> {
        in.next();
        yield parameters.positional(positional++);
      }
      case QUOTED -> path();
      case WORD -> word();
      case SYMBOL -> symbol();
      case END -> throw in.unexpected();
    };
  }

  private String string() {
    return in.next().text();
  }

  private static String integer(Token token) {
    if (new BigInteger(token.text()).compareTo(MAX_INT64) > 0) {
      throw BigQueryException.invalidQuery(
          "Invalid integer literal: " + token.text() + " at " + token.position());
    }
    return "CAST(" + token.text() + " AS BIGINT)";
  }

  private String symbol() {
    if (in.takeSymbol("(")) {
      String inside;
      if (in.isWords("SELECT") || in.isWords("WITH")) {
        inside = queries.query();
      } else {
        inside = read();
        if (in.peek().isSymbol(",")) {
          throw Tokens.unsupported("A tuple", in.peek());
        }
      }
      in.requireSymbol(")");
      return "(" + inside + ")";
    }
    if (in.takeSymbol("[")) {
      return array();
    }
    throw in.unexpected();
  }

  private String array() {
    List<String> elements = in.peek().isSymbol("]") ? List.of() : list();
    in.requireSymbol("]");
    return "[" + String.join(", ", elements) + "]";
  }

  private String word() {
    if (in.takeWords("NULL")) {
      return "NULL";
    }
    if (in.takeWords("TRUE")) {
      return "true";
    }
    if (in.takeWords("FALSE")) {
      return "false";
    }
    if (in.takeWords("CASE")) {
      return conditional();
    }
    if (in.takeWords("EXISTS")) {
      in.requireSymbol("(");
      String query = queries.query();
      in.requireSymbol(")");
      return "EXISTS(" + query + ")";
    }
    if (in.isWords("ARRAY") && in.peek(1).isSymbol("[")) {
      in.next();
      in.next();
      return array();
    }
    if (in.isWords("ARRAY") && in.peek(1).isSymbol("(")) {
      in.next();
      in.next();
      String query = queries.query();
      in.requireSymbol(")");
      return "coalesce(ARRAY(" + query + "), [])";
    }
    if (in.isWords("INTERVAL")) {
      return calls.interval();
    }
    Token token = in.peek();
    if (in.peek(1).kind() == Token.Kind.STRING && !isReserved(token)) {
      return typedLiteral();
    }
    if (in.peek(1).isSymbol("(")) {
      return calls.read();
    }
    if (isReserved(token)) {
      throw in.unexpected();
    }
    return calls.withoutParentheses().orElseGet(this::path);
  }

  private String typedLiteral() {
    Token name = in.next();
    String text = in.next().text();
    ColumnType type =
        ColumnType.named(name.text())
            .filter(t -> t != ColumnType.STRUCT)
            .orElseThrow(() ->
                BigQueryException.invalidQuery(
                    "Syntax error: Unexpected string literal at " + name.position()));
    return switch (type) {
      case DATE, DATETIME, TIME, TIMESTAMP, NUMERIC, BIGNUMERIC, JSON -> Literals.of(type, text);
      case BOOL, INT64, FLOAT64, STRING, BYTES, GEOGRAPHY, INTERVAL, RANGE, STRUCT ->
          throw Tokens.unsupported("A literal of type " + type, name);
    };
  }

  private static boolean isReserved(Token token) {
    return token.kind() == Token.Kind.WORD
        && Words.RESERVED.contains(token.text().toUpperCase(Locale.ROOT));
  }

  private String path() {
    return quoted(in.next().text());
  }

  private String conditional() {
    StringBuilder sql = new StringBuilder("CASE");
    if (!in.isWords("WHEN")) {
      sql.append(' ').append(read());
    }
    while (in.takeWords("WHEN")) {
      sql.append(" WHEN ").append(read());
      in.requireWord("THEN");
      sql.append(" THEN ").append(read());
    }
    if (in.takeWords("ELSE")) {
      sql.append(" ELSE ").append(read());
    }
    in.requireWord("END");
    return sql.append(" END").toString();
  }

  String subquery() {
    return queries.query();
  }

  String orderBy() {
    return queries.orderItems();
  }
}
