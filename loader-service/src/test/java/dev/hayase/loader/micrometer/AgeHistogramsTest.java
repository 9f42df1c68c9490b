package dev.hayase.loader.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AgeHistogramsTest {
  private static final String NAME = "hayase.loader.commit.to.ack";

  @Test
  void prometheusReadsWhatItWouldReadOfMicrometer() {
    // Given
    long[] micros = {0, 4_999, 5_000, 5_001, 5_592, 5_593, 700_000, 700_001, 12, 600_000_001};
    PrometheusMeterRegistry ours = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    PrometheusMeterRegistry theirs = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Timer timer =
        Timer.builder(NAME)
            .description("From the source's commit to BigQuery's acknowledgement")
            .tag("topic", "t")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(5))
            .maximumExpectedValue(Duration.ofMinutes(10))
            .register(theirs);

    // When
    new MeteredLoader(ours).acknowledged("t", micros);
    for (long each : micros) {
      timer.record(each, TimeUnit.MICROSECONDS);
    }

    // Then
    assertThat(lines(ours)).isEqualTo(lines(theirs)).hasSizeGreaterThan(50);
  }

  @Test
  void rowsOfSeveralRequestsAddUp() {
    // Given
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    MeteredLoader metrics = new MeteredLoader(registry);

    // When
    metrics.acknowledged("t", 1_000_000, 3_000_000);
    metrics.acknowledged("t");
    metrics.acknowledged("t", 2_000_000);
    metrics.acknowledged("u", 1);

    // Then
    assertThat(lines(registry))
        .contains(
            AgeHistograms.NAME + "_count{topic=\"t\"} 3",
            AgeHistograms.NAME + "_sum{topic=\"t\"} 6.0",
            AgeHistograms.NAME + "_bucket{topic=\"u\",le=\"0.005\"} 1");
  }

  /// But for the greatest of the last minutes, which Micrometer tells beside it.
  private static List<String> lines(PrometheusMeterRegistry registry) {
    return registry
        .scrape()
        .lines()
        .filter(line -> !line.contains(AgeHistograms.NAME + "_max"))
        .toList();
  }
}
