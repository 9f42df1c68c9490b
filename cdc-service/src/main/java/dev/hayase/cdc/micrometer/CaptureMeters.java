package dev.hayase.cdc.micrometer;

import dev.hayase.cdc.change.CaptureListener;
import dev.hayase.cdc.runway.Runway;
import dev.hayase.cdc.watch.Outlook;
import dev.hayase.event.topic.ChangeTopic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/// Counts what was written: `hayase_cdc_changes_total` by source, table and operation, and the
/// updates that were left out because their rows are gone, and the changes that could not become
/// records; counts ended runs (`hayase_cdc_failures_total` by source and kind), and tells how far
/// behind each source is.
public final class CaptureMeters implements CaptureListener {
  private final MeterRegistry registry;
  private final Map<Series, Counter> counters = new ConcurrentHashMap<>();

  private record Series(String name, ChangeTopic table, String operation) {}

  public CaptureMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void written(ChangeTopic table, String operation) {
    count("hayase.cdc.changes", table, operation);
  }

  @Override
  public void leftOut(ChangeTopic table) {
    count("hayase.cdc.changes.left.out", table, "u");
  }

  @Override
  public void unwritten(ChangeTopic table, String code) {
    Counter.builder("hayase.cdc.changes.unwritten")
        .tag("source", table.source())
        .tag("table", table.schema() + "." + table.table())
        .tag("code", code)
        .register(registry)
        .increment();
  }

  @Override
  public void ended(String source, String kind) {
    Counter.builder("hayase.cdc.failures")
        .tag("source", source)
        .tag("kind", kind)
        .register(registry)
        .increment();
  }

  /// Follows what the watch knows of a source, with gauges that are `NaN` while it is not known:
  ///
  /// - `hayase_cdc_lag_seconds`: the server's clock less T
  /// - `hayase_cdc_lag_bytes`: from the confirmed place to the log's end
  /// - `hayase_cdc_held_bytes`: from the oldest that is still needed to the log's end
  /// - `hayase_cdc_log_bytes_per_second`: what the server writes, smoothed over five minutes
  /// - `hayase_cdc_runway_seconds`: until the server removes what was not read, if nothing were
  ///   read
  /// - `hayase_cdc_warnings`: how many things somebody should know
  public void follow(String source, Supplier<Outlook> outlook) {
    gauge("hayase.cdc.lag.seconds", source, outlook, r -> r.lag().map(CaptureMeters::seconds));
    gauge("hayase.cdc.lag.bytes", source, outlook, r -> Optional.of((double) r.lagBytes()));
    gauge("hayase.cdc.held.bytes", source, outlook, r -> Optional.of((double) r.heldBytes()));
    gauge(
        "hayase.cdc.log.bytes.per.second",
        source,
        outlook,
        r ->
            r.bytesPerSecond().isPresent()
                ? Optional.of(r.bytesPerSecond().getAsDouble())
                : Optional.empty());
    gauge(
        "hayase.cdc.runway.seconds",
        source,
        outlook,
        r -> r.end().flatMap(Runway.End::left).map(CaptureMeters::seconds));
    Gauge.builder("hayase.cdc.warnings", () -> outlook.get().warnings().size())
        .tag("source", source)
        .register(registry);
  }

  private void gauge(
      String name,
      String source,
      Supplier<Outlook> outlook,
      Function<Runway, Optional<Double>> value) {
    Gauge.builder(name, () -> outlook.get().runway().flatMap(value).orElse(Double.NaN))
        .tag("source", source)
        .register(registry);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  private void count(String name, ChangeTopic table, String operation) {
    counters.computeIfAbsent(new Series(name, table, operation), this::counter).increment();
  }

  private Counter counter(Series series) {
    return Counter.builder(series.name())
        .tag("source", series.table().source())
        .tag("table", series.table().schema() + "." + series.table().table())
        .tag("op", series.operation())
        .register(registry);
  }

  @Override
  public void snapshotStarted() {}

  @Override
  public void snapshotEnded(ChangeTopic table) {}

  @Override
  public void reshaped(ChangeTopic table, dev.hayase.cdc.schema.ShapeChange change) {
    Counter.builder("hayase.cdc.schema.changes")
        .tag("source", table.source())
        .tag("table", table.schema() + "." + table.table())
        .tag("kind", change.kind())
        .register(registry)
        .increment();
  }

  @Override
  public void streaming() {}
}
