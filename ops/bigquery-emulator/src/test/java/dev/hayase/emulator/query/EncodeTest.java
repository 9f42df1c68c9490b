package dev.hayase.emulator.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.emulator.catalog.ColumnType;
import dev.hayase.emulator.catalog.DataType;
import dev.hayase.emulator.row.Interval;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EncodeTest {
  private static final OffsetDateTime MOMENT = OffsetDateTime.parse("2024-01-01T00:00:00.12Z");

  static Stream<Arguments> printed() {
    return Stream.of(
        Arguments.of(ColumnType.BOOL, true, "\"true\""),
        Arguments.of(ColumnType.INT64, Long.MIN_VALUE, "\"-9223372036854775808\""),
        Arguments.of(ColumnType.FLOAT64, 1.0, "\"1.0\""),
        Arguments.of(ColumnType.FLOAT64, 1e20, "\"1.0E20\""),
        Arguments.of(ColumnType.FLOAT64, -0.0, "\"-0.0\""),
        Arguments.of(ColumnType.FLOAT64, Double.NaN, "\"NaN\""),
        Arguments.of(ColumnType.FLOAT64, Double.NEGATIVE_INFINITY, "\"-Infinity\""),
        Arguments.of(ColumnType.NUMERIC, new BigDecimal("1.500000000"), "\"1.5\""),
        Arguments.of(ColumnType.NUMERIC, new BigDecimal("1E+3"), "\"1000\""),
        Arguments.of(ColumnType.NUMERIC, new BigDecimal("0E-9"), "\"0\""),
        Arguments.of(
            ColumnType.BIGNUMERIC,
            new BigDecimal("1e-38"),
            "\"0.00000000000000000000000000000000000001\""),
        Arguments.of(ColumnType.BYTES, new byte[] {0, -1}, "\"AP8=\""),
        Arguments.of(ColumnType.DATE, LocalDate.of(1, 1, 1), "\"0001-01-01\""),
        Arguments.of(
            ColumnType.DATETIME,
            LocalDateTime.of(2024, 2, 29, 1, 2, 3, 500_000_000),
            "\"2024-02-29T01:02:03.500000\""),
        Arguments.of(ColumnType.TIME, LocalTime.of(1, 2, 3), "\"01:02:03\""),
        Arguments.of(ColumnType.INTERVAL, new Interval(-14, 3, 500_000), "\"-1-2 3 0:0:0.500\""),
        Arguments.of(ColumnType.JSON, "{\"a\":1}", "\"{\\\"a\\\":1}\""),
        Arguments.of(ColumnType.STRING, null, "null"));
  }

  @ParameterizedTest
  @MethodSource("printed")
  void aValueIsTextInsideOfV(ColumnType type, @Nullable Object value, String printed) {
    assertThat(encoded(DataType.scalar(type), value, TimestampFormat.FLOAT64))
        .isEqualTo("{\"f\":[{\"v\":" + printed + "}]}");
  }

  @Test
  void aTimestampIsPrintedAsAsked() {
    DataType type = DataType.scalar(ColumnType.TIMESTAMP);
    assertThat(encoded(type, MOMENT, TimestampFormat.of(Optional.empty(), false)))
        .contains("\"1.70406720012E9\"");
    assertThat(encoded(type, MOMENT, TimestampFormat.of(Optional.empty(), true)))
        .contains("\"1704067200120000\"");
    assertThat(encoded(type, MOMENT, TimestampFormat.of(Optional.of("ISO8601_STRING"), false)))
        .contains("\"2024-01-01T00:00:00.120000Z\"");
  }

  @Test
  void arraysStructsAndRangesNest() {
    DataType struct =
        DataType.struct(
            List.of(
                new DataType.Field("a", DataType.scalar(ColumnType.INT64).inArray()),
                new DataType.Field("r", DataType.range(ColumnType.DATE))));
    @Nullable Object[] range = {LocalDate.of(2024, 1, 1), null};
    Object[] value = {List.of(1L, 2L), range};

    assertThat(encoded(struct, value, TimestampFormat.FLOAT64))
        .isEqualTo(
            "{\"f\":[{\"v\":{\"f\":["
                + "{\"v\":[{\"v\":\"1\"},{\"v\":\"2\"}]},"
                + "{\"v\":\"[2024-01-01, UNBOUNDED)\"}]}}]}");
  }

  private static String encoded(DataType type, @Nullable Object value, TimestampFormat format) {
    @Nullable Object[] row = {value};
    return Encode.row(List.of(new DataType.Field("v", type)), row, format).toString();
  }
}
