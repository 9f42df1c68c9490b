package dev.hayase.aggregation.micrometer;

import dev.hayase.aggregation.streams.Aggregation;
import dev.hayase.aggregation.streams.Counts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.ToDoubleFunction;

/// The meters of aggregations, each with the tag `aggregation`. Counters count since this instance
/// was started, and only what was done here.
///
/// | meter | what |
/// | --- | --- |
/// | `hayase.aggregation.records` | records read of sources and dimensions |
/// | `hayase.aggregation.letters` | of these, and of joined rows and results, what went to the letters |
/// | `hayase.aggregation.contributions` | contributions that came to groups: a row that changes makes two |
/// | `hayase.aggregation.late` | of these, those that came too late |
/// | `hayase.aggregation.emissions` | results written, deleted ones included |
/// | `hayase.aggregation.restoring` | records of state that are still to be restored |
/// | `hayase.aggregation.state.bytes` | bytes of local state on disk, and of what RocksDB has still to write there |
/// | `hayase.aggregation.lag.seconds` | now less the instant through which results here are complete; NaN while that is not known |
/// | `hayase.aggregation.running` | 1 while it runs, else 0 |
public final class AggregationMeters {
  private static final String PREFIX = "hayase.aggregation.";

  private AggregationMeters() {}

  public static void register(
      MeterRegistry registry, Aggregation aggregation, InstantSource clock) {
    counter(registry, aggregation, "records", Counts::read);
    counter(registry, aggregation, "letters", Counts::letters);
    counter(registry, aggregation, "contributions", Counts::contributions);
    counter(registry, aggregation, "late", Counts::late);
    counter(registry, aggregation, "emissions", Counts::emissions);
    gauge(registry, aggregation, "restoring", each -> each.status().restoring());
    gauge(registry, aggregation, "state.bytes", Aggregation::stateBytes);
    gauge(registry, aggregation, "lag.seconds", each -> lag(each, clock));
    gauge(registry, aggregation, "running", each -> each.isRunning() ? 1 : 0);
  }

  private static double lag(Aggregation aggregation, InstantSource clock) {
    return aggregation
        .progress()
        .through()
        .map(through -> Duration.between(through, clock.instant()).toMillis() / 1000.0)
        .orElse(Double.NaN);
  }

  private static void counter(
      MeterRegistry registry,
      Aggregation aggregation,
      String name,
      ToDoubleFunction<Counts> value) {
    FunctionCounter.builder(
            PREFIX + name, aggregation, each -> value.applyAsDouble(each.progress().counts()))
        .tag("aggregation", aggregation.name())
        .register(registry);
  }

  private static void gauge(
      MeterRegistry registry,
      Aggregation aggregation,
      String name,
      ToDoubleFunction<Aggregation> value) {
    Gauge.builder(PREFIX + name, aggregation, value)
        .tag("aggregation", aggregation.name())
        .register(registry);
  }
}
