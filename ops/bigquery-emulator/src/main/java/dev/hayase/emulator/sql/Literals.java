package dev.hayase.emulator.sql;

import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.ColumnType;
import dev.hayase.emulator.catalog.Identifiers;
import dev.hayase.emulator.row.BigNumeric;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/// Values as DuckDB's literals.
public final class Literals {
  private Literals() {}

  static String bytes(byte[] bytes) {
    StringBuilder text = new StringBuilder("'");
    HexFormat hex = HexFormat.of().withUpperCase();
    for (byte b : bytes) {
      text.append("\\x").append(hex.toHexDigits(b));
    }
    return text.append("'::BLOB").toString();
  }

  static String latin1Bytes(String text) {
    return bytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// A value of a scalar type from its text, as literals (`DATE '2024-01-01'`) and REST parameters
  /// write it.
  public static String of(ColumnType type, String text) {
    String quoted = Identifiers.literal(text);
    return switch (type) {
      case STRING -> quoted;
      case BYTES -> {
        try {
          yield bytes(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException _) {
          throw BigQueryException.invalid("Invalid base64 value");
        }
      }
      case INT64 -> {
        try {
          yield "(" + Long.parseLong(text.trim()) + ")::BIGINT";
        } catch (NumberFormatException _) {
          throw BigQueryException.invalid("Invalid INT64 value: " + text);
        }
      }
      case BIGNUMERIC -> {
        try {
          String sorted = BigNumeric.toSortedText(new BigDecimal(text.trim()));
          yield "{'bignumeric': '" + sorted + "'}";
        } catch (NumberFormatException _) {
          throw BigQueryException.invalidQuery("Invalid BIGNUMERIC literal: " + text);
        } catch (ArithmeticException _) {
          throw BigQueryException.invalidQuery("Invalid BIGNUMERIC literal: " + text);
        }
      }
      case BOOL, FLOAT64, NUMERIC, DATE, DATETIME, TIME, TIMESTAMP, JSON ->
          "CAST(" + quoted + " AS " + type.duckdbType() + ")";
      case GEOGRAPHY -> "{'geography': " + quoted + "}";
      case INTERVAL, RANGE ->
          throw BigQueryException.invalidQuery("Literals of " + type + " are not supported");
      case STRUCT -> throw BigQueryException.invalidQuery("A STRUCT literal needs fields");
    };
  }
}
