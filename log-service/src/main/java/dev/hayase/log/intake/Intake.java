package dev.hayase.log.intake;

import dev.hayase.log.admission.Admission.Room;
import dev.hayase.log.event.Delivery;
import dev.hayase.log.event.EventIds;
import dev.hayase.log.event.Judged;
import dev.hayase.log.event.Offered;
import dev.hayase.log.event.Receipt;
import dev.hayase.log.stream.StreamPlan;
import dev.hayase.log.stream.Streams;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The way of every event, whatever protocol it came in: judge, append, and answer when it is
/// durable.
///
/// Thread-safe.
public final class Intake {
  /// Events that are on their way at a time, so that what a request takes is bounded.
  private static final int PART = 5_000;

  /// What an event on its way takes beside its own bytes: the record, its headers, its batch's
  /// bookkeeping, and what waits for the answer.
  private static final int BESIDE = 1024;

  /// What an event takes that waits for its turn or for the others.
  private static final int WAITING = 200;

  private static final Receipt NOT_TRIED =
      new Receipt.Retry("Events before it could not be stored");

  private final Streams streams;
  private final EventLog log;
  private final IntakeMetrics metrics;

  public Intake(Streams streams, EventLog log, IntakeMetrics metrics) {
    this.streams = streams;
    this.log = log;
    this.metrics = metrics;
  }

  /// Takes the events of a request, some at a time, and waits until each of them is durable or
  /// certainly not. After events that could not be stored no others are tried.
  ///
  /// @param room the request's, in which there has to be place for the work as well
  /// @param allowed which streams the sender may send to
  /// @return what became of each, in their order
  /// @throws dev.hayase.log.admission.NoRoomException when there is no place for the work
  public List<Receipt> take(Delivery delivery, Room room, Predicate<String> allowed)
      throws InterruptedException {
    List<Offered> events = delivery.events();
    EventIds ids = new EventIds(delivery);
    List<Receipt> all = new ArrayList<>(events.size());
    boolean stored = true;
    for (int from = 0; from < events.size(); from += PART) {
      List<Offered> part = events.subList(from, Math.min(from + PART, events.size()));
      room.work(weight(part) + (long) WAITING * events.size());
      if (stored) {
        List<Receipt> receipts = take(part, delivery, allowed, ids);
        stored = receipts.stream().noneMatch(Receipt.Retry.class::isInstance);
        all.addAll(receipts);
      } else {
        all.addAll(Collections.nCopies(part.size(), NOT_TRIED));
      }
    }
    metrics.answered(delivery, all);
    return all;
  }

  private static long weight(List<Offered> part) {
    long bytes = 0;
    for (Offered offered : part) {
      bytes += offered.document().length() + BESIDE;
    }
    return bytes;
  }

  private List<Receipt> take(
      List<Offered> part, Delivery delivery, Predicate<String> allowed, EventIds ids)
      throws InterruptedException {
    Receipts receipts = new Receipts(part.size());
    int place = 0;
    for (Offered offered : part) {
      take(offered, delivery, allowed, ids, receipts, place++);
    }
    return receipts.await();
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
