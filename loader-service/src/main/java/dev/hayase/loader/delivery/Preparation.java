package dev.hayase.loader.delivery;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.Outcome;
import dev.hayase.loader.store.Rows;
import dev.hayase.loader.store.Schemas;
import dev.hayase.loader.store.Schemas.SchemasUnavailableException;
import dev.hayase.loader.store.Schemas.UnusableSchemaException;
import dev.hayase.loader.store.Tables;
import dev.hayase.loader.table.ConflictRules;
import dev.hayase.loader.table.Owner;
import dev.hayase.loader.table.PresentTable;
import dev.hayase.loader.table.TableChange;
import dev.hayase.loader.table.TableDefinition;
import dev.hayase.loader.table.TableMode;
import dev.hayase.loader.table.TableShape;
import dev.hayase.loader.table.TableUpdate;
import dev.hayase.loader.table.TableView;
import dev.hayase.loader.table.TopicMark;
import dev.hayase.pipeline.TableSettings.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the table into a shape that takes rows of schemas: makes it, adds columns, relaxes and
/// widens them. Blocks; keeps no state.
///
/// @param clearing keeps integers that FLOAT64 does not hold from columns; completes when none is
///   on its way
record Preparation(
    Schemas schemas,
    Tables tables,
    Rows rows,
    String topic,
    Destination destination,
    Function<Set<String>, CompletableFuture<Void>> clearing) {
  private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);
  private static final int MOST_ROUNDS = 12;

  /// What came of it.
  sealed interface Result {
    /// Rows of the schema that was asked for can go, and of others that were prepared with it.
    ///
    /// @param made whether there was no such table before
    /// @param limits of the table as it was found, and as it is
    record Ready(TableMode mode, List<Prepared> prepared, boolean made, Limits limits)
        implements Result {}

    /// No such schema was ever published.
    record UnknownSchema() implements Result {}

    /// What the table is, without regard to a schema.
    ///
    /// @param history its own columns, if it is a history table
    record Recalled(Optional<TableShape> history) implements Result {}

    /// They cannot go, whatever is tried.
    record Refused(String reason, String remedy) implements Result {}

    /// It has to be tried again.
    record Failed(Failure failure) implements Result {}
  }

  /// What the table demands of values beyond their types; see [PresentTable#limits].
  ///
  /// @param changedMillis when somebody changed the table before it was found; 0 for a new one
  record Limits(Set<String> found, Set<String> now, long changedMillis) {}

  /// A schema whose rows the table takes.
  ///
  /// @param shape that its rows have
  record Prepared(String schemaKey, TableSchema schema, TableShape shape) {}

  /// A schema whose rows the table is to take.
  private record Wish(String schemaKey, TableSchema schema, TableDefinition definition) {}

  /// Prepares.
  ///
  /// @param others schemas whose records wait, too: one update of the table serves them all
  /// @param known the shape in use
  /// @param mode the mode in use, empty at first
  /// @param topicId Kafka's id of the topic, where it is known
  Result prepare(
      String schemaKey,
      Set<String> others,
      TableShape known,
      Optional<TableMode> mode,
      Optional<String> topicId) {
    List<Wish> wishes = new ArrayList<>();
    try {
      Optional<TableSchema> schema = schemas.find(schemaKey);
      if (schema.isEmpty()) {
        return new Result.UnknownSchema();
      }
      Wish first = wish(schemaKey, schema.get());
      TableMode possible = first.definition().mode();
      if (mode.isPresent() && mode.get() != possible) {
        return new Result.Refused(
            "the source's primary key changed so that the table would be %s, and it is %s"
                .formatted(possible.code(), mode.get().code()),
            "Restore the primary key, or set another table: for this topic in pipeline.yaml and"
                + " restart the loader");
      }
      wishes.add(first);
      for (String other : others) {
        schemas
            .find(other)
            .map(found -> wish(other, found))
            .filter(wish -> wish.definition().mode() == possible)
            .ifPresent(wishes::add);
      }
    } catch (SchemasUnavailableException e) {
      return new Result.Failed(new Failure.SchemasUnavailable(String.valueOf(e.getMessage())));
    } catch (UnusableSchemaException e) {
      return new Result.Refused(String.valueOf(e.getMessage()), e.remedy());
    }
    Result result = settle(wishes, known, topicId);
    if (result instanceof Result.Ready ready
        && ready.mode().appends()
        && destination.delivery() == Delivery.AT_LEAST_ONCE) {
      new Views(tables, topic).make(TableView.once(destination.table()));
    }
    return result;
  }

  private Wish wish(String schemaKey, TableSchema schema) {
    TableMode mode = TableDefinition.modeFor(schema, destination.mode());
    return new Wish(
        schemaKey,
        schema,
        TableDefinition.of(destination.table(), mode, schema, destination.clusterBy()));
  }

  /// Finds out what the table is, for a control record that comes before any row.
  Result recall() {
    return switch (tables.describe(destination.table())) {
      case Outcome.Failed<Optional<PresentTable>>(Failure.NotFound _) ->
          new Result.Recalled(Optional.empty());
      case Outcome.Failed<Optional<PresentTable>> failed -> new Result.Failed(failed.failure());
      case Outcome.Done<Optional<PresentTable>> done ->
          new Result.Recalled(done.value().flatMap(TableShape::ofHistory));
    };
  }

  private Result settle(List<Wish> wishes, TableShape known, Optional<String> topicId) {
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
