package dev.hayase.loader.delivery;

import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.Topics;
import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.Outcome;
import dev.hayase.loader.store.Tables;
import dev.hayase.pipeline.TableSettings.Delivery;
import dev.hayase.records.format.Schemas;
import dev.hayase.records.format.Schemas.SchemasUnavailableException;
import dev.hayase.records.format.Schemas.UnusableSchemaException;
import dev.hayase.records.table.PresentTable;
import dev.hayase.records.table.TableDefinition;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableShape;
import dev.hayase.records.table.TableView;
import dev.hayase.records.table.TableView.Each;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds out which table the rows of schemas need, and has it brought into that shape. Blocks;
/// keeps no state.
record Preparation(
    Schemas schemas, Tables tables, Shaping shaping, String topic, Destination destination) {
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
  record Wish(String schemaKey, TableSchema schema, TableDefinition definition) {}

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
    Result result = shaping.settle(wishes, known, topicId);
    if (result instanceof Result.Ready ready && ready.mode().appends()) {
      once()
          .ifPresent(
              each -> new Views(tables, topic).make(TableView.once(destination.table(), each)));
    }
    return result;
  }

  /// What has to be shown once beside the table.
  private Optional<Each> once() {
    if (Topics.streamOf(topic).isPresent()) {
      return Optional.of(Each.EVENT);
    }
    return destination.delivery() == Delivery.AT_LEAST_ONCE
        ? Optional.of(Each.RECORD)
        : Optional.empty();
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
}
