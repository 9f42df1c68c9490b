package dev.hayase.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.Row;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// At the limits of the types, too, every function and every operator yields a value of the class
/// that stands for its type, or says that there is none.
class ExpressionLimitsTest {
  private static final BigDecimal MOST = new BigDecimal("99999999999999999999999999999.999999999");
  private static final BigDecimal GREATEST =
      new BigDecimal(
          "578960446186580977117854925043439539266.34992332820282019728792003956564819967");

  private final List<Column> columns = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  ExpressionLimitsTest() {
    add(ColumnType.BOOL, true, false);
    add(ColumnType.INT64, 0L, -1L, 3L, Long.MAX_VALUE, Long.MIN_VALUE);
    add(
        ColumnType.FLOAT64,
        0.0,
        -0.5,
        1e300,
        Double.NaN,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE);
    add(ColumnType.NUMERIC, BigDecimal.ZERO, MOST, MOST.negate(), new BigDecimal("0.000000001"));
    add(
        ColumnType.BIGNUMERIC,
        BigDecimal.ZERO,
        GREATEST,
        GREATEST.negate(),
        new BigDecimal("1E-38"));
    add(ColumnType.STRING, "", "1e999999999", "9223372036854775808", "UTC", "😀(", "true");
    add(ColumnType.BYTES, ByteBuffer.wrap(new byte[] {(byte) 0xFF}).asReadOnlyBuffer());
    add(ColumnType.DATE, LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31));
    add(ColumnType.TIME, LocalTime.MIDNIGHT, LocalTime.of(23, 59, 59, 999_999_000));
    add(
        ColumnType.DATETIME,
        LocalDateTime.of(1, 1, 1, 0, 0),
        LocalDateTime.of(9999, 12, 31, 23, 59));
    add(
        ColumnType.TIMESTAMP,
        Instant.parse("0001-01-01T00:00:00Z"),
        Instant.parse("9999-12-31T23:59:59.999999Z"));
    add(
        ColumnType.JSON,
        "{}",
        "[1,null,\"a\"]",
        "\"x\"",
        "1e400",
        "-1e-400",
        "123456789012345678901234567890",
        "true",
        "null",
        "{broken");
    columns.add(Column.nullable("list", ColumnType.INT64).in(Column.Mode.REPEATED));
    values.add(List.of(1L, 2L));
    columns.add(Column.nullable("texts", ColumnType.STRING).in(Column.Mode.REPEATED));
    values.add(List.of("a", ""));
  }

  @Test
  void everyFunctionKeepsItsPromise() {
    // Given
    List<String> calls = Functions.signatures().flatMap(this::calls).distinct().toList();

    // When
    List<String> broken = calls.stream().flatMap(this::broken).toList();

    // Then
    assertThat(calls).hasSizeGreaterThan(1_000);
    assertThat(broken).isEmpty();
  }

  @Test
  void everyOperatorKeepsItsPromise() {
    // Given
    List<String> all = new ArrayList<>();
    for (Column left : columns) {
      all.addAll(List.of("-" + left.name(), "!" + left.name(), "size(" + left.name() + ")"));
      for (Column right : columns) {
        for (String sign :
            List.of("+", "-", "*", "/", "%", "==", "!=", "<", ">=", "&&", "||", "in")) {
          all.add(left.name() + " " + sign + " " + right.name());
        }
        all.add(left.name() + "[" + right.name() + "]");
        all.add("true ? " + left.name() + " : " + right.name());
        all.add("greatest(" + left.name() + ", " + right.name() + ")");
        all.add("coalesce(" + left.name() + ", " + right.name() + ")");
      }
    }

    // When
    List<String> broken = all.stream().flatMap(this::broken).toList();

    // Then
    assertThat(broken).isEmpty();
  }

  private Stream<String> calls(Signature form) {
    List<List<String>> arguments =
        form.parameters().stream().map(this::named).map(Stream::toList).toList();
    return combinations(arguments, 0)
        .map(each -> form.name() + "(" + String.join(", ", each) + ")");
  }

  private static Stream<List<String>> combinations(List<List<String>> of, int from) {
    return from == of.size()
        ? Stream.of(List.of())
        : of.get(from).stream()
            .flatMap(first ->
                combinations(of, from + 1)
                    .map(rest -> Stream.concat(Stream.of(first), rest.stream()).toList()));
  }

  private Stream<String> named(Kind kind) {
    return switch (kind) {
      case DURATION ->
          Stream.of("duration(\"-999999999h\")", "duration(\"1us\")", "duration(text)");
      case ZONE, PATTERN -> named(Kind.STRING);
      case TEXTS -> Stream.concat(named(Kind.LIST), named(Kind.JSON));
      default ->
          columns.stream().filter(column -> ValueType.of(column).kind() == kind).map(Column::name);
    };
  }

  private Stream<String> broken(String text) {
    Expression expression;
    try {
      expression = Expressions.compile(text.replace("(text)", "(string(string1))"), scope());
    } catch (InvalidExpressionException _) {
      return Stream.empty();
    } catch (RuntimeException e) {
      return Stream.of(text + " cannot be compiled: " + e);
    }
    try {
      Object value = expression.evaluate(new Row(values.toArray()), Instant.EPOCH);
      Column result = expression.result("x");
      return value == null || isOf(result, value)
          ? Stream.empty()
          : Stream.of(text + " is a " + value.getClass() + " as " + result.type());
    } catch (EvaluationException _) {
      return Stream.empty();
    } catch (RuntimeException e) {
      return Stream.of(text + " fails: " + e);
    }
  }

  private static boolean isOf(Column column, Object value) {
    if (column.mode() == Column.Mode.REPEATED) {
      return value instanceof List<?> list
          && list.stream()
              .allMatch(
                  element -> element == null || isOf(column.in(Column.Mode.NULLABLE), element));
    }
    return switch (column.type()) {
      case BOOL -> value instanceof Boolean;
      case INT64 -> value instanceof Long;
      case FLOAT64 -> value instanceof Double;
      case NUMERIC ->
          value instanceof BigDecimal number && number.scale() <= 9 && number.scale() >= 0;
      case BIGNUMERIC -> value instanceof BigDecimal number && number.scale() <= 38;
      case STRING, JSON, GEOGRAPHY, INTERVAL -> value instanceof String;
      case BYTES -> value instanceof ByteBuffer bytes && bytes.isReadOnly();
      case DATE -> value instanceof LocalDate day && day.getYear() >= 1 && day.getYear() <= 9999;
      case TIME -> value instanceof LocalTime;
      case DATETIME -> value instanceof LocalDateTime;
      case TIMESTAMP ->
          value instanceof Instant time && time.truncatedTo(ChronoUnit.MICROS).equals(time);
      case STRUCT -> value instanceof Row;
    };
  }

  private Scope scope() {
    return Scope.of(new Layout(columns));
  }

  private void add(ColumnType type, @Nullable Object... edges) {
    for (int i = 0; i < edges.length; i++) {
      columns.add(Column.nullable(type.name().toLowerCase(Locale.ROOT) + i, type));
      values.add(edges[i]);
    }
  }
}
