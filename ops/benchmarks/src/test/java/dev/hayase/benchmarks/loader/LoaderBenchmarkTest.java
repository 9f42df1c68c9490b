package dev.hayase.benchmarks.loader;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.hayase.benchmarks.workload.Input;
import dev.hayase.local.HayaseHome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoaderBenchmarkTest {
  @TempDir Path folder;

  @Test
  void aTinyRunMeasuresAllThree() throws Exception {
    // Given
    LoaderPlan plan =
        new LoaderPlan(List.of(Input.DEBEZIUM), OptionalLong.of(20_000), 1, Duration.ofSeconds(1));
    List<String> news = new ArrayList<>();

    // When
    // It fails unless each of them wrote every row once, at the right offset, and committed so.
    List<InputFigures> figures =
        new LoaderBenchmark(plan, HayaseHome.current(), news::add).run(folder);

    // Then
    JsonObject json = figures.getFirst().json();
    assertThat(List.of("hayase", "json_stream_writer", "floor"))
        .allSatisfy(name ->
            assertThat(json.getAsJsonObject(name).get("rows_per_second").getAsLong()).isPositive());
    assertThat(json.get("ratio_vs_json_stream_writer").getAsDouble()).isPositive();
    assertThat(json.get("ratio_vs_floor").getAsDouble()).isPositive();
    // Whoever looks into the rows finds as many as were offered.
    assertThat(figures.getFirst().latency("hayase").rows()).isPositive();
    assertThat(figures.getFirst().latency("json_stream_writer").rows()).isPositive();
    assertThat(news).hasSize(1);
  }
}
