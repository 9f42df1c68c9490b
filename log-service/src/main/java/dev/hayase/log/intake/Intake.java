package dev.hayase.log.intake;

import dev.hayase.log.event.Delivery;
import dev.hayase.log.event.EventIds;
import dev.hayase.log.event.Judged;
import dev.hayase.log.event.Offered;
import dev.hayase.log.event.Receipt;
import dev.hayase.log.stream.StreamPlan;
import dev.hayase.log.stream.Streams;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The way of every event, whatever protocol it came in: judge, append, and answer when it is
/// durable.
///
/// Thread-safe.
public final class Intake {
  private final Streams streams;
  private final EventLog log;
  private final IntakeMetrics metrics;

  public Intake(Streams streams, EventLog log, IntakeMetrics metrics) {
    this.streams = streams;
    this.log = log;
    this.metrics = metrics;
  }

  /// Takes the events of a request, and waits until each of them is durable or certainly not.
  ///
  /// @param allowed which streams the sender may send to
  /// @return what became of each, in their order
  public List<Receipt> take(Delivery delivery, Predicate<String> allowed)
      throws InterruptedException {
    Receipts receipts = new Receipts(delivery.events().size());
    EventIds ids = new EventIds(delivery);
    int place = 0;
    for (Offered offered : delivery.events()) {
      take(offered, delivery, allowed, ids, receipts, place++);
    }
    List<Receipt> all = receipts.await();
    metrics.answered(delivery, all);
    return all;
  }

  private void take(
      Offered offered,
      Delivery delivery,
      Predicate<String> allowed,
      EventIds ids,
      Receipts receipts,
      int place) {
    Optional<StreamPlan> plan = streams.plan(offered.stream());
    if (plan.isEmpty()) {
      receipts.put(place, new Receipt.Refused("There is no stream " + name(offered.stream())));
    } else if (!allowed.test(offered.stream())) {
      receipts.put(place, new Receipt.Refused("The key is not for the stream " + offered.stream()));
    } else {
      switch (plan.get().judge(offered, delivery, ids)) {
        case Judged.Fit(var event) -> log.append(event, receipts.stored(place, event.id()));
        case Judged.Unfit(var event) ->
            log.quarantine(event, receipts.kept(place, event.id(), event.code(), event.reason()));
      }
    }
  }

  /// Names come from strangers.
  private static String name(String stream) {
    return stream.length() <= 100 ? stream : stream.substring(0, 100) + "...";
  }
}
