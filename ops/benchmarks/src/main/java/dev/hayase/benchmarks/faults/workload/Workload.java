package dev.hayase.benchmarks.faults.workload;

import dev.hayase.event.SequenceNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Transactions, one after the other, until there are enough rows: the same for the same seed.
///
/// Now and then one is aborted, and what follows has its numbers, as after a capture that died; one
/// is written twice, as by a producer that did not learn of its success; a snapshot is taken, a
/// table truncated, a record cannot be loaded.
public final class Workload {
  private static final long EPOCH = 1_700_000_000L;
  private static final int SNAPSHOTS = 6;
  private static final int TRUNCATES = 5;

  private final List<WorkloadTable> tables;
  private final long rows;
  private final Random random;
  private final Changes changes;
  private SequenceNumber next = new SequenceNumber(EPOCH, 1);
  private Transaction last = new Transaction(List.of(), true);
  private long written;
  private int snapshots;
  private int truncates;

  /// @param rows how many records to write, at least; those of aborted transactions do not count
  public Workload(long seed, List<WorkloadTable> tables, long rows) {
    this.tables = tables;
    this.rows = rows;
    // Another sequence than the schedule's.
    this.random = new Random(seed ^ 0x5DEECE66DL << 16);
    this.changes = new Changes(random);
  }

  /// Whether there is another transaction.
  public boolean hasNext() {
    return written < rows;
  }

  /// Rows so far that were or will be committed.
  public long written() {
    return written;
  }

  /// The next transaction.
  public Transaction next() {
    Transaction transaction = draw();
    if (!transaction.aborted()) {
      written += transaction.rows();
      last = transaction;
    }
    return transaction;
  }

  private Transaction draw() {
    if (written * (SNAPSHOTS + 1) >= rows * (snapshots + 1)) {
      snapshots++;
      return numbered(snapshot(tables.get(snapshots % tables.size())), false);
    }
    if (written * (TRUNCATES + 1) + rows / 20 >= rows * (truncates + 1)) {
      truncates++;
      // By turns a table that is mirrored and one that keeps every change.
      WorkloadTable table = table(truncates % 2 == 0 ? "events" : "ledger");
      return numbered(List.of(changes.truncate(table)), false);
    }
    if (random.nextInt(100) == 0 && !last.aborted()) {
      return last;
    }
    return numbered(ordinary(), random.nextInt(40) == 0);
  }

  private WorkloadTable table(String name) {
    return tables.stream().filter(t -> t.name().equals(name)).findFirst().orElse(tables.getFirst());
  }

  private List<Changes.Draft> ordinary() {
    int size = random.nextInt(10) == 0 ? 200 + random.nextInt(400) : 1 + random.nextInt(60);
    List<Changes.Draft> drafts = new ArrayList<>();
    while (drafts.size() < size) {
      WorkloadTable table = weighted();
      changes.add(table, version(table), drafts);
    }
    return drafts;
  }

  /// A part of the table's keys, as they are now; what the snapshot does not see is gone.
  private List<Changes.Draft> snapshot(WorkloadTable table) {
    String id = "snapshot-" + snapshots;
    SequenceNumber startedAt = next;
    List<Changes.Draft> drafts = new ArrayList<>();
    drafts.add(changes.snapshotStart(table, id, startedAt));
    long keys = Math.min(table.keys(), 1_500);
    for (long key = 0; key < keys; key++) {
      if (random.nextInt(3) > 0) {
        drafts.add(changes.snapshotRow(table, version(table), key, id));
      }
    }
    drafts.add(changes.snapshotEnd(table, id, startedAt));
    return drafts;
  }

  private WorkloadTable weighted() {
    int ticket = random.nextInt(tables.stream().mapToInt(WorkloadTable::weight).sum());
    for (WorkloadTable table : tables) {
      ticket -= table.weight();
      if (ticket < 0) {
        return table;
      }
    }
    return tables.getLast();
  }

  private int version(WorkloadTable table) {
    int versions = table.versions().size();
    return (int) Math.min(versions - 1, written * versions / rows);
  }

  private Transaction numbered(List<Changes.Draft> drafts, boolean aborted) {
    List<Change> numbered = new ArrayList<>();
    SequenceNumber before = next;
    for (Changes.Draft draft : drafts) {
      for (Change change : draft.at(next)) {
        numbered.add(change);
        next = next.next();
      }
    }
    if (aborted) {
      next = before;
    }
    return new Transaction(numbered, aborted);
  }
}
