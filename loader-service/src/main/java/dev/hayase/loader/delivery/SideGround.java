package dev.hayase.loader.delivery;

import dev.hayase.loader.batch.Assignment;
import dev.hayase.loader.batch.OffsetRanges;
import dev.hayase.loader.fold.FoldRules;
import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.Outcome;
import dev.hayase.records.SourcePartition;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.format.Refusal;
import dev.hayase.records.table.OwnColumns;
import dev.hayase.records.table.PresentTable;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableRef;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/// What a [SideRun] stands on: the table, and how far the live flow was when the run began. Its
/// questions block.
///
/// @param settled the live flow's position: it writes nothing below
/// @param assignment of the partition
/// @param wanted what the pipeline says that the table holds
/// @param rules what makes a mirror's record needless
/// @param loadable whether the table takes a record; may block
public record SideGround(
    TableContext context,
    TableRef table,
    SourcePartition partition,
    TableMode wanted,
    FoldRules rules,
    Predicate<SourceRecord> loadable,
    long settled,
    Assignment assignment) {

  /// Whether the table keeps each record as a row, by partition and offset.
  public Outcome<Boolean> appends() {
    return switch (context.tables().describe(table)) {
      case Outcome.Done<Optional<PresentTable>> done ->
          Outcome.done(
              done.value()
                  .map(present -> present.type(OwnColumns.OFFSET).isPresent())
                  .orElse(wanted.appends()));
      case Outcome.Failed<Optional<PresentTable>>(Failure.NotFound _) ->
          Outcome.done(wanted.appends());
      case Outcome.Failed<Optional<PresentTable>> failed -> Outcome.failed(failed.failure());
    };
  }

  /// The streams that others may still write the partition's rows to.
  public Set<String> former() {
    Set<String> former = new LinkedHashSet<>();
    assignment.note().stream().ifPresent(former::add);
    former.addAll(context.claims().former(partition, assignment.lease()));
    return former;
  }

  /// Ends streams that others may still write to: nothing is asked of the table before that.
  public Outcome<Boolean> finish(Collection<String> streams) {
    for (String stream : streams) {
      if (context.streams().finish(stream) instanceof Outcome.Failed<OptionalLong> failed) {
        return Outcome.failed(failed.failure());
      }
    }
    return Outcome.done(true);
  }

  /// The offsets from `from` to before `to` whose rows the table has.
  public Outcome<OffsetRanges> held(long from, long to) {
    return switch (context.rows().offsets(table, partition.partition(), from, to)) {
      case Outcome.Failed<OffsetRanges>(Failure.NotFound _) -> Outcome.done(OffsetRanges.NONE);
      case Outcome<OffsetRanges> outcome -> outcome;
    };
  }

  /// Puts a record into the dead letters.
  public CompletableFuture<Void> park(SourceRecord record, Refusal refusal) {
    return context.parking().park(record, table, refusal);
  }
}
