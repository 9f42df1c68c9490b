package dev.hayase.log.micrometer;

import dev.hayase.log.admission.Admission;
import dev.hayase.log.event.Delivery;
import dev.hayase.log.event.Receipt;
import dev.hayase.log.intake.IntakeMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Counts events by protocol, sender and what became of them.
public final class IntakeMeters implements IntakeMetrics {
  private static final String EVENTS = "hayase.log.events";

  private record Counted(String dialect, String sender, String result) {}

  private final MeterRegistry registry;
  private final Map<Counted, Counter> counters = new ConcurrentHashMap<>();

  public IntakeMeters(MeterRegistry registry, Admission admission) {
    this.registry = registry;
    registry.gauge("hayase.log.requests.bytes", admission, Admission::taken);
  }

  @Override
  public void answered(Delivery delivery, List<Receipt> receipts) {
    int stored = 0;
    int kept = 0;
    int retry = 0;
    int refused = 0;
    for (Receipt receipt : receipts) {
      switch (receipt) {
        case Receipt.Stored _ -> stored++;
        case Receipt.Kept _ -> kept++;
        case Receipt.Retry _ -> retry++;
        case Receipt.Refused _ -> refused++;
      }
    }
    count(delivery, "stored", stored);
    count(delivery, "quarantined", kept);
    count(delivery, "retry", retry);
    count(delivery, "refused", refused);
  }

  private void count(Delivery delivery, String result, int events) {
    if (events > 0) {
      counters
          .computeIfAbsent(
              new Counted(delivery.dialect(), delivery.sender(), result),
              c ->
                  registry.counter(
                      EVENTS, "dialect", c.dialect(), "sender", c.sender(), "result", c.result()))
          .increment(events);
    }
  }
}
