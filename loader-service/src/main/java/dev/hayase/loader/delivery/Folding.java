package dev.hayase.loader.delivery;

import dev.hayase.loader.fold.Fold;
import dev.hayase.loader.fold.FoldRules;
import dev.hayase.loader.fold.Superseded;
import dev.hayase.loader.store.PartitionLog;
import dev.hayase.records.SourcePartition;
import dev.hayase.records.SourceRecord;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// Folds ranges of partitions, of all tables one at a time, so that memory stays bounded when many
/// are due.
public final class Folding {
  private final PartitionLog log;
  private final Semaphore turn = new Semaphore(1);

  public Folding(PartitionLog log) {
    this.log = log;
  }

  /// Folds. Blocks; throws a [RuntimeException] when Kafka does not answer.
  ///
  /// @param loadable whether the table takes a record; may block
  /// @param wanted asked now and then; as soon as it says no, this ends
  /// @return empty when it was no longer wanted
  Optional<Superseded> fold(
      SourcePartition partition,
      long from,
      long end,
      FoldRules rules,
      Predicate<SourceRecord> loadable,
      BooleanSupplier wanted) {
    turn.acquireUninterruptibly();
    try {
      Fold fold = new Fold(from, end, rules, loadable);
      while (fold.wantsPass()) {
        if (!log.read(partition, from, end, fold::see, wanted)) {
          return Optional.empty();
        }
        fold.passed();
      }
      return Optional.of(fold.superseded());
    } finally {
      turn.release();
    }
  }
}
