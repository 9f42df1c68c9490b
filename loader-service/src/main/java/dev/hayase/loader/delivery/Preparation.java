package dev.hayase.loader.delivery;

import dev.hayase.event.schema.TableSchema;
import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.Outcome;
import dev.hayase.loader.store.Schemas;
import dev.hayase.loader.store.Schemas.SchemasUnavailableException;
import dev.hayase.loader.store.Tables;
import dev.hayase.loader.table.Owner;
import dev.hayase.loader.table.PresentTable;
import dev.hayase.loader.table.TableChange;
import dev.hayase.loader.table.TableDefinition;
import dev.hayase.loader.table.TableMode;
import dev.hayase.loader.table.TableRef;
import dev.hayase.loader.table.TableShape;
import java.util.List;
import java.util.Optional;

/// Brings the table into a shape that takes rows of a schema: makes it, or adds columns. Blocks;
/// keeps no state.
///
/// @param wanted the mode that the pipeline asks for
/// @param clusterBy source names of columns; empty means the key's
record Preparation(
    Schemas schemas,
    Tables tables,
    String topic,
    TableRef ref,
    TableMode wanted,
    List<String> clusterBy) {
  private static final int MOST_ROUNDS = 6;

  /// What came of it.
  sealed interface Result {
    /// Rows of the schema can go.
    record Ready(TableSchema schema, TableMode mode, TableShape shape) implements Result {}

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

  /// Prepares.
  ///
  /// @param known the shape in use
  /// @param mode the mode in use, empty at first
  Result prepare(String schemaKey, TableShape known, Optional<TableMode> mode) {
    Optional<TableSchema> schema;
    try {
      schema = schemas.find(schemaKey);
    } catch (SchemasUnavailableException e) {
      return new Result.Failed(new Failure.Unavailable(String.valueOf(e.getMessage())));
    }
    if (schema.isEmpty()) {
      return new Result.UnknownSchema();
    }
    TableMode possible = TableDefinition.modeFor(schema.get(), wanted);
    if (mode.isPresent() && mode.get() != possible) {
      return new Result.Refused(
          "the source's primary key changed so that the table would be %s, and it is %s"
              .formatted(possible.code(), mode.get().code()),
          "Restore the primary key, or set another table: for this topic in pipeline.yaml and restart the loader");
    }
    return settle(schema.get(), TableDefinition.of(ref, possible, schema.get(), clusterBy), known);
  }

  /// Finds out what the table is, for a control record that comes before any row.
  Result recall() {
    return switch (tables.describe(ref)) {
      case Outcome.Failed<Optional<PresentTable>>(Failure.NotFound _) ->
          new Result.Recalled(Optional.empty());
      case Outcome.Failed<Optional<PresentTable>> failed -> new Result.Failed(failed.failure());
      case Outcome.Done<Optional<PresentTable>> done ->
          new Result.Recalled(done.value().flatMap(TableShape::ofHistory));
    };
  }

  private Result settle(TableSchema schema, TableDefinition definition, TableShape known) {
    Failure last = new Failure.Unavailable("the table changes faster than it can be described");
    for (int round = 0; round < MOST_ROUNDS; round++) {
      switch (tables.describe(ref)) {
        case Outcome.Failed<Optional<PresentTable>> failed -> {
          if (!(failed.failure() instanceof Failure.NotFound)) {
            return new Result.Failed(failed.failure());
          }
          // The dataset may be missing; making the table makes it.
          last = failed.failure();
          if (tables.create(definition, Owner.of(topic)) instanceof Outcome.Failed<Boolean> f
              && !(f.failure() instanceof Failure.AlreadyExists)) {
            return new Result.Failed(f.failure());
          }
        }
        case Outcome.Done<Optional<PresentTable>> done -> {
          Optional<Result> result = step(schema, definition, done.value(), known);
          if (result.isPresent()) {
            return result.get();
          }
        }
      }
    }
    return new Result.Failed(last);
  }

  /// One step towards the definition; empty when the table has to be described again.
  private Optional<Result> step(
      TableSchema schema,
      TableDefinition definition,
      Optional<PresentTable> present,
      TableShape known) {
    if (present.isEmpty()) {
      return retriable(tables.create(definition, Owner.of(topic)));
    }
    return switch (TableChange.between(definition, Owner.of(topic), present.get(), known)) {
      case TableChange.Ready ready ->
          Optional.of(new Result.Ready(schema, definition.mode(), ready.shape()));
      case TableChange.Refused refused ->
          Optional.of(new Result.Refused(refused.reason(), refused.remedy()));
      case TableChange.AddColumns add ->
          retriable(tables.addColumns(ref, present.get(), add.columns()));
    };
  }

  private static Optional<Result> retriable(Outcome<Boolean> outcome) {
    return switch (outcome) {
      case Outcome.Done<Boolean> _ -> Optional.empty();
      case Outcome.Failed<Boolean>(Failure.AlreadyExists _) -> Optional.empty();
      case Outcome.Failed<Boolean>(Failure.ChangedMeanwhile _) -> Optional.empty();
      case Outcome.Failed<Boolean> failed -> Optional.of(new Result.Failed(failed.failure()));
    };
  }
}
