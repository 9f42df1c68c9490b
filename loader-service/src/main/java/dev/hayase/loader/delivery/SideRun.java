package dev.hayase.loader.delivery;

import dev.hayase.records.SourcePartition;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/// Records of a partition that are loaded again beside its live flow: what the thread that reads
/// them and the table's thread know of each other.
///
/// Both flows never write the same offset of a table that appends: this one stays below the
/// position that was settled when it began, and the live one goes on from there.
public final class SideRun {
  private final String id;
  private final SourcePartition partition;
  private final long start;
  private final Announcer announcer;
  private final CompletableFuture<Optional<SideGround>> ground = new CompletableFuture<>();
  private final LongAdder written = new LongAdder();
  private final LongAdder skipped = new LongAdder();
  private final LongAdder parked = new LongAdder();
  private volatile long position;

  /// Makes a stream known to whoever carries the run on, before its first row.
  @FunctionalInterface
  public interface Announcer {
    /// @param lease of the assignment in which the run began
    /// @return whether the partition is ours; if not, nothing may be written
    CompletableFuture<Boolean> announce(String stream, long lease);
  }

  /// @param id of the order
  /// @param start the first offset
  public SideRun(String id, SourcePartition partition, long start, Announcer announcer) {
    this.id = id;
    this.partition = partition;
    this.start = start;
    this.announcer = announcer;
    this.position = start;
  }

  public String id() {
    return id;
  }

  public SourcePartition partition() {
    return partition;
  }

  long start() {
    return start;
  }

  Announcer announcer() {
    return announcer;
  }

  void begins(SideGround onGround) {
    ground.complete(Optional.of(onGround));
  }

  /// The table does not load the partition now.
  public void deny() {
    ground.complete(Optional.empty());
  }

  /// What the run stands on; empty when the table does not load the partition now.
  public CompletableFuture<Optional<SideGround>> ground() {
    return ground;
  }

  void settledThrough(long settled) {
    position = settled;
  }

  /// Everything below it is in the table, parked or skipped.
  public long position() {
    return position;
  }

  void wrote() {
    written.increment();
  }

  /// A record went to the dead letters.
  public void parked() {
    parked.increment();
  }

  /// Records needed no row.
  public void skipped(long records) {
    skipped.add(records);
  }

  /// Rows that were sent.
  public long written() {
    return written.sum();
  }

  /// Records that needed no row.
  public long skipped() {
    return skipped.sum();
  }

  /// Records that went to the dead letters.
  public long parkedRecords() {
    return parked.sum();
  }
}
