package dev.hayase.cdc.snapshot;

import dev.hayase.cdc.change.ChunkMark;
import dev.hayase.cdc.source.Chunk;
import dev.hayase.cdc.source.ChunkReader;
import dev.hayase.cdc.source.ChunkRequest;
import dev.hayase.cdc.source.Visibility;
import dev.hayase.cdc.value.TableShape;
import dev.hayase.event.change.Origin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A table of a database as PostgreSQL keeps it: a transaction's changes reach the log with its
/// commit, and are seen by others some time later; until then its rows are locked. Reads chunks one
/// small step at a time, so that anything may happen in between.
final class ImaginedDatabase implements ChunkReader {
  private static final int KEYS = 12;
  private static final int CHUNK = 3;

  /// What stands in the log.
  sealed interface Entry {
    record Change(int transaction, @Nullable Integer before, @Nullable Integer after, int value)
        implements Entry {}

    record Truncate() implements Entry {}

    record Edge(ChunkMark mark) implements Entry {}
  }

  private static final class Open {
    private final List<Entry.Change> changes = new ArrayList<>();
    private boolean logged;
  }

  private enum Step {
    IDLE,
    SETTLING,
    LOW,
    READING,
    HIGH
  }

  private final Random random;
  private final TableShape shape;
  private final List<Entry> log = new ArrayList<>();
  private final NavigableMap<Integer, Integer> visible = new TreeMap<>();
  private final NavigableMap<Integer, Open> open = new TreeMap<>();
  private final Set<Integer> locked = new HashSet<>();
  private final int first;
  private int next;
  private int lastEnded;
  private int values;
  private String session = "";
  private Step step = Step.IDLE;
  private @Nullable ChunkRequest request;
  private Collection<Integer> awaited = Set.of();
  private @Nullable Chunk ready;

  /// @param firstTransaction its number; near the end of 32 bits they begin anew
  ImaginedDatabase(Random random, TableShape shape, int firstTransaction) {
    this.random = random;
    this.shape = shape;
    this.first = firstTransaction;
    this.next = firstTransaction;
    this.lastEnded = firstTransaction - 1;
  }

  List<Entry> log() {
    return log;
  }

  /// The rows as everybody sees them.
  Map<Integer, Integer> rows() {
    return visible;
  }

  void put(int key, int value) {
    visible.put(key, value);
  }

  /// A transaction begins, goes on, commits or is seen; or a table is emptied.
  void work() {
    switch (random.nextInt(8)) {
      case 0, 1 -> begin();
      case 2, 3 -> change();
      case 4 -> logOne();
      case 5 -> endOne();
      case 6 -> {
        // Most commits are seen at once.
        logOne();
        endOne();
      }
      default -> truncate();
    }
  }

  void endAll() {
    while (!open.isEmpty()) {
      logOne();
      endOne();
    }
  }

  private void begin() {
    if (open.size() < 4) {
      open.put(next - first, new Open());
      next++;
    }
  }

  private Optional<Integer> any(boolean logged) {
    List<Integer> fit = open.keySet().stream().filter(t -> of(t).logged == logged).toList();
    return fit.isEmpty() ? Optional.empty() : Optional.of(fit.get(random.nextInt(fit.size())));
  }

  private Open of(int offset) {
    Open found = open.get(offset);
    if (found == null) {
      throw new IllegalStateException("no such transaction");
    }
    return found;
  }

  private void change() {
    int key = random.nextInt(KEYS);
    int other = random.nextInt(KEYS);
    any(false)
        .filter(_ -> locked.add(key))
        .ifPresent(t -> {
          List<Entry.Change> changes = of(t).changes;
          int number = first + t;
          boolean there = visible.containsKey(key);
          if (there && random.nextInt(3) == 0) {
            changes.add(new Entry.Change(number, key, null, 0));
            if (!visible.containsKey(other) && locked.add(other)) {
              changes.add(new Entry.Change(number, null, other, ++values));
            }
          } else {
            changes.add(new Entry.Change(number, there ? key : null, key, ++values));
          }
        });
  }

  private void logOne() {
    any(false)
        .ifPresent(t -> {
          log.addAll(of(t).changes);
          of(t).logged = true;
        });
  }

  private void endOne() {
    any(true)
        .ifPresent(t -> {
          for (Entry.Change change : of(t).changes) {
            apply(visible, change);
            locked.remove(change.before() == null ? change.after() : change.before());
            locked.remove(change.after());
          }
          open.remove(t);
          lastEnded = Math.max(lastEnded - first, t) + first;
        });
  }

  static void apply(Map<Integer, Integer> rows, Entry.Change change) {
    if (change.before() != null) {
      rows.remove(change.before());
    }
    if (change.after() != null) {
      rows.put(change.after(), change.value());
    }
  }

  /// It locks the table against everybody, the reader included.
  private void truncate() {
    boolean lockedByOthers = step == Step.HIGH || !locked.isEmpty();
    if (random.nextInt(10) == 0 && !lockedByOthers) {
      visible.clear();
      log.add(new Entry.Truncate());
    }
  }

  void session(String name) {
    session = name;
    step = Step.IDLE;
    ready = null;
  }

  @Override
  public void read(ChunkRequest asked) {
    request = asked;
    awaited = List.of();
    step = asked.settled() ? Step.SETTLING : Step.LOW;
    if (asked.settled()) {
      awaited = List.copyOf(open.keySet());
    }
  }

  /// The reader goes on by one step.
  void readOn() {
    ChunkRequest asked = request;
    if (asked == null || step == Step.IDLE) {
      return;
    }
    ChunkMark low = new ChunkMark(session, asked.number(), 1, false);
    switch (step) {
      case SETTLING ->
          step = awaited.stream().anyMatch(open::containsKey) ? Step.SETTLING : Step.LOW;
      case LOW -> {
        log.add(new Entry.Edge(low));
        step = Step.READING;
      }
      case READING -> {
        ready = chunk(asked, low);
        step = Step.HIGH;
      }
      case HIGH -> {
        log.add(new Entry.Edge(low.atEnd()));
        step = Step.IDLE;
      }
      case IDLE -> {}
    }
  }

  private Chunk chunk(ChunkRequest asked, ChunkMark low) {
    List<String> last = asked.run().last();
    List<List<@Nullable String>> rows = new ArrayList<>();
    visible.forEach((key, value) -> {
      if (rows.size() < CHUNK && (last.isEmpty() || key > Integer.parseInt(last.getFirst()))) {
        rows.add(List.of(Integer.toString(key), Integer.toString(value)));
      }
    });
    int seen = lastEnded + 1;
    Set<Integer> missed = new HashSet<>();
    open.keySet().forEach(t -> missed.add(first + t));
    missed.removeIf(t -> t - seen >= 0);
    int oldest = missed.stream().mapToInt(t -> t - first).min().orElse(seen - first) + first;
    return new Chunk.Rows(
        low,
        shape,
        rows,
        rows.size() < CHUNK,
        new Visibility(oldest, seen, missed),
        new Origin("postgresql", "school", "db", "public", "notes", 1, true, null, null));
  }

  @Override
  public Optional<Chunk> take(ChunkMark high) {
    Chunk chunk = ready;
    ready = null;
    return Optional.ofNullable(chunk).filter(c -> c.mark().atEnd().equals(high));
  }

  @Override
  public void close() {}
}
