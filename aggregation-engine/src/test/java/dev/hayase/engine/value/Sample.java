package dev.hayase.engine.value;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.Column.Mode;
import dev.hayase.event.schema.ColumnType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.jspecify.annotations.Nullable;

/// Types with values of them, in BigQuery's order; each list holds the extremes.
public final class Sample {
  private static final BigDecimal GREATEST_NUMERIC =
      new BigDecimal("99999999999999999999999999999.999999999");

  private Sample() {}

  public static List<Object> ascending(ColumnType type) {
    return switch (type) {
      case BOOL -> List.of(false, true);
      case INT64 ->
          List.of(
              Long.MIN_VALUE,
              Long.MIN_VALUE + 1,
              -65536L,
              -257L,
              -256L,
              -255L,
              -2L,
              -1L,
              0L,
              1L,
              255L,
              256L,
              65535L,
              1L << 56,
              Long.MAX_VALUE);
      case FLOAT64 ->
          List.of(
              Double.NaN,
              Double.NEGATIVE_INFINITY,
              -Double.MAX_VALUE,
              -1.5,
              -Double.MIN_VALUE,
              0.0,
              Double.MIN_VALUE,
              0.1,
              1.5,
              Double.MAX_VALUE,
              Double.POSITIVE_INFINITY);
      case NUMERIC ->
          List.of(
              GREATEST_NUMERIC.negate(),
              decimal("-100"),
              decimal("-99.5"),
              decimal("-1.01"),
              decimal("-1"),
              decimal("-0.000000001"),
              decimal("0"),
              decimal("0.000000001"),
              decimal("0.09"),
              decimal("0.1"),
              decimal("1"),
              decimal("1.01"),
              decimal("9.9"),
              decimal("10"),
              decimal("123456789012345678"),
              decimal("1234567890123456789"),
              GREATEST_NUMERIC);
      case BIGNUMERIC ->
          List.of(
              decimal(
                  "-578960446186580977117854925043439539266.34992332820282019728792003956564819968"),
              decimal("-1E-38").setScale(38),
              decimal("0"),
              decimal("1E-38").setScale(38),
              decimal("20"),
              decimal(
                  "578960446186580977117854925043439539266.34992332820282019728792003956564819967"));
      case STRING ->
          List.of(
              "", "\0", "\0\0", "\0a", "a", "a\0", "a\0b", "aa", "b", "\u00ff", "山", "\uffff",
              "🦉");
      case JSON -> List.of("[1,null]", "null", "{\"a\":\"\\u0000\"}");
      case GEOGRAPHY -> List.of("POINT(0 0)", "POINT(1 1)");
      case INTERVAL -> List.of("0-0 0 0:0:0", "1-0 0 0:0:0");
      case BYTES ->
          List.of(bytes(), bytes(0), bytes(0, 0), bytes(0, 1), bytes(0, 255), bytes(1), bytes(255));
      case DATE ->
          List.of(
              LocalDate.of(1, 1, 1),
              LocalDate.of(1969, 12, 31),
              LocalDate.EPOCH,
              LocalDate.of(2024, 2, 29),
              LocalDate.of(9999, 12, 31));
      case TIME ->
          List.of(
              LocalTime.MIN, LocalTime.of(0, 0, 0, 1000), LocalTime.of(23, 59, 59, 999_999_000));
      case DATETIME ->
          List.of(
              LocalDateTime.of(1, 1, 1, 0, 0),
                  LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000),
              LocalDateTime.of(1970, 1, 1, 0, 0),
                  LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000));
      case TIMESTAMP ->
          List.of(
              Instant.parse("0001-01-01T00:00:00Z"),
              Instant.parse("1969-12-31T23:59:59.999999Z"),
              Instant.EPOCH,
              Instant.parse("2026-11-23T10:00:00.000001Z"),
              Instant.parse("9999-12-31T23:59:59.999999Z"));
      case STRUCT ->
          List.of(new Row(null, null), new Row(null, "a"), new Row(1L, null), new Row(1L, "a"));
    };
  }

  /// A column of every type, single and repeated.
  public static List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (ColumnType type : ColumnType.values()) {
      columns.add(column(type));
      columns.add(column(type).in(Mode.REPEATED).named(type + "s"));
    }
    return columns;
  }

  public static Column column(ColumnType type) {
    if (type != ColumnType.STRUCT) {
      return Column.nullable(type.name(), type);
    }
    Column like = Column.nullable("x", ColumnType.INT64);
    return new Column(
        "STRUCT",
        type,
        Mode.NULLABLE,
        like.maxLength(),
        like.precision(),
        like.scale(),
        List.of(Column.nullable("n", ColumnType.INT64), Column.nullable("s", ColumnType.STRING)));
  }

  /// Any value of a column, the extremes often, NULL now and then.
  public static Arbitrary<@Nullable Object> values(Column column) {
    Arbitrary<Object> single =
        Arbitraries.oneOf(Arbitraries.of(ascending(column.type())), some(column.type()));
    if (column.mode() == Mode.REPEATED) {
      return single.list().ofMaxSize(3).map(list -> (Object) list);
    }
    return single.injectNull(0.1);
  }

  private static Arbitrary<Object> some(ColumnType type) {
    return switch (type) {
      case INT64 -> Arbitraries.longs().map(value -> (Object) value);
      case FLOAT64 -> Arbitraries.doubles().map(value -> (Object) (value + 0.0));
      case NUMERIC ->
          Arbitraries.bigDecimals()
              .between(GREATEST_NUMERIC.negate(), GREATEST_NUMERIC)
              .ofScale(9)
              .map(Sample::stripped);
      case STRING ->
          Arbitraries.strings().ofMaxLength(5).filter(Sample::isText).map(value -> (Object) value);
      case BOOL,
          BIGNUMERIC,
          JSON,
          GEOGRAPHY,
          INTERVAL,
          BYTES,
          DATE,
          TIME,
          DATETIME,
          TIMESTAMP,
          STRUCT ->
          Arbitraries.of(ascending(type));
    };
  }

  private static boolean isText(String value) {
    return value.chars().noneMatch(c -> Character.isSurrogate((char) c));
  }

  private static Object stripped(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }

  private static ByteBuffer bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }
}
