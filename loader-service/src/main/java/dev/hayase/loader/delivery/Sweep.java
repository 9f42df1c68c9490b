package dev.hayase.loader.delivery;

import dev.hayase.event.schema.ColumnType;
import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.Outcome;
import dev.hayase.loader.store.Rows;
import dev.hayase.loader.store.Tables;
import dev.hayase.records.row.Encoded;
import dev.hayase.records.row.RowEncoder;
import dev.hayase.records.row.RowPlan;
import dev.hayase.records.table.OwnColumns;
import dev.hayase.records.table.PresentTable;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableRef;
import dev.hayase.records.table.TableShape;
import dev.hayase.records.table.TableShape.ShapeColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// Finds the rows of a mirror that are older than a snapshot or a truncate, and makes their
/// deletions, as of that moment: a row that was written since has a higher number and stays.
///
/// Runs on a thread of its own and waits while too many of its deletions are unacknowledged. Safe
/// to repeat.
final class Sweep {
  private static final int CHUNK = 500;
  private static final int MOST_CHUNKS = 8;

  private final Tables tables;
  private final Rows rows;
  private final TableRef table;
  private final String cutoff;
  private final Semaphore room = new Semaphore(CHUNK * MOST_CHUNKS);
  private final RowEncoder encoder = new RowEncoder();
  private volatile TableShape shape = TableShape.EMPTY;
  private volatile boolean abandoned;

  Sweep(Tables tables, Rows rows, TableRef table, String cutoff) {
    this.tables = tables;
    this.rows = rows;
    this.table = table;
    this.cutoff = cutoff;
  }

  /// The shape of the deletions.
  TableShape shape() {
    return shape;
  }

  /// So many deletions were acknowledged: there is room for others.
  void acknowledged(int deletions) {
    room.release(deletions);
  }

  /// Nobody waits for it any more.
  void abandon() {
    abandoned = true;
    room.release(Integer.MAX_VALUE / 2);
  }

  /// Finds and makes.
  ///
  /// @param deletions takes them, some at a time
  Optional<Failure> run(Consumer<List<byte[]>> deletions) {
    return switch (tables.describe(table)) {
      case Outcome.Failed<Optional<PresentTable>>(Failure.NotFound _) -> Optional.empty();
      case Outcome.Failed<Optional<PresentTable>> failed -> Optional.of(failed.failure());
      case Outcome.Done<Optional<PresentTable>> done ->
          done.value().flatMap(present -> run(present, deletions));
    };
  }

  private Optional<Failure> run(PresentTable present, Consumer<List<byte[]>> deletions) {
    TableShape keyed = TableShape.EMPTY;
    for (String key : present.primaryKey()) {
      keyed = keyed.with(key, present.type(key).flatMap(type -> type));
    }
    List<ShapeColumn> keys = keyed.columns();
    if (keys.isEmpty() || keys.stream().anyMatch(k -> k.type().isEmpty())) {
      return Optional.empty();
    }
    shape = keyed.with(OwnColumns.SEQUENCE, Optional.of(ColumnType.STRING));
    RowPlan plan = RowPlan.ofKeys(keys, TableMode.MIRROR, shape);
    List<byte[]> chunk = new ArrayList<>();
    Outcome<Long> found =
        rows.keysBefore(
            table,
            keys,
            cutoff,
            key -> {
              chunk.add(deletion(plan, key));
              if (chunk.size() == CHUNK) {
                pass(chunk, deletions);
              }
            });
    pass(chunk, deletions);
    return found instanceof Outcome.Failed<Long> failed
        ? Optional.of(failed.failure())
        : Optional.empty();
  }

  private byte[] deletion(RowPlan plan, byte[] key) {
    return switch (encoder.encodeDeletion(plan, key, cutoff)) {
      case Encoded.Row row -> row.protobuf();
      case Encoded.Unfit unfit ->
          throw new IllegalStateException(
              "BigQuery returned a key that it does not take: " + unfit.reason());
    };
  }

  private void pass(List<byte[]> chunk, Consumer<List<byte[]>> deletions) {
    if (!chunk.isEmpty() && !abandoned) {
      room.acquireUninterruptibly(chunk.size());
      deletions.accept(List.copyOf(chunk));
    }
    chunk.clear();
  }
}
