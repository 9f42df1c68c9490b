package dev.hayase.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void percentileIsLinearWithinItsBucket() {
    // Given: 10 up to 0.1 s, 80 more up to 0.2 s, 10 more up to 1 s
    Histogram histogram = new Histogram(new TreeMap<>(Map.of(0.1, 10.0, 0.2, 90.0, 1.0, 100.0)));

    // Then
    assertThat(histogram.percentile(0.5).orElseThrow()).isCloseTo(0.15, within(1e-9));
    assertThat(histogram.percentile(0.99).orElseThrow()).isCloseTo(0.92, within(1e-9));
    assertThat(histogram.percentile(0.05).orElseThrow()).isCloseTo(0.05, within(1e-9));
  }

  @Test
  void observationsAboveTheLastBoundCountAsThatBound() {
    Histogram histogram =
        new Histogram(new TreeMap<>(Map.of(1.0, 0.0, Double.POSITIVE_INFINITY, 5.0)));
    assertThat(histogram.percentile(0.5)).hasValue(1.0);
  }

  @Test
  void nothingObservedHasNoPercentile() {
    assertThat(Histogram.EMPTY.percentile(0.5)).isEmpty();
  }

  @Test
  void recentIsTheDifferenceAndWholeTheSumThroughARestart() {
    // Given
    Latencies latencies = new Latencies();

    // When: 4, then 6 more, then the loader was restarted and has seen 3
    latencies.accept(metrics(4));
    latencies.accept(metrics(10));
    double recent = latencies.recent("school.public.learners").total();
    latencies.accept(metrics(3));

    // Then
    assertThat(recent).isEqualTo(6);
    assertThat(latencies.recent("school.public.learners").total()).isEqualTo(3);
    assertThat(latencies.whole("school.public.learners").total()).isEqualTo(13);
    assertThat(latencies.whole().total()).isEqualTo(13);
  }

  private static Metrics metrics(int count) {
    return Metrics.parse(
        """
        # HELP hayase_loader_commit_to_ack_seconds ...
        hayase_loader_commit_to_ack_seconds_bucket{topic="school.public.learners",le="0.5",} %d
        hayase_loader_commit_to_ack_seconds_bucket{topic="school.public.learners",le="+Inf",} %d
        hayase_loader_commit_to_ack_seconds_count{topic="school.public.learners",} %d
        jvm_threads_live_threads 12.0
        """
            .formatted(count, count, count));
  }
}
