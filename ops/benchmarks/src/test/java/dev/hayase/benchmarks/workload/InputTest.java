package dev.hayase.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputTest {
  private static final long MICROS = 1_767_225_600_000_001L;

  @Test
  void flatRowsHave170BytesAndLogEvents1024() {
    assertThat(List.of(0L, 99_999L, 1_000_000L))
        .allSatisfy(id -> {
          assertThat(Input.INT.value(id, MICROS)).hasSize(170);
          assertThat(Input.ISO.value(id, MICROS)).hasSize(170);
          assertThat(Input.LOG.value(id, MICROS).length).isBetween(900, 1024);
        });
  }

  @Test
  void aRowHasExactlyTheColumnsOfItsTable() {
    assertThat(Input.values())
        .allSatisfy(input -> {
          JsonObject document =
              JsonParser.parseString(new String(input.value(7, MICROS), StandardCharsets.UTF_8))
                  .getAsJsonObject();
          JsonObject row = input.changes() ? document.getAsJsonObject("after") : document;
          List<String> columns =
              JsonParser.parseString(input.fields()).getAsJsonArray().asList().stream()
                  .map(field -> field.getAsJsonObject().get("name").getAsString())
                  .toList();
          assertThat(row.keySet()).containsExactlyElementsOf(columns);
        });
  }

  @Test
  void isoTimesHaveSixDigitsAfterThePoint() {
    assertThat(new String(Input.ISO.value(7, MICROS), StandardCharsets.UTF_8))
        .contains("\"created\":\"2026-01-01T00:00:00.000001Z\"")
        .contains("\"updated\":\"2026-01-01T00:00:01.500001Z\"");
  }
}
