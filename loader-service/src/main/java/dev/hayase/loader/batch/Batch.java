package dev.hayase.loader.batch;

import dev.hayase.records.SourceRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rows that go to BigQuery in one request.
public final class Batch {
  private static final int EXPECTED_ROWS = 512;

  private final List<Entry> entries;
  private final Map<Ledger, Ledger.Slice> slices = new HashMap<>();
  private final long openedMillis;
  private long bytes;
  private long charge;

  // What its sending and settling take is collected while its rows come: to look at thousands of
  // entries again, when no cache has them any more, costs more than all the rest of it.
  private final List<byte[]> rows = new ArrayList<>(EXPECTED_ROWS);
  private final List<Share> shares = new ArrayList<>(1);
  private int records;
  private long oldestMillis = Long.MAX_VALUE;
  private long[] commitMicros = {};
  private int timed;

  /// Where the last record went: the next one mostly goes there, too.
  private @Nullable Ledger lastLedger;

  private Ledger.@Nullable Slice lastSlice;

  /// @param openedMillis the time by which the batch's age counts
  public Batch(long openedMillis) {
    this(openedMillis, new ArrayList<>(EXPECTED_ROWS));
  }

  private Batch(long openedMillis, List<Entry> entries) {
    this.openedMillis = openedMillis;
    this.entries = entries;
    entries.forEach(this::count);
  }

  /// A row.
  ///
  /// @param record that the row was made from, null for a deletion that no record stands for
  /// @param slice that settles with it, null without a record
  /// @param charge bytes of the memory budget that it holds
  @SuppressWarnings("ArrayRecordComponent") // the encoder's array, never changed
  public record Entry(
      byte[] row,
      @Nullable SourceRecord record,
      Ledger.@Nullable Slice slice,
      long commitMicros,
      boolean snapshot,
      long charge) {
    /// The same entry with its row made anew.
    public Entry with(byte[] otherRow) {
      return new Entry(otherRow, record, slice, commitMicros, snapshot, charge);
    }
  }

  /// Entries that follow each other and settle with the same slice.
  private static final class Share {
    private final Ledger.Slice slice;
    private int entries;

    Share(Ledger.Slice slice) {
      this.slice = slice;
    }
  }

  /// Takes a record's row.
  public void add(
      Ledger ledger,
      SourceRecord record,
      byte[] row,
      long commitMicros,
      boolean snapshot,
      long charge) {
    Ledger.Slice slice = ledger == lastLedger ? lastSlice : slices.get(ledger);
    if (slice == null) {
      slice = ledger.open(record.offset());
      slices.put(ledger, slice);
    } else {
      slice.add(record.offset());
    }
    lastLedger = ledger;
    lastSlice = slice;
    add(new Entry(row, record, slice, commitMicros, snapshot, charge));
  }

  /// Takes a row that no record stands for.
  public void add(Entry entry) {
    entries.add(entry);
    count(entry);
  }

  private void count(Entry entry) {
    rows.add(entry.row());
    bytes += entry.row().length;
    charge += entry.charge();
    if (entry.slice() != null) {
      share(entry.slice());
    }
    SourceRecord record = entry.record();
    if (record != null) {
      records++;
      oldestMillis = Math.min(oldestMillis, record.timestampMillis());
      if (!entry.snapshot()) {
        time(entry.commitMicros());
      }
    }
  }

  private void share(Ledger.Slice slice) {
    if (shares.isEmpty() || shares.getLast().slice != slice) {
      shares.add(new Share(slice));
    }
    shares.getLast().entries++;
  }

  private void time(long micros) {
    if (timed == commitMicros.length) {
      commitMicros = Arrays.copyOf(commitMicros, Math.max(EXPECTED_ROWS, 2 * timed));
    }
    commitMicros[timed++] = micros;
  }

  /// All its rows are in the table: settles its slices.
  public void settle() {
    for (Share share : shares) {
      share.slice.settle(share.entries, true);
    }
  }

  /// How many of its rows were made from records.
  public int records() {
    return records;
  }

  /// The time of its oldest record; the greatest number when it has none.
  public long oldestMillis() {
    return oldestMillis;
  }

  /// How long ago the changes of its rows were committed; of no rows of a snapshot.
  public long[] agesAt(long nowMicros) {
    long[] ages = new long[timed];
    for (int i = 0; i < timed; i++) {
      ages[i] = Math.max(0, nowMicros - commitMicros[i]);
    }
    return ages;
  }

  public List<Entry> entries() {
    return entries;
  }

  public int size() {
    return entries.size();
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  public long bytes() {
    return bytes;
  }

  /// Bytes of the memory budget that its rows and records hold.
  public long charge() {
    return charge;
  }

  public long openedMillis() {
    return openedMillis;
  }

  /// The rows' messages.
  public List<byte[]> rows() {
    return Collections.unmodifiableList(rows);
  }

  /// The same batch with only some of its rows.
  public Batch of(List<Entry> some) {
    return new Batch(openedMillis, new ArrayList<>(some));
  }

  /// Two batches of half the rows each.
  public List<Batch> halves() {
    int half = entries.size() / 2;
    return List.of(of(entries.subList(0, half)), of(entries.subList(half, entries.size())));
  }
}
