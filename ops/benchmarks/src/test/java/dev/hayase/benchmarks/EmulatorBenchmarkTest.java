package dev.hayase.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulatorBenchmarkTest {
  @TempDir Path folder;

  @Test
  void aTinyRunMeasuresAllThree() throws Exception {
    // When
    JsonObject rates =
        new EmulatorBenchmark(new Plan(1, Duration.ofMillis(200), 2, 50)).run(folder).json();

    // Then
    assertThat(rates.get("noop_rows_per_second").getAsDouble()).isPositive();
    assertThat(rates.get("discarded_rows_per_second").getAsDouble()).isPositive();
    assertThat(rates.get("stored_rows_per_second").getAsDouble()).isPositive();
    assertThat(rates.get("discard_ratio_vs_noop").getAsDouble()).isPositive();
  }

  @Test
  void aRowHas170BytesWhateverItsNumber() {
    assertThat(List.of(0L, 99_999L, 1_000_000L))
        .allSatisfy(id -> assertThat(Rows.row(id).size()).isEqualTo(Rows.BYTES));
  }

  @Test
  void theMedianIsTheMiddle() {
    assertThat(EmulatorRates.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2.0);
    assertThat(EmulatorRates.median(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(3.0);
  }
}
