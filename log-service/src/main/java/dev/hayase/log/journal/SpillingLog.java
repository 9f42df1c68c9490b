package dev.hayase.log.journal;

import dev.hayase.log.event.Judged;
import dev.hayase.log.event.Quarantined;
import dev.hayase.log.event.StreamEvent;
import dev.hayase.log.intake.EventLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Events go to Kafka, and to a journal while Kafka is away; from there they are replayed in their
/// order, before any newer one.
///
/// An event is in one of the two only: it goes to the journal when Kafka's client has given it up
/// for good. While the way changes, in either direction, newer events wait until it is certain what
/// became of the older ones. Thread-safe.
public final class SpillingLog implements EventLog {
  private final EventLog kafka;
  private final Journal journal;
  private final int largest;
  private final Replay replay;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private Way way;

  /// Events that were handed to Kafka and are not settled.
  private long inFlight;

  /// How many events were ever handed to Kafka.
  private long handed;

  /// Events that Kafka has given up, by when they were handed over: its client gives up what it has
  /// not sent yet before what it has.
  private final SortedMap<Long, Waiting> givenUp = new TreeMap<>();

  private enum Way {
    /// Events go to Kafka; the journal is empty.
    KAFKA,
    /// Kafka has failed, and what is on its way to it is awaited; new events wait.
    LEAVING,
    /// Events go to the journal; nothing is on its way to Kafka but what is replayed.
    JOURNAL,
    /// The rest of the journal is replayed; new events wait.
    RETURNING
  }

  private record Waiting(Judged event, Settled settled) {}

  /// @param kafka where events belong; owned by this from now on, as is the journal
  /// @param largest the most bytes of an event that Kafka could ever take
  public SpillingLog(EventLog kafka, Journal journal, int largest) {
    this.kafka = kafka;
    this.journal = journal;
    this.largest = largest;
    way = journal.isEmpty() ? Way.KAFKA : Way.JOURNAL;
    replay =
        new Replay(
            journal,
            this::toKafka,
            new SetAside(journal)::refused,
            this::isLast,
            this::isOver,
            this::failed);
    replay.start();
  }

  @Override
  public void append(StreamEvent event, Settled settled) {
    append(new Judged.Fit(event), settled);
  }

  @Override
  public void quarantine(Quarantined event, Settled settled) {
    append(new Judged.Unfit(event), settled);
  }

  private void append(Judged event, Settled settled) {
    long place;
    synchronized (this) {
      if (way == Way.JOURNAL) {
        toJournal(event, settled);
        return;
      }
      if (way != Way.KAFKA) {
        waiting.add(new Waiting(event, settled));
        return;
      }
      inFlight++;
      place = ++handed;
    }
    direct(place, event, settled);
  }

  /// @param place among all that are handed to Kafka
  private void direct(long place, Judged event, Settled settled) {
    toKafka(
        event,
        new Settled() {
          @Override
          public void stored(int partition, long offset) {
            landed();
            settled.stored(partition, offset);
          }

          @Override
          public void failed(String reason) {
            landed();
            settled.failed(reason);
          }

          @Override
          public void refused(String reason) {
            landed();
            settled.refused(reason);
          }

          @Override
          public void away(String reason) {
            left(place, new Waiting(event, settled));
          }
        });
  }

  private void toKafka(Judged event, Settled settled) {
    switch (event) {
      case Judged.Fit(StreamEvent fit) -> kafka.append(fit, settled);
      case Judged.Unfit(Quarantined unfit) -> kafka.quarantine(unfit, settled);
    }
  }

  private void toJournal(Judged event, Settled settled) {
    byte[] entry = EntryBytes.of(event);
    if (entry.length > largest) {
      settled.refused("It is larger than Kafka takes");
      return;
    }
    journal.append(
        entry,
        new Journal.Written() {
          @Override
          public void done() {
            settled.stored(-1, -1);
          }

          @Override
          public void failed(String reason) {
            settled.failed(reason);
          }
        });
  }

  private synchronized void landed() {
    inFlight--;
    leave();
  }

  /// Kafka has given the event up.
  private synchronized void left(long place, Waiting event) {
    way = Way.LEAVING;
    givenUp.put(place, event);
    inFlight--;
    leave();
  }

  /// When nothing older is on its way to Kafka any more, the journal takes what Kafka did not, and
  /// then what waits.
  private void leave() {
    if (way == Way.LEAVING && inFlight == 0) {
      way = Way.JOURNAL;
      Stream.concat(givenUp.values().stream(), waiting.stream())
          .forEach(next -> toJournal(next.event(), next.settled()));
      givenUp.clear();
      waiting.clear();
    }
  }

  /// The end of the journal is near: nothing is added to it any more.
  private synchronized void isLast() {
    if (way == Way.JOURNAL) {
      way = Way.RETURNING;
    }
  }

  /// What was replayed last has failed: the journal takes what waits.
  private synchronized void failed() {
    if (way == Way.RETURNING) {
      way = Way.LEAVING;
      leave();
    }
  }

  /// Goes back to Kafka if the journal is empty. What waits goes first; nothing overtakes it.
  private void isOver() {
    while (true) {
      List<Waiting> next;
      long first;
      synchronized (this) {
        if (way != Way.RETURNING || !journal.isEmpty()) {
          return;
        }
        if (waiting.isEmpty()) {
          way = Way.KAFKA;
          return;
        }
        next = new ArrayList<>(waiting);
        waiting.clear();
        inFlight += next.size();
        first = handed + 1;
        handed += next.size();
      }
      for (int i = 0; i < next.size(); i++) {
        direct(first + i, next.get(i).event(), next.get(i).settled());
      }
    }
  }

  /// Waits for what is on its way, to Kafka or to the disk; what is in the journal stays there.
  @Override
  public void close() {
    replay.close();
    failed();
    kafka.close();
    journal.close();
  }
}
