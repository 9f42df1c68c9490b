package io.debezium.pipeline.meters;

import io.debezium.data.Envelope.Operation;
import io.debezium.pipeline.metrics.traits.CommonEventMetricsMXBean;
import io.debezium.pipeline.source.spi.EventMetadataProvider;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.spi.schema.DataCollectionId;
import io.debezium.util.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/// Takes the place of Debezium's class of this name: counts events, and makes no text of them.
///
/// Debezium's own writes each event's origin out for a metric that shows the last one, on the
/// thread that reads the log, of whose time it takes a fifth (debezium/dbz#2492).
public class CommonEventMeter implements CommonEventMetricsMXBean {
  private final Clock clock;
  private final AtomicLong seen = new AtomicLong();
  private final AtomicLong created = new AtomicLong();
  private final AtomicLong updated = new AtomicLong();
  private final AtomicLong deleted = new AtomicLong();
  private final AtomicLong filtered = new AtomicLong();
  private final AtomicLong erroneous = new AtomicLong();
  private final AtomicLong lastMillis = new AtomicLong(-1);

  /// Called by Debezium.
  public CommonEventMeter(Clock clock, EventMetadataProvider describer) {
    this.clock = clock;
  }

  /// Called by Debezium for each event.
  public void onEvent(
      @Nullable DataCollectionId source,
      @Nullable OffsetContext offset,
      @Nullable Object key,
      @Nullable Struct value,
      @Nullable Operation operation) {
    count(operation);
  }

  /// Called by Debezium.
  public void onFilteredEvent() {
    count(null);
    filtered.incrementAndGet();
  }

  /// Called by Debezium.
  public void onFilteredEvent(@Nullable Operation operation) {
    count(operation);
    filtered.incrementAndGet();
  }

  /// Called by Debezium.
  public void onErroneousEvent() {
    count(null);
    erroneous.incrementAndGet();
  }

  /// Called by Debezium.
  public void onErroneousEvent(@Nullable Operation operation) {
    count(operation);
    erroneous.incrementAndGet();
  }

  private void count(@Nullable Operation operation) {
    seen.incrementAndGet();
    lastMillis.set(clock.currentTimeInMillis());
    if (operation != null) {
      switch (operation) {
        case CREATE -> created.incrementAndGet();
        case UPDATE -> updated.incrementAndGet();
        case DELETE -> deleted.incrementAndGet();
        case READ, TRUNCATE, MESSAGE -> {}
      }
    }
  }

  @Override
  public String getLastEvent() {
    return "";
  }

  @Override
  public long getMilliSecondsSinceLastEvent() {
    long last = lastMillis.get();
    return last < 0 ? -1 : clock.currentTimeInMillis() - last;
  }

  @Override
  public long getTotalNumberOfEventsSeen() {
    return seen.get();
  }

  @Override
  public long getTotalNumberOfCreateEventsSeen() {
    return created.get();
  }

  @Override
  public long getTotalNumberOfUpdateEventsSeen() {
    return updated.get();
  }

  @Override
  public long getTotalNumberOfDeleteEventsSeen() {
    return deleted.get();
  }

  @Override
  public long getNumberOfEventsFiltered() {
    return filtered.get();
  }

  @Override
  public long getNumberOfErroneousEvents() {
    return erroneous.get();
  }

  /// Called by Debezium.
  public void reset() {
    for (AtomicLong count :
        new AtomicLong[] {seen, created, updated, deleted, filtered, erroneous}) {
      count.set(0);
    }
    lastMillis.set(-1);
  }
}
