package dev.hayase.aggregation.streams;

import dev.hayase.aggregation.kafka.Followed;
import dev.hayase.aggregation.status.AggregationStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// All aggregations of this instance.
public final class Aggregations implements AutoCloseable {
  private final List<Aggregation> all;

  public Aggregations(List<Aggregation> all) {
    this.all = List.copyOf(all);
  }

  public List<Aggregation> all() {
    return all;
  }

  public Optional<Aggregation> find(String name) {
    return all.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  public List<AggregationStatus> statuses() {
    return all.stream().map(Aggregation::status).toList();
  }

  /// Those whose time is kept here.
  public List<Followed> followed() {
    return all.stream().flatMap(each -> each.followed().stream()).toList();
  }

  @Override
  public void close() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      all.forEach(each -> threads.execute(each::close));
    }
  }
}
