package dev.hayase.loader.fold;

import dev.hayase.event.control.ControlRecord;
import dev.hayase.event.control.ControlRecord.SnapshotEnd;
import dev.hayase.event.control.ControlRecord.SnapshotStart;
import dev.hayase.event.control.ControlRecord.Truncate;
import dev.hayase.event.wire.Headers;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.event.wire.WireVersion.UnknownWireVersionException;
import dev.hayase.records.SourceRecord;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/// Folds a range of a partition's log to the last record of each key, for a mirror that loads the
/// range again.
///
/// BigQuery remembers a deletion for two days. An older one is as if it had never been, and a
/// change from before it, sent again, would bring the row back until the deletion is sent again,
/// too. So only what a key came to be in the end is sent: its last record. What a truncate or a
/// snapshot behind it left behind is not sent at all.
///
/// The range is read as often as needed, in its order, each time from its beginning to its end:
///
/// ```
/// Fold fold = new Fold(from, end, rules, loadable);
/// while (fold.wantsPass()) {
///   for each record of [from, end): fold.see(record);
///   fold.passed();
/// }
/// Superseded superseded = fold.superseded();
/// // load the records of [from, superseded.through()) that it does not contain, in their order;
/// // then fold again from there to the same end, until the end is reached
/// ```
///
/// Memory is bounded twice. A pass remembers some hundred thousand keys; when there are more, it
/// goes on with half of them, chosen by their hash, and the other half gets a pass of its own. And
/// the answer speaks about a window of the range only, one bit an offset. Nothing but memory is
/// kept between passes, so whoever dies begins again; folding twice gives the same.
///
/// A record counts by its place in the log. A tombstone is no change, and a record without a key
/// has nothing behind it. One that cannot be loaded replaces nothing and is replaced by nothing: it
/// is parked, as when it was read for the first time, and its key stays what it was before.
///
/// Used by one thread at a time.
public final class Fold {
  /// About 50 bytes for each.
  private static final int MOST_KEYS = 500_000;

  /// 4 MiB.
  private static final int MOST_OFFSETS = 1 << 25;

  private final long from;
  private final long end;
  private final long through;
  private final FoldRules rules;
  private final Predicate<SourceRecord> loadable;
  private final LastOffsets last;
  private final BitSet later = new BitSet();
  private final Map<String, Long> snapshotStarts = new HashMap<>();
  private final Deque<LastOffsets.Kind> passes = new ArrayDeque<>();
  private LastOffsets.Kind pass = LastOffsets.Kind.ALL;
  private long goneBelow;

  /// @param from the range's first offset
  /// @param end the offset behind its last one, fixed before the first pass
  /// @param loadable whether the table takes a record with a key
  public Fold(long from, long end, FoldRules rules, Predicate<SourceRecord> loadable) {
    this(from, end, rules, loadable, MOST_KEYS, MOST_OFFSETS);
  }

  Fold(
      long from,
      long end,
      FoldRules rules,
      Predicate<SourceRecord> loadable,
      int mostKeys,
      int mostOffsets) {
    this.from = from;
    this.end = end;
    this.through = Math.min(end, from + mostOffsets);
    this.rules = rules;
    this.loadable = loadable;
    this.last = new LastOffsets(mostKeys);
    this.goneBelow = from;
    if (from < end) {
      passes.add(LastOffsets.Kind.ALL);
    }
    begin();
  }

  private void begin() {
    last.clear();
    pass = passes.isEmpty() ? LastOffsets.Kind.ALL : passes.getFirst();
  }

  /// Whether the range has to be read (again).
  public boolean wantsPass() {
    return !passes.isEmpty();
  }

  /// The range's next record. Records outside of the range are passed over.
  public void see(SourceRecord record) {
    long offset = record.offset();
    if (offset < from || offset >= end) {
      return;
    }
    byte[] value = record.value();
    byte[] key = record.key();
    if (record.header(Headers.CONTROL).isPresent()) {
      if (value != null) {
        control(offset, value);
      }
    } else if (key == null) {
      if (rules.truncates() && rules.truncate().test(record)) {
        goneBelow = Math.max(goneBelow, offset);
      }
    } else if (rules.keysAreRows() && value != null && loadable.test(record)) {
      change(offset, key);
    }
  }

  private void control(long offset, byte[] value) {
    try {
      switch (ControlRecord.fromJson(value)) {
        case SnapshotStart start -> snapshotStarts.put(start.snapshotId(), offset);
        case SnapshotEnd end ->
            goneBelow = Math.max(goneBelow, snapshotStarts.getOrDefault(end.snapshotId(), from));
        case Truncate _ -> goneBelow = rules.truncates() ? Math.max(goneBelow, offset) : goneBelow;
      }
    } catch (MalformedRecordException | UnknownWireVersionException e) {
      // Whoever loads it parks it or halts at it; it removes nothing.
      return;
    }
  }

  private void change(long offset, byte[] key) {
    last.look(key);
    if (!last.isOf(pass)) {
      return;
    }
    long before = last.put(offset);
    if (before != LastOffsets.NONE && before < through && before < offset) {
      later.set((int) (before - from));
    }
    if (last.isFull()) {
      passes.removeFirst();
      passes.addFirst(pass.otherHalf());
      pass = pass.half();
      passes.addFirst(pass);
      last.keepOnly(pass);
    }
  }

  /// The range was read to its end.
  public void passed() {
    passes.removeFirst();
    begin();
  }

  /// The range was not read to its end; the pass begins again.
  public void again() {
    begin();
  }

  /// What needs no loading.
  ///
  /// @throws IllegalStateException while the range has still to be read
  public Superseded superseded() {
    if (wantsPass()) {
      throw new IllegalStateException(
          "The range %d to %d has not been read through".formatted(from, end));
    }
    return new Superseded(from, through, goneBelow, later);
  }
}
