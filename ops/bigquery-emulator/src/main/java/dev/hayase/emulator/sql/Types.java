package dev.hayase.emulator.sql;

import dev.hayase.emulator.catalog.ColumnType;
import dev.hayase.emulator.catalog.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Types as they are written in GoogleSQL, and what casting to them means here.
final class Types {
  private Types() {}

  /// A written type.
  sealed interface Written {
    record Scalar(ColumnType type) implements Written {}

    record ArrayOf(Written element) implements Written {}

    record StructOf(List<String> names, List<Written> fields) implements Written {}
  }

  static Written parse(Tokens in) {
    Token name = in.next();
    if (name.isWord("ARRAY")) {
      in.requireSymbol("<");
      Written element = parse(in);
      close(in);
      return new Written.ArrayOf(element);
    }
    if (name.isWord("STRUCT")) {
      in.requireSymbol("<");
      List<String> names = new ArrayList<>();
      List<Written> fields = new ArrayList<>();
      do {
        boolean named = in.peek().isName() && in.peek(1).isName();
        names.add(named ? in.next().text() : "_field_" + (fields.size() + 1));
        fields.add(parse(in));
      } while (in.takeSymbol(","));
      close(in);
      return new Written.StructOf(names, fields);
    }
    Optional<ColumnType> type =
        switch (name.text().toUpperCase(java.util.Locale.ROOT)) {
          case "INT", "SMALLINT", "BIGINT", "TINYINT", "BYTEINT" -> Optional.of(ColumnType.INT64);
          case "FLOAT", "RECORD" -> Optional.empty();
          default -> ColumnType.named(name.text());
        };
    if (in.peek().isSymbol("(")) {
      throw Tokens.unsupported("A parameterized type", in.peek());
    }
    return new Written.Scalar(
        type.orElseThrow(() ->
            dev.hayase.emulator.catalog.BigQueryException.invalidQuery(
                "Type not found: " + name.text() + " at " + name.position())));
  }

  private static void close(Tokens in) {
    if (!in.takeSymbol(">")) {
      throw in.unexpected("\">\"");
    }
  }

  static String duckdb(Written type) {
    return switch (type) {
      case Written.Scalar(ColumnType scalar) -> scalar.duckdbType();
      case Written.ArrayOf(Written element) -> duckdb(element) + "[]";
      case Written.StructOf(List<String> names, List<Written> fields) -> {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
          parts.add(Identifiers.quoted(names.get(i)) + " " + duckdb(fields.get(i)));
        }
        yield "STRUCT(" + String.join(", ", parts) + ")";
      }
    };
  }

  /// @param safe whether a value that cannot be cast becomes NULL
  static String cast(String expression, Written type, boolean safe, Token where) {
    if (!(type instanceof Written.Scalar(ColumnType scalar))) {
      throw Tokens.unsupported("CAST to ARRAY or STRUCT", where);
    }
    String cast = safe ? "TRY_CAST(" : "CAST(";
    return switch (scalar) {
      case STRING -> "bq_string(" + expression + ")";
      case INT64 -> (safe ? "bq_safe_int(" : "bq_int(") + expression + ")";
      case BYTES -> "encode(" + expression + ")";
      case BOOL -> (safe ? "bq_safe_bool(" : "bq_bool(") + expression + ")";
      case FLOAT64, NUMERIC, DATE, DATETIME, TIME, TIMESTAMP ->
          cast + expression + " AS " + scalar.duckdbType() + ")";
      case BIGNUMERIC, JSON, GEOGRAPHY, INTERVAL, RANGE, STRUCT ->
          throw Tokens.unsupported("CAST to " + scalar, where);
    };
  }
}
