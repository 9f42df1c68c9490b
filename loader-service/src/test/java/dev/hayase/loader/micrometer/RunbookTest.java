package dev.hayase.loader.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.loader.metrics.LoaderMetrics;
import dev.hayase.loader.metrics.LoaderMetrics.Result;
import dev.hayase.pipeline.knob.Knob;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The operators' page names what there is, no more and no less.
class RunbookTest {
  private static final Path PAGE = Path.of("../ops/runbooks/loader.md");

  @Test
  void thePageHasEachMetricAndNoOther() throws IOException {
    // Given
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    LoaderMetrics metrics = new MeteredLoader(registry);

    // When
    metrics.received("t", 1);
    metrics.settled("t", Result.LOADED, 1);
    metrics.acknowledged("t", 1);
    metrics.answered("t", 1, 1);
    metrics.failed("t", "code");
    metrics.troubled("t", Optional.of(Instant.EPOCH));
    metrics.observe("t", () -> 0, () -> 0);
    metrics.observeLag("t", 0, () -> 0);
    metrics.observe(() -> 0, () -> 0);
    metrics.observeFlight(() -> 0, () -> 0, () -> false);

    // Then
    Set<String> there = new TreeSet<>(Set.of(AgeHistograms.NAME));
    for (Meter meter : registry.getMeters()) {
      there.add(
          registry
              .config()
              .namingConvention()
              .name(meter.getId().getName(), meter.getId().getType(), meter.getId().getBaseUnit()));
    }
    Set<String> named = new TreeSet<>();
    Matcher row =
        Pattern.compile("(?m)^\\| `(hayase_loader_[a-z_]+?)(?:_total)?` \\|")
            .matcher(Files.readString(PAGE));
    while (row.find()) {
      named.add(row.group(1));
    }
    assertThat(named)
        .isEqualTo(
            there.stream()
                .map(name -> name.replaceAll("_total$", ""))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void thePageHasEachKnobWithItsSentence() throws IOException {
    // Given
    String page = Files.readString(PAGE);

    // Then
    for (Knob<?> knob : Knob.ALL) {
      assertThat(page)
          .contains("| `%s` | `%s` | %s |".formatted(knob.name(), knob.example(), knob.sentence()));
    }
  }
}
