package dev.hayase.benchmarks.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import dev.hayase.benchmarks.sink.Sink.Latency;
import dev.hayase.benchmarks.workload.Input;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputFiguresTest {
  @Test
  void aRatioIsTheMedianOfTheRoundsRatios() {
    // Given
    InputFigures figures = new InputFigures(Input.INT, 1_000, 170);

    // When
    for (double slowness : List.of(1.0, 4.0, 2.0)) {
      figures.drained("hayase", drain(300_000 / slowness));
      figures.drained("json_stream_writer", drain(100_000 / slowness));
    }

    // Then
    assertThat(figures.ratio("hayase", "json_stream_writer")).isEqualTo(3.0, within(1e-9));
    assertThat(figures.rowsPerSecond("hayase")).isEqualTo(150_000);
  }

  @Test
  void theFiguresThatAreAskedForStandAtTheTop() {
    // Given
    InputFigures figures = new InputFigures(Input.INT, 1_000, 170);
    figures.drained("hayase", drain(300_000));
    figures.drained("json_stream_writer", drain(100_000));
    figures.drained("floor", drain(400_000));
    figures.followed("hayase", new Latency(10, 100, 250));

    // When
    JsonObject json = LoaderCommand.json(List.of(figures));

    // Then
    assertThat(json.get("ratio_vs_json_stream_writer_int").getAsDouble()).isEqualTo(3.0);
    assertThat(json.get("ratio_vs_floor").getAsDouble()).isEqualTo(0.75);
    assertThat(json.get("p99_ms_at_half_load").getAsInt()).isEqualTo(250);
  }

  private static Drain drain(double rowsPerSecond) {
    return new Drain(rowsPerSecond, rowsPerSecond, 1, 1);
  }
}
