package dev.hayase.loader.delivery;

import dev.hayase.loader.batch.Batch;
import dev.hayase.loader.outcome.Verdict.Pace;
import dev.hayase.records.table.TableShape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Batches of a lane whose columns BigQuery's write service does not know yet: they wait here while
/// the lane's other rows go on, and are tried again after a pause, or when BigQuery says that it
/// has learnt of a change.
final class Pen {
  private final Pauses pauses;
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  /// The widest shape of which BigQuery took rows.
  private @Nullable TableShape proven;

  private int failures;
  private long untilMillis = Long.MAX_VALUE;

  /// A batch and the shape of its rows.
  record Waiting(Batch batch, TableShape shape) {}

  Pen(Pauses pauses) {
    this.pauses = pauses;
  }

  /// BigQuery took rows of this shape.
  void proved(TableShape shape) {
    if (proven == null || !proven.takes(shape)) {
      proven = shape;
      failures = 0;
    }
  }

  /// BigQuery does not know columns of this shape.
  ///
  /// @return whether rows of an earlier shape can go on meanwhile
  boolean refused(TableShape shape, long nowMillis) {
    if (proven != null && proven.takes(shape)) {
      // It knew them once: somebody has changed the table.
      proven = null;
    }
    untilMillis = nowMillis + pauses.millis(Pace.SCHEMA, ++failures);
    return proven != null;
  }

  /// Whether rows of this shape have to wait here.
  boolean isFor(TableShape shape) {
    return isClosed() && proven != null && !proven.takes(shape);
  }

  /// The shape in which a row of the other shape could go meanwhile, if its other columns are NULL.
  Optional<TableShape> instead(TableShape shape) {
    return isFor(shape) ? Optional.ofNullable(proven) : Optional.empty();
  }

  void add(Batch batch, TableShape shape) {
    waiting.addLast(new Waiting(batch, shape));
  }

  /// Keeps rows that BigQuery refuses by rules that the table has no longer.
  void hold(Batch batch, TableShape shape, long nowMillis) {
    add(batch, shape);
    untilMillis = nowMillis + pauses.millis(Pace.SCHEMA, ++failures);
  }

  private boolean isClosed() {
    return untilMillis != Long.MAX_VALUE;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /// Whether any row is such a one.
  boolean anyRow(Predicate<byte[]> such) {
    return waiting.stream().anyMatch(each -> each.batch().rows().stream().anyMatch(such));
  }

  /// Bytes of the memory budget that its rows and their records hold.
  long charge() {
    long bytes = 0;
    for (Waiting each : waiting) {
      bytes += each.batch().charge();
    }
    return bytes;
  }

  /// When its batches are tried again.
  long untilMillis() {
    return waiting.isEmpty() ? Long.MAX_VALUE : untilMillis;
  }

  /// Has its batches tried at once.
  void hurry() {
    if (isClosed()) {
      untilMillis = 0;
    }
  }

  /// Lets out what waits, if it is time.
  List<Waiting> open(long nowMillis) {
    if (!isClosed() || nowMillis < untilMillis) {
      return List.of();
    }
    untilMillis = Long.MAX_VALUE;
    return empty();
  }

  /// Gives everything up.
  List<Waiting> empty() {
    List<Waiting> all = new ArrayList<>(waiting);
    waiting.clear();
    return all;
  }
}
