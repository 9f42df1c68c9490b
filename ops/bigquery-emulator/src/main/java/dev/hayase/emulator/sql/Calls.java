package dev.hayase.emulator.sql;

import dev.hayase.emulator.catalog.BigQueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Calls of functions: those with a grammar of their own, aggregates, windows, and the plain ones.
final class Calls {
  private static final Set<String> PARTS =
      Set.of(
          "MICROSECOND",
          "MILLISECOND",
          "SECOND",
          "MINUTE",
          "HOUR",
          "DAY",
          "MONTH",
          "QUARTER",
          "YEAR");

  private final Tokens in;
  private final Expressions expressions;
  private final String now;

  /// @param now the statement's CURRENT_TIMESTAMP as a DuckDB expression
  Calls(Tokens in, Expressions expressions, String now) {
    this.in = in;
    this.expressions = expressions;
    this.now = now;
  }

  Optional<String> withoutParentheses() {
    return switch (in.peek().text().toUpperCase(Locale.ROOT)) {
      case "CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_DATETIME", "CURRENT_TIME" ->
          Optional.of(current(in.next().text().toUpperCase(Locale.ROOT)));
      default -> Optional.empty();
    };
  }

  private String current(String name) {
    return switch (name) {
      case "CURRENT_DATE" -> "CAST(" + now + " AS DATE)";
      case "CURRENT_DATETIME" -> "CAST(" + now + " AS TIMESTAMP)";
      case "CURRENT_TIME" -> "CAST(" + now + " AS TIME)";
      default -> now;
    };
  }

  String read() {
    Token name = in.next();
    String function = name.text().toUpperCase(Locale.ROOT);
    in.requireSymbol("(");
    if (function.startsWith("CURRENT_") && in.takeSymbol(")")) {
      return current(function);
    }
    if (Functions.DATE_ARITHMETIC.contains(function)) {
      return dateArithmetic(function, name);
    }
    return switch (function) {
      case "CAST", "SAFE_CAST" -> cast(function.equals("SAFE_CAST"), name);
      case "EXTRACT" -> extract();
      case "COUNT" -> count();
      case "COUNTIF" -> {
        String condition = expressions.read();
        in.requireSymbol(")");
        yield over("count(*) FILTER (WHERE " + condition + ")");
      }
      case "AVG" -> aggregate("avg", "bq_float(", ")");
      case "ARRAY_AGG", "STRING_AGG" -> arrayAggregate(function);
      case "STRUCT" -> struct();
      default -> plain(function, name);
    };
  }

  private String plain(String function, Token name) {
    String aggregate = Functions.aggregate(function);
    if (aggregate != null) {
      return aggregate(aggregate, "", "");
    }
    String window = Functions.WINDOW.get(function);
    if (window != null) {
      List<String> arguments = arguments();
      if (!in.isWords("OVER")) {
        throw in.unexpected("keyword OVER");
      }
      return over(window + "(" + String.join(", ", arguments) + ")");
    }
    Functions.Known known = Functions.scalar(function);
    if (known == null) {
      throw BigQueryException.invalidQuery(
          "Function not found: " + name.text() + " at " + name.position());
    }
    List<String> arguments = arguments();
    boolean wrongCount = arguments.size() < known.least() || arguments.size() > known.most();
    String sql = wrongCount ? "" : known.write().apply(arguments);
    if (sql.isEmpty()) {
      throw BigQueryException.invalidQuery(
          "No matching signature for function " + function + " at " + name.position());
    }
    return sql;
  }

  private List<String> arguments() {
    List<String> arguments = in.peek().isSymbol(")") ? List.of() : expressions.list();
    in.requireSymbol(")");
    return arguments;
  }

  private String cast(boolean safe, Token where) {
    String value = expressions.read();
    in.requireWord("AS");
    Types.Written type = Types.parse(in);
    if (in.isWords("FORMAT")) {
      throw Tokens.unsupported("CAST with FORMAT", in.peek());
    }
    in.requireSymbol(")");
    return Types.cast(value, type, safe, where);
  }

  private String count() {
    if (in.takeSymbol("*")) {
      in.requireSymbol(")");
      return over("count(*)");
    }
    return aggregate("count", "", "");
  }

  private String aggregate(String duckdb, String before, String after) {
    String distinct = in.takeWords("DISTINCT") ? "DISTINCT " : "";
    List<String> arguments = new ArrayList<>(expressions.list());
    arguments.set(0, before + arguments.getFirst() + after);
    if (!in.peek().isSymbol(")")) {
      throw Tokens.unsupported("This clause in an aggregate", in.peek());
    }
    in.requireSymbol(")");
    return over(duckdb + "(" + distinct + String.join(", ", arguments) + ")");
  }

  private String arrayAggregate(String function) {
    String distinct = in.takeWords("DISTINCT") ? "DISTINCT " : "";
    List<String> arguments = expressions.list();
    boolean ignoreNulls = in.takeWords("IGNORE", "NULLS");
    String order = in.takeWords("ORDER", "BY") ? " ORDER BY " + expressions.orderBy() : "";
    if (in.isWords("LIMIT")) {
      throw Tokens.unsupported("LIMIT in an aggregate", in.peek());
    }
    in.requireSymbol(")");
    if (function.equals("STRING_AGG")) {
      String separator = arguments.size() > 1 ? arguments.get(1) : "','";
      return over("string_agg(" + distinct + arguments.getFirst() + ", " + separator + order + ")");
    }
    String filter = ignoreNulls ? " FILTER (WHERE " + arguments.getFirst() + " IS NOT NULL)" : "";
    return over("array_agg(" + distinct + arguments.getFirst() + order + ")" + filter);
  }

  private String over(String call) {
    if (!in.takeWords("OVER")) {
      return call;
    }
    in.requireSymbol("(");
    StringBuilder window = new StringBuilder(call).append(" OVER (");
    if (in.takeWords("PARTITION", "BY")) {
      window.append("PARTITION BY ").append(String.join(", ", expressions.list())).append(' ');
    }
    if (in.takeWords("ORDER", "BY")) {
      window.append("ORDER BY ").append(expressions.orderBy()).append(' ');
    }
    if (in.isWords("ROWS") || in.isWords("RANGE")) {
      window.append(in.next().text()).append(' ');
      if (in.takeWords("BETWEEN")) {
        window.append("BETWEEN ").append(bound());
        in.requireWord("AND");
        window.append(" AND ").append(bound());
      } else {
        window.append(bound());
      }
    }
    in.requireSymbol(")");
    return window.append(')').toString();
  }

  private String bound() {
    if (in.takeWords("CURRENT", "ROW")) {
      return "CURRENT ROW";
    }
    String size = in.takeWords("UNBOUNDED") ? "UNBOUNDED" : expressions.read();
    if (in.isWords("PRECEDING") || in.isWords("FOLLOWING")) {
      return size + " " + in.next().text();
    }
    throw in.unexpected("keyword PRECEDING");
  }

  private String struct() {
    List<String> fields = new ArrayList<>();
    do {
      Token first = in.peek();
      boolean bare = first.isName() && (in.peek(1).isSymbol(",") || in.peek(1).isSymbol(")"));
      String value = expressions.read();
      if (in.takeWords("AS")) {
        fields.add(
            dev.hayase.emulator.catalog.Identifiers.quoted(in.next().text()) + " := " + value);
      } else if (bare) {
        fields.add(dev.hayase.emulator.catalog.Identifiers.quoted(first.text()) + " := " + value);
      } else {
        throw Tokens.unsupported("A STRUCT field without a name", first);
      }
    } while (in.takeSymbol(","));
    in.requireSymbol(")");
    return "struct_pack(" + String.join(", ", fields) + ")";
  }

  private String extract() {
    Token part = in.next();
    in.requireWord("FROM");
    String from = expressions.read();
    if (in.isWords("AT")) {
      throw Tokens.unsupported("AT TIME ZONE", in.peek());
    }
    in.requireSymbol(")");
    return switch (part.text().toUpperCase(Locale.ROOT)) {
      case "YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "QUARTER" ->
          "CAST(date_part('" + part.text() + "', " + from + ") AS BIGINT)";
      case "SECOND" -> "(CAST(date_part('microsecond', " + from + ") AS BIGINT) // 1000000)";
      case "MILLISECOND" ->
          "(CAST(date_part('microsecond', " + from + ") AS BIGINT) % 1000000 // 1000)";
      case "MICROSECOND" -> "(CAST(date_part('microsecond', " + from + ") AS BIGINT) % 1000000)";
      case "DAYOFWEEK" -> "(CAST(date_part('dow', " + from + ") AS BIGINT) + 1)";
      case "DAYOFYEAR" -> "CAST(date_part('doy', " + from + ") AS BIGINT)";
      case "ISOWEEK" -> "CAST(date_part('week', " + from + ") AS BIGINT)";
      case "ISOYEAR" -> "CAST(date_part('isoyear', " + from + ") AS BIGINT)";
      case "DATE" -> "CAST(" + from + " AS DATE)";
      case "TIME" -> "CAST(" + from + " AS TIME)";
      case "DATETIME" -> "CAST(" + from + " AS TIMESTAMP)";
      default -> throw Tokens.unsupported("EXTRACT of " + part.text(), part);
    };
  }

  /// `INTERVAL 3 DAY`, after which a date or time may be added.
  String interval() {
    in.requireWord("INTERVAL");
    String amount = expressions.read();
    return "to_" + unit(part()) + "(" + amount + ")";
  }

  private static String unit(String part) {
    return part.toLowerCase(Locale.ROOT) + "s";
  }

  private String part() {
    Token part = in.next();
    String name = part.text().toUpperCase(Locale.ROOT);
    if (name.equals("ISOWEEK") || !PARTS.contains(name)) {
      throw Tokens.unsupported("The part " + part.text(), part);
    }
    return name;
  }

  private String dateArithmetic(String function, Token name) {
    String type =
        function.contains("TIMESTAMP")
            ? "TIMESTAMP WITH TIME ZONE"
            : function.contains("DATETIME") ? "TIMESTAMP" : "DATE";
    if (function.startsWith("FORMAT_")) {
      return format(type, name);
    }
    String first = "CAST(" + expressions.read() + " AS " + type + ")";
    in.requireSymbol(",");
    String result;
    if (function.endsWith("_ADD") || function.endsWith("_SUB")) {
      String sign = function.endsWith("_ADD") ? " + " : " - ";
      result = "CAST(" + first + sign + interval() + " AS " + type + ")";
    } else if (function.endsWith("_TRUNC")) {
      result =
          "CAST(date_trunc('"
              + part().toLowerCase(Locale.ROOT)
              + "', "
              + first
              + ") AS "
              + type
              + ")";
    } else {
      String second = "CAST(" + expressions.read() + " AS " + type + ")";
      in.requireSymbol(",");
      result = difference(type, first, second, part(), name);
    }
    in.requireSymbol(")");
    return result;
  }

  private static String difference(
      String type, String first, String second, String part, Token where) {
    if (type.equals("TIMESTAMP WITH TIME ZONE")) {
      long unit =
          switch (part) {
            case "MICROSECOND" -> 1L;
            case "MILLISECOND" -> 1_000L;
            case "SECOND" -> 1_000_000L;
            case "MINUTE" -> 60_000_000L;
            case "HOUR" -> 3_600_000_000L;
            case "DAY" -> 86_400_000_000L;
            default -> throw Tokens.unsupported("TIMESTAMP_DIFF by " + part, where);
          };
      return "((epoch_us(" + first + ") - epoch_us(" + second + ")) // " + unit + ")";
    }
    return "date_diff('" + part.toLowerCase(Locale.ROOT) + "', " + second + ", " + first + ")";
  }

  private String format(String type, Token name) {
    Token format = in.next();
    if (format.kind() != Token.Kind.STRING) {
      throw Tokens.unsupported("A format that is not a literal", format);
    }
    in.requireSymbol(",");
    String value = expressions.read();
    if (!in.takeSymbol(")")) {
      throw Tokens.unsupported(name.text() + " with a time zone", in.peek());
    }
    return "strftime(CAST("
        + value
        + " AS "
        + type
        + "), "
        + dev.hayase.emulator.catalog.Identifiers.literal(TimeFormat.translate(format))
        + ")";
  }
}
