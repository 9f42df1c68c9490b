package dev.hayase.cdc.micrometer;

import dev.hayase.cdc.change.CaptureListener;
import dev.hayase.event.topic.ChangeTopic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Counts what was written: `hayase_cdc_changes_total` by source, table and operation, and the
/// updates that were left out because their rows are gone, and the changes that could not become
/// records.
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
  public void streaming() {}
}
