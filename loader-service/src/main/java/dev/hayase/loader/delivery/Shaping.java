package dev.hayase.loader.delivery;

import dev.hayase.event.schema.Column;
import dev.hayase.loader.delivery.Preparation.Limits;
import dev.hayase.loader.delivery.Preparation.Prepared;
import dev.hayase.loader.delivery.Preparation.Result;
import dev.hayase.loader.delivery.Preparation.Wish;
import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.Outcome;
import dev.hayase.loader.store.Rows;
import dev.hayase.loader.store.Tables;
import dev.hayase.records.table.ConflictRules;
import dev.hayase.records.table.Owner;
import dev.hayase.records.table.PresentTable;
import dev.hayase.records.table.TableChange;
import dev.hayase.records.table.TableDefinition;
import dev.hayase.records.table.TableShape;
import dev.hayase.records.table.TableUpdate;
import dev.hayase.records.table.TopicMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings a table into a shape that takes rows: makes it, adds columns, relaxes and widens them,
/// one look at it after the other, since others may change it, too. Blocks; keeps no state.
///
/// @param clearing keeps integers that FLOAT64 does not hold from columns; completes when none is
///   on its way
record Shaping(
    Tables tables,
    Rows rows,
    String topic,
    Destination destination,
    Function<Set<String>, CompletableFuture<Void>> clearing) {
  private static final Logger LOG = LoggerFactory.getLogger(Shaping.class);
  private static final int MOST_ROUNDS = 12;

  /// Takes steps until the table is so, or says why it cannot be.
  ///
  /// @param wishes the first is the one that was asked for
  /// @param known the shape in use
  Result settle(List<Wish> wishes, TableShape known, Optional<String> topicId) {
    Failure last = new Failure.Unavailable("the table changes faster than it can be described");
    ConflictRules rules = new ConflictRules(destination.conflicts());
    boolean made = false;
    Optional<PresentTable> found = Optional.empty();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      switch (tables.describe(destination.table())) {
        case Outcome.Failed<Optional<PresentTable>> failed -> {
          if (!(failed.failure() instanceof Failure.NotFound)) {
            return new Result.Failed(failed.failure());
          }
          // The dataset may be missing; making the table makes it.
          last = failed.failure();
          made = true;
          Optional<Failure> failure = failureOf(create(wishes.getFirst()));
          if (failure.isPresent()) {
            return new Result.Failed(failure.get());
          }
        }
        case Outcome.Done<Optional<PresentTable>>(Optional<PresentTable> present)
            when present.isEmpty() -> {
          made = true;
          Optional<Failure> failure = failureOf(create(wishes.getFirst()));
          if (failure.isPresent()) {
            return new Result.Failed(failure.get());
          }
        }
        case Outcome.Done<Optional<PresentTable>>(Optional<PresentTable> present) -> {
          Optional<Result> marking =
              marking(wishes.getFirst().definition(), present.orElseThrow(), topicId);
          if (marking.isPresent()) {
            return marking.get();
          }
          switch (step(wishes, present.orElseThrow(), known, rules, made, found)) {
            case Step.Over over -> {
              return over.result();
            }
            case Step.Again again -> {
              rules = again.rules();
              found = found.or(() -> present);
            }
          }
        }
      }
    }
    return new Result.Failed(last);
  }

  /// Sees to it that the table is the one of this topic, and not of a former one of its name.
  ///
  /// @return why it cannot be prepared now, if so
  private Optional<Result> marking(
      TableDefinition wanted, PresentTable present, Optional<String> topicId) {
    Optional<TableChange.Refused> refusal = TopicMark.refusal(wanted, present, topicId);
    if (refusal.isPresent()) {
      return refusal.map(r -> new Result.Refused(r.reason(), r.remedy()));
    }
    return TopicMark.missing(present, topicId)
        .flatMap(mark -> failureOf(tables.mark(destination.table(), present, mark)))
        .map(Result.Failed::new);
  }

  private Outcome<Boolean> create(Wish wish) {
    return tables.create(wish.definition(), Owner.of(topic));
  }

  /// What came of one look at the table.
  private sealed interface Step {
    record Over(Result result) implements Step {}

    /// The table has to be described again.
    record Again(ConflictRules rules) implements Step {}
  }

  private Step step(
      List<Wish> wishes,
      PresentTable present,
      TableShape known,
      ConflictRules rules,
      boolean made,
      Optional<PresentTable> found) {
    TableUpdate update = TableUpdate.NONE;
    TableShape shape = known;
    List<Prepared> prepared = new ArrayList<>();
    for (Wish wish : wishes) {
      switch (TableChange.between(wish.definition(), Owner.of(topic), present, shape, rules)) {
        case TableChange.Ready ready -> {
          shape = ready.shape();
          prepared.add(new Prepared(wish.schemaKey(), wish.schema(), shape));
        }
        case TableChange.Update more -> update = update.and(more.update());
        case TableChange.Refused refused when wish.equals(wishes.getFirst()) -> {
          return new Step.Over(new Result.Refused(refused.reason(), refused.remedy()));
        }
        case TableChange.Refused _ -> {}
      }
    }
    return update.isEmpty()
        ? new Step.Over(
            new Result.Ready(
                wishes.getFirst().definition().mode(),
                prepared,
                made,
                limits(found.orElse(present), present, made)))
        : take(update, present, rules);
  }

  private static Limits limits(PresentTable found, PresentTable now, boolean made) {
    return new Limits(found.limits(), now.limits(), made ? 0 : found.changedMillis());
  }

  private Step take(TableUpdate update, PresentTable present, ConflictRules rules) {
    if (!update.unproved().isEmpty()) {
      clearing.apply(update.unproved()).join();
    }
    for (String column : update.unproved()) {
      switch (rows.fitFloat64(destination.table(), column)) {
        case Outcome.Failed<Boolean> failed -> {
          return new Step.Over(new Result.Failed(failed.failure()));
        }
        case Outcome.Done<Boolean>(Boolean fit) when !fit -> {
          return new Step.Again(rules.fixing(Set.of(column)));
        }
        case Outcome.Done<Boolean> _ -> {}
      }
    }
    Outcome<Boolean> outcome = tables.update(destination.table(), present, update);
    if (outcome instanceof Outcome.Failed<Boolean>(Failure.RequestRefused refused)
        && !update.widened().isEmpty()) {
      List<String> columns = update.widened().stream().map(Column::name).toList();
      LOG.atWarn()
          .addKeyValue("table", destination.table())
          .addKeyValue("columns", columns)
          .addKeyValue("reason", refused.detail())
          .log("BigQuery does not widen columns; their types stay");
      return new Step.Again(rules.fixing(Set.copyOf(columns)));
    }
    return failureOf(outcome)
        .<Step>map(failure -> new Step.Over(new Result.Failed(failure)))
        .orElseGet(() -> new Step.Again(rules));
  }

  /// Why it did not work, unless another loader was faster.
  private static Optional<Failure> failureOf(Outcome<Boolean> outcome) {
    return switch (outcome) {
      case Outcome.Done<Boolean> _ -> Optional.empty();
      case Outcome.Failed<Boolean>(Failure.AlreadyExists _) -> Optional.empty();
      case Outcome.Failed<Boolean>(Failure.ChangedMeanwhile _) -> Optional.empty();
      case Outcome.Failed<Boolean>(Failure failure) -> Optional.of(failure);
    };
  }
}
