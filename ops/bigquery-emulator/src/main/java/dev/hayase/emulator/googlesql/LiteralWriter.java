package dev.hayase.emulator.googlesql;

import com.google.zetasql.StructType;
import com.google.zetasql.Type;
import com.google.zetasql.TypeFactory;
import com.google.zetasql.Value;
import com.google.zetasql.ZetaSQLType.TypeKind;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.googlesql.functions.Argument;
import dev.hayase.emulator.googlesql.functions.Casts;
import dev.hayase.emulator.googlesql.functions.TypeSql;
import dev.hayase.emulator.googlesql.functions.UnsupportedExpressionException;
import dev.hayase.emulator.googlesql.value.Json;
import dev.hayase.emulator.googlesql.value.Micros;
import dev.hayase.emulator.googlesql.value.TimeText;
import dev.hayase.emulator.row.BigNumeric;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// Constants in DuckDB's words, each with its type.
final class LiteralWriter {
  private static final Type STRING = TypeFactory.createSimpleType(TypeKind.TYPE_STRING);

  private LiteralWriter() {}

  static String sql(Value value) {
    Type type = value.getType();
    if (type.isEnum()) {
      return text(value.getEnumName());
    }
    if (value.isNull()) {
      return "CAST(NULL AS " + TypeSql.of(type) + ")";
    }
    return switch (type.getKind()) {
      case TYPE_BOOL -> Boolean.toString(value.getBoolValue());
      case TYPE_INT64 -> "CAST(" + value.getInt64Value() + " AS BIGINT)";
      case TYPE_DOUBLE -> "CAST('" + value.getDoubleValue() + "' AS DOUBLE)";
      case TYPE_STRING -> text(value.getStringValue());
      case TYPE_BYTES ->
          "unhex('" + HexFormat.of().formatHex(value.getBytesValue().toByteArray()) + "')";
      case TYPE_NUMERIC -> numeric(value.getNumericValue());
      case TYPE_BIGNUMERIC -> "'" + BigNumeric.toSortedText(value.getBigNumericValue()) + "'";
      case TYPE_DATE -> "CAST('" + value.getLocalDateValue() + "' AS DATE)";
      case TYPE_TIME -> "CAST('" + TimeText.print(value.getLocalTimeValue()) + "' AS TIME)";
      case TYPE_DATETIME -> datetime(value.getLocalDateTimeValue());
      case TYPE_TIMESTAMP -> "make_timestamptz(" + value.getTimestampUnixMicros() + ")";
      case TYPE_JSON -> "CAST(" + text(value.getJsonValue()) + " AS JSON)";
      case TYPE_INTERVAL ->
          "CAST('"
              + value.getIntervalValue().months()
              + " months "
              + value.getIntervalValue().days()
              + " days "
              + value.getIntervalValue().micros()
              + " microseconds' AS INTERVAL)";
      case TYPE_ARRAY ->
          "CAST(["
              + String.join(", ", value.getElementList().stream().map(LiteralWriter::sql).toList())
              + "] AS "
              + TypeSql.of(type)
              + ")";
      case TYPE_STRUCT ->
          TypeSql.struct(
              type.asStruct(), value.getFieldList().stream().map(LiteralWriter::sql).toList());
      case TYPE_RANGE -> range(type, value);
      default -> throw new UnsupportedExpressionException("A literal of type " + type);
    };
  }

  /// A string as DuckDB reads it; it has no escapes, and no literal holds a character 0.
  static String text(String value) {
    String quoted = "'" + value.replace("'", "''") + "'";
    return value.indexOf('\0') < 0 ? quoted : "(" + quoted.replace("\0", "' || chr(0) || '") + ")";
  }

  /// Where the analyzer itself casts a constant DATE to DATETIME, its release build answers
  /// 1970-01-01 00:00:00 for any (ZetaSQL's `cast.cc` constructs the value within a check that only
  /// debug builds run), so a constant of that moment cannot be trusted.
  private static String datetime(LocalDateTime value) {
    long micros = Micros.of(value);
    if (micros == 0) {
      throw new UnsupportedExpressionException(
          "A constant DATETIME of 1970-01-01 00:00:00 or made of a DATE (DATETIME(year, month, day,"
              + " hour, minute, second) and DATETIME(date) can be written instead)");
    }
    return "make_timestamp(" + micros + ")";
  }

  private static String numeric(BigDecimal value) {
    return "CAST('" + value.toPlainString() + "' AS DECIMAL(38,9))";
  }

  private static String range(Type type, Value value) {
    String bound = TypeSql.of(type.asRange().getElementType());
    return "struct_pack(\"start\" := "
        + (value.start().isNull() ? "CAST('-infinity' AS " + bound + ")" : sql(value.start()))
        + ", \"end\" := "
        + (value.end().isNull() ? "CAST('infinity' AS " + bound + ")" : sql(value.end()))
        + ")";
  }

  static String sql(Parameters.Parameter parameter) {
    return sql(SqlTypes.of(parameter.type()), parameter.value());
  }

  private static String sql(Type type, Parameters.Value value) {
    return switch (value) {
      case Parameters.Value.Null _ -> "CAST(NULL AS " + TypeSql.of(type) + ")";
      case Parameters.Value.Text(String text) -> scalar(type, text);
      case Parameters.Value.Items(List<Parameters.Value> elements) ->
          "CAST(["
              + String.join(
                  ", ",
                  elements.stream().map(e -> sql(type.asArray().getElementType(), e)).toList())
              + "] AS "
              + TypeSql.of(type)
              + ")";
      case Parameters.Value.Fields(List<Parameters.Value> values) -> {
        StructType struct = type.asStruct();
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
          fields.add(sql(struct.getField(i).getType(), values.get(i)));
        }
        yield TypeSql.struct(struct, fields);
      }
    };
  }

  private static String scalar(Type type, String text) {
    return switch (type.getKind()) {
      case TYPE_STRING -> text(text);
      case TYPE_INT64 -> {
        try {
          yield "CAST(" + Long.parseLong(text.strip()) + " AS BIGINT)";
        } catch (NumberFormatException e) {
          throw BigQueryException.invalid("Invalid value for type INT64: " + text);
        }
      }
      case TYPE_BYTES ->
          "unhex('"
              + HexFormat.of().formatHex(Base64.getDecoder().decode(text)).toLowerCase(Locale.ROOT)
              + "')";
      case TYPE_JSON -> "CAST(" + text(Json.parse(text, "round")) + " AS JSON)";
      default -> Casts.cast(new Argument(text(text), STRING, true), type, false);
    };
  }
}
