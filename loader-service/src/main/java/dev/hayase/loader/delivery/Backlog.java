package dev.hayase.loader.delivery;

import dev.hayase.loader.batch.Batch;
import dev.hayase.loader.batch.BatchLimits;
import dev.hayase.loader.batch.OffsetRanges;
import dev.hayase.records.table.TableShape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A lane's rows that are not on their way: the batch that is being filled, the full ones in the
/// order in which they go, and those that wait in the [Pen] until BigQuery knows their columns.
final class Backlog {
  private final Deque<Queued> queue = new ArrayDeque<>();
  private final Pen pen;
  private @Nullable Queued filling;
  private BatchLimits limits;

  /// A batch and the shape of its rows.
  record Queued(Batch batch, TableShape shape) {}

  Backlog(Pauses pauses, BatchLimits limits) {
    this.pen = new Pen(pauses);
    this.limits = limits;
  }

  /// From now on batches are filled up to these.
  void limit(BatchLimits now) {
    limits = now;
  }

  /// The batch that takes the next row of this shape and size.
  Batch batchFor(TableShape shape, int rowBytes, long nowMillis) {
    if (filling != null
        && (!filling.shape().equals(shape) || limits.exceededBy(filling.batch(), rowBytes))) {
      seal();
    }
    if (filling == null) {
      filling = new Queued(new Batch(nowMillis), shape);
    }
    return filling.batch();
  }

  /// The batch that is being filled goes without being full.
  void seal() {
    if (filling != null && !filling.batch().isEmpty()) {
      enqueue(filling);
    }
    filling = null;
  }

  /// The batch that is being filled goes if it is full or old enough. One that could not go anyway
  /// grows on beyond its age.
  void sealIfDue(long nowMillis) {
    if (filling != null && !filling.batch().isEmpty()) {
      Batch batch = filling.batch();
      if (limits.isFull(batch) || (queue.isEmpty() && nowMillis >= limits.dueMillis(batch))) {
        seal();
      }
    }
  }

  private void enqueue(Queued queued) {
    if (pen.isFor(queued.shape())) {
      pen.add(queued.batch(), queued.shape());
    } else {
      queue.addLast(queued);
    }
  }

  /// When there will be something to do without anybody's asking.
  long dueMillis() {
    long due = pen.untilMillis();
    if (filling != null && !filling.batch().isEmpty() && queue.isEmpty()) {
      due = Math.min(due, limits.dueMillis(filling.batch()));
    }
    return due;
  }

  /// The batch that goes next. One that was made when far larger ones went goes in halves.
  @Nullable Queued first() {
    Queued first = queue.peekFirst();
    while (first != null && limits.isFarExceededBy(first.batch())) {
      queue.removeFirst();
      for (Batch half : first.batch().halves().reversed()) {
        returnFirst(half, first.shape());
      }
      first = queue.peekFirst();
    }
    return first;
  }

  /// The batch that goes next has gone.
  void removeFirst() {
    queue.removeFirst();
  }

  /// A batch goes before all others.
  void returnFirst(Batch batch, TableShape shape) {
    queue.addFirst(new Queued(batch, shape));
  }

  /// Whether no batch is ready to go.
  boolean isIdle() {
    return queue.isEmpty();
  }

  /// Whether it holds no row.
  boolean isEmpty() {
    return queue.isEmpty() && pen.isEmpty() && (filling == null || filling.batch().isEmpty());
  }

  /// Whether any row is such a one.
  boolean anyRow(Predicate<byte[]> such) {
    return (filling != null && filling.batch().rows().stream().anyMatch(such))
        || queue.stream().anyMatch(queued -> queued.batch().rows().stream().anyMatch(such))
        || pen.anyRow(such);
  }

  /// Takes out the rows that the table holds.
  ///
  /// @param found takes them
  void withoutHeld(OffsetRanges held, Consumer<Batch.Entry> found) {
    List<Queued> all = new ArrayList<>(queue);
    if (filling != null) {
      all.add(filling);
    }
    queue.clear();
    filling = null;
    for (Queued queued : all) {
      requeue(queued, unwritten(queued.batch(), held, found));
    }
    for (Pen.Waiting waiting : pen.empty()) {
      List<Batch.Entry> unwritten = unwritten(waiting.batch(), held, found);
      if (!unwritten.isEmpty()) {
        pen.add(waiting.batch().of(unwritten), waiting.shape());
      }
    }
  }

  private static List<Batch.Entry> unwritten(
      Batch batch, OffsetRanges held, Consumer<Batch.Entry> found) {
    List<Batch.Entry> unwritten = new ArrayList<>();
    for (Batch.Entry entry : batch.entries()) {
      if (entry.record() != null && held.contains(entry.record().offset())) {
        found.accept(entry);
      } else {
        unwritten.add(entry);
      }
    }
    return unwritten;
  }

  private void requeue(Queued queued, List<Batch.Entry> rest) {
    if (!rest.isEmpty()) {
      queue.addLast(new Queued(queued.batch().of(rest), queued.shape()));
    }
  }

  /// Takes out the rows that were encoded for types that the table has no longer.
  ///
  /// @param now the shape that rows have now
  List<Batch.Entry> outdated(TableShape now) {
    seal();
    requeue(pen.empty());
    List<Queued> all = new ArrayList<>(queue);
    List<Batch.Entry> outdated = new ArrayList<>();
    queue.clear();
    for (Queued queued : all) {
      List<Batch.Entry> kept = new ArrayList<>();
      for (Batch.Entry entry : queued.batch().entries()) {
        boolean current = now.takes(queued.shape()) || entry.record() == null;
        (current ? kept : outdated).add(entry);
      }
      requeue(queued, kept);
    }
    return outdated;
  }

  private void requeue(List<Pen.Waiting> out) {
    out.forEach(waiting -> queue.addLast(new Queued(waiting.batch(), waiting.shape())));
  }

  /// Gives everything up.
  List<Batch.Entry> abandon() {
    seal();
    List<Batch.Entry> abandoned = new ArrayList<>();
    queue.forEach(queued -> abandoned.addAll(queued.batch().entries()));
    pen.empty().forEach(waiting -> abandoned.addAll(waiting.batch().entries()));
    queue.clear();
    return abandoned;
  }

  /// Bytes of the memory budget that the pen holds.
  long pennedCharge() {
    return pen.charge();
  }

  /// BigQuery took rows of this shape.
  void proved(TableShape shape) {
    pen.proved(shape);
  }

  /// BigQuery does not know this shape: what has it goes into the pen, if there are rows of an
  /// earlier one that can go on meanwhile.
  ///
  /// @return whether there are
  boolean refused(TableShape shape, long nowMillis) {
    boolean othersGoOn = pen.refused(shape, nowMillis);
    if (othersGoOn) {
      List<Queued> all = new ArrayList<>(queue);
      queue.clear();
      all.forEach(this::enqueue);
    }
    return othersGoOn;
  }

  /// Keeps rows that BigQuery refuses by rules that the table has no longer.
  void hold(Batch batch, TableShape shape, long nowMillis) {
    pen.hold(batch, shape, nowMillis);
  }

  /// Whether nothing waits for BigQuery to learn of a change.
  boolean isPenEmpty() {
    return pen.isEmpty();
  }

  /// When the pen's rows are tried again.
  long penUntilMillis() {
    return pen.untilMillis();
  }

  /// The pen's rows are tried again at once.
  void hurry() {
    pen.hurry();
  }

  /// Lets out of the pen what is to be tried again now.
  ///
  /// @param out called before anything joins the queue
  void letOut(long nowMillis, Runnable out) {
    List<Pen.Waiting> waiting = pen.open(nowMillis);
    if (!waiting.isEmpty()) {
      out.run();
      requeue(waiting);
    }
  }

  /// The shape in which a row of this one can go now if its other columns are NULL; empty when it
  /// need not wait.
  Optional<TableShape> instead(TableShape shape) {
    return pen.instead(shape);
  }
}
