package dev.hayase.benchmarks.faults.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonPrimitive;
import dev.hayase.event.schema.ColumnType;
import org.junit.jupiter.api.Test;

class CellsTest {
  @Test
  void theSameValueIsTheSameOnBothSides() {
    assertThat(equal(ColumnType.NUMERIC, "1.500", "1.5")).isTrue();
    assertThat(equal(ColumnType.TIMESTAMP, "2026-01-02T03:04:05.000006Z", "1767323045000006"))
        .isTrue();
    assertThat(equal(ColumnType.TIME, "03:04:05", "03:04:05.000000")).isTrue();
    assertThat(equal(ColumnType.DATETIME, "2026-01-02T03:04:05", "2026-01-02T03:04:05.000000"))
        .isTrue();
    assertThat(equal(ColumnType.JSON, "{\"a\": 1, \"b\": []}", "{\"b\":[],\"a\":1}")).isTrue();
    assertThat(equal(ColumnType.FLOAT64, "1E2", "100.0")).isTrue();
  }

  @Test
  void anotherValueIsAnother() {
    assertThat(equal(ColumnType.NUMERIC, "1.500", "1.51")).isFalse();
    assertThat(equal(ColumnType.TIMESTAMP, "2026-01-02T03:04:05.000006Z", "1767323045000007"))
        .isFalse();
    assertThat(equal(ColumnType.STRING, "1.50", "1.5")).isFalse();
    assertThat(Cells.ofBigQuery(ColumnType.STRING, null)).isNull();
    assertThat(Cells.ofJson(ColumnType.STRING, new JsonPrimitive(""))).isEqualTo("");
  }

  private static boolean equal(ColumnType type, String json, String bigQuery) {
    Object wanted = Cells.ofJson(type, new JsonPrimitive(json));
    return wanted != null && wanted.equals(Cells.ofBigQuery(type, bigQuery));
  }
}
