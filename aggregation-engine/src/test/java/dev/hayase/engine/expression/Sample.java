package dev.hayase.engine.expression;

import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.Row;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.Column.Mode;
import dev.hayase.event.schema.ColumnType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A row that has a column of each type, whose values the page `EXPRESSIONS.md` names.
final class Sample {
  static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private static final Map<String, @Nullable Object> VALUES = new LinkedHashMap<>();
  private static final List<Column> COLUMNS = new ArrayList<>();

  static {
    put("yes", ColumnType.BOOL, true);
    put("no", ColumnType.BOOL, false);
    put("unknown", ColumnType.BOOL, null);
    put("count", ColumnType.INT64, 7L);
    put("nothing", ColumnType.INT64, null);
    put("biggest", ColumnType.INT64, Long.MAX_VALUE);
    put("ratio", ColumnType.FLOAT64, 2.5);
    put("nan", ColumnType.FLOAT64, Double.NaN);
    put("amount", ColumnType.NUMERIC, new BigDecimal("19.90"));
    put("greatest", ColumnType.NUMERIC, new BigDecimal("99999999999999999999999999999.999999999"));
    put("unpaid", ColumnType.NUMERIC, null);
    put("precise", ColumnType.BIGNUMERIC, new BigDecimal("0.00000000000000000001"));
    put("state", ColumnType.STRING, "paid");
    put("name", ColumnType.STRING, "Søren 😀");
    put("missing", ColumnType.STRING, null);
    put("raw", ColumnType.BYTES, ByteBuffer.wrap("ab".getBytes(StandardCharsets.UTF_8)));
    put("born", ColumnType.DATE, LocalDate.of(2024, 2, 29));
    put("Order Date", ColumnType.DATE, LocalDate.of(2024, 2, 29));
    put("opens", ColumnType.TIME, LocalTime.of(9, 30, 15));
    put("local", ColumnType.DATETIME, LocalDateTime.of(2026, 3, 29, 2, 30));
    put("paid_at", ColumnType.TIMESTAMP, Instant.parse("2026-11-22T16:30:00.5Z"));
    put("valid_until", ColumnType.TIMESTAMP, Instant.parse("2026-11-23T12:00:00Z"));
    put("never", ColumnType.TIMESTAMP, null);
    put(
        "data",
        ColumnType.JSON,
        "{\"path\":\"/home\",\"ms\":1500,\"score\":0.30,\"shown\":true,\"user\":{\"id\":\"u1\"},"
            + "\"tags\":[\"a\",\"b\",3],\"none\":null,\"id\":\"42\",\"at\":\"2026-11-23T00:00:00+09:00\","
            + "\"odd key\":1}");
    put("empty", ColumnType.JSON, null);
    put("enrolment.course_id", ColumnType.INT64, 5L);
    list("numbers", ColumnType.INT64, List.of(3L, 1L, 2L));
    list("names", ColumnType.STRING, List.of("x", "y"));
    list("documents", ColumnType.JSON, List.of("{\"a\":1}", "{\"a\":2}"));
    list("no_list", ColumnType.INT64, null);
    COLUMNS.add(
        new Column(
            "address",
            ColumnType.STRUCT,
            Mode.NULLABLE,
            OptionalLong.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            List.of(
                Column.nullable("city", ColumnType.STRING),
                Column.nullable("zip", ColumnType.STRING))));
    VALUES.put("address", new Row("Fürth", null));
  }

  static final Layout LAYOUT = new Layout(COLUMNS);
  static final Row ROW = new Row(VALUES.values().toArray());
  static final Scope SCOPE = new Scope(LAYOUT, true);

  private Sample() {}

  private static void put(String name, ColumnType type, @Nullable Object value) {
    COLUMNS.add(Column.nullable(name, type));
    VALUES.put(name, value);
  }

  private static void list(String name, ColumnType type, @Nullable Object value) {
    COLUMNS.add(Column.nullable(name, type).in(Mode.REPEATED));
    VALUES.put(name, value);
  }

  static String evaluated(String text) throws InvalidExpressionException {
    return shown(Expressions.compile(text, SCOPE).evaluate(ROW, NOW));
  }

  /// A value as the tests and the page write it.
  static String shown(@Nullable Object value) {
    return switch (value) {
      case null -> "NULL";
      case BigDecimal number -> number.toPlainString();
      case ByteBuffer bytes -> StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
      case List<?> list ->
          list.stream().map(Sample::shown).collect(Collectors.joining(", ", "[", "]"));
      default -> value.toString();
    };
  }
}
