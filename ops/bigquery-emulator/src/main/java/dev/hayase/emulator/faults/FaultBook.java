package dev.hayase.emulator.faults;

import dev.hayase.emulator.catalog.TableName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The faults that were ordered, and how often each has happened. Empty until somebody orders one,
/// and then it costs the calls next to nothing.
public final class FaultBook {
  private final InstantSource clock;
  private volatile List<Entry> entries = List.of();
  private int last;

  /// @param clock by which durations end
  public FaultBook(InstantSource clock) {
    this.clock = clock;
  }

  /// A fault as it stands.
  ///
  /// @param hits how often it has happened
  /// @param over it will not happen any more
  public record Ordered(String id, FaultRule rule, long hits, boolean over) {}

  private static final class Entry {
    final String id;
    final FaultRule rule;
    long concerned;
    long hits;

    Entry(String id, FaultRule rule) {
      this.id = id;
      this.rule = rule;
    }

    boolean strikes() {
      boolean struck = rule.strikes(concerned, hits);
      concerned++;
      if (struck) {
        hits++;
      }
      return struck;
    }

    Ordered ordered(Instant now) {
      boolean spent = rule.times().isPresent() && hits >= rule.times().getAsLong();
      return new Ordered(id, rule, hits, spent || rule.isOver(now));
    }
  }

  public synchronized Ordered add(FaultRule rule) {
    last++;
    Entry entry = new Entry("f" + last, rule);
    List<Entry> more = new ArrayList<>(entries);
    more.add(entry);
    entries = List.copyOf(more);
    return entry.ordered(clock.instant());
  }

  /// In the order in which they were added; also those that are over.
  public synchronized List<Ordered> list() {
    Instant now = clock.instant();
    return entries.stream().map(entry -> entry.ordered(now)).toList();
  }

  public synchronized Optional<Ordered> find(String id) {
    return list().stream().filter(fault -> fault.id().equals(id)).findFirst();
  }

  /// Lifts one fault.
  ///
  /// @return whether there was one
  public synchronized boolean remove(String id) {
    int before = entries.size();
    entries = entries.stream().filter(entry -> !entry.id.equals(id)).toList();
    return entries.size() < before;
  }

  /// Lifts all faults.
  public synchronized void clear() {
    entries = List.of();
  }

  /// Whether nobody has ordered anything, so that nobody need ask.
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /// What happens to a call; each call is to be asked about once. The first fault that ends a call
  /// ends it, those after it do not count it; latencies add up.
  public Decision decide(Call call) {
    if (entries.isEmpty()) {
      return Decision.NOTHING;
    }
    Instant now = clock.instant();
    Decision decision = Decision.NOTHING;
    synchronized (this) {
      for (Entry entry : entries) {
        if (!entry.rule.fault().lasting()
            && entry.rule.concerns(call)
            && !entry.rule.isOver(now)
            && entry.strikes()) {
          decision = decision.and(entry.rule.fault());
          if (decision.ends()) {
            return decision;
          }
        }
      }
    }
    return decision;
  }

  /// Whether everything stands still for a call.
  public boolean stopped(Call call) {
    for (Entry entry : entries) {
      if (entry.rule.fault() instanceof Fault.FullStop
          && entry.rule.concerns(call)
          && !entry.rule.isOver(clock.instant())) {
        return true;
      }
    }
    return false;
  }

  /// Counts a call that was held by a full stop.
  public synchronized void countStopped(Call call) {
    for (Entry entry : entries) {
      if (entry.rule.fault() instanceof Fault.FullStop && entry.rule.concerns(call)) {
        entry.hits++;
      }
    }
  }

  /// How late the Storage Write API learns of a table's schema.
  ///
  /// @param usual when no fault says otherwise
  public Duration schemaDelay(TableName table, Duration usual) {
    Duration delay = usual;
    for (Entry entry : entries) {
      if (entry.rule.fault() instanceof Fault.SchemaDelay(Duration ordered)
          && entry.rule.concerns(Optional.of(table))
          && !entry.rule.isOver(clock.instant())) {
        delay = ordered;
      }
    }
    return delay;
  }
}
