package dev.hayase.loader.delivery;

import dev.hayase.event.schema.TableSchema;
import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.Outcome;
import dev.hayase.loader.store.Tables;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.format.Compiled;
import dev.hayase.records.format.Reading;
import dev.hayase.records.format.RowEncoding;
import dev.hayase.records.format.Schemas.SchemasUnavailableException;
import dev.hayase.records.format.Schemas.UnusableSchemaException;
import dev.hayase.records.format.TopicFormat;
import dev.hayase.records.row.Encoded;
import dev.hayase.records.table.ConflictRules;
import dev.hayase.records.table.Owner;
import dev.hayase.records.table.PresentColumn;
import dev.hayase.records.table.PresentTable;
import dev.hayase.records.table.TableChange;
import dev.hayase.records.table.TableDefinition;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableShape;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Tells which records the table takes, for a fold: one that is going to be parked replaces
/// nothing.
///
/// Changes nothing, and asks BigQuery once for each schema. Where the table has to be changed for a
/// schema first, its rows are judged as if it was. What BigQuery itself is going to refuse is not
/// known here and counts as loadable. Blocks; used by one thread.
final class Loadable implements Predicate<SourceRecord> {
  private final TopicFormat format;
  private final Tables tables;
  private final String owner;
  private final Destination destination;

  /// By schema key; empty where no row of the schema can be loaded.
  private final Map<String, Optional<RowEncoding>> encodings = new HashMap<>();

  /// @param format nobody else's
  Loadable(TopicFormat format, Tables tables, String topic, Destination destination) {
    this.format = format;
    this.tables = tables;
    this.owner = Owner.of(topic);
    this.destination = destination;
  }

  /// Throws a [SchemasUnavailableException] when somebody who has to be asked does not answer.
  @Override
  public boolean test(SourceRecord record) {
    return format.format().read(record) instanceof Reading.Row(String schemaKey)
        && encodings
            .computeIfAbsent(schemaKey, this::encoding)
            .filter(encoding -> encoding.encode(record) instanceof Encoded.Row)
            .isPresent();
  }

  private Optional<RowEncoding> encoding(String schemaKey) {
    try {
      return format.schemas().find(schemaKey).flatMap(schema -> encoding(schemaKey, schema));
    } catch (UnusableSchemaException e) {
      return Optional.empty();
    }
  }

  private Optional<RowEncoding> encoding(String schemaKey, TableSchema schema) {
    TableMode mode = TableDefinition.modeFor(schema, destination.mode());
    TableDefinition wanted =
        TableDefinition.of(destination.table(), mode, schema, destination.clusterBy());
    return shape(wanted)
        .map(shape -> format.format().compile(schemaKey, schema, mode, shape))
        .flatMap(compiled ->
            compiled instanceof Compiled.Ready(RowEncoding encoding)
                ? Optional.of(encoding)
                : Optional.empty());
  }

  private Optional<TableShape> shape(TableDefinition wanted) {
    PresentTable present = present().orElseGet(() -> made(wanted));
    TableChange change = change(wanted, present);
    return switch (change instanceof TableChange.Update ? change(wanted, made(wanted)) : change) {
      case TableChange.Ready ready -> Optional.of(ready.shape());
      case TableChange.Update _, TableChange.Refused _ -> Optional.empty();
    };
  }

  private TableChange change(TableDefinition wanted, PresentTable present) {
    ConflictRules rules = new ConflictRules(destination.conflicts());
    return TableChange.between(wanted, owner, present, TableShape.EMPTY, rules);
  }

  private Optional<PresentTable> present() {
    return switch (tables.describe(destination.table())) {
      case Outcome.Done<Optional<PresentTable>> done -> done.value();
      case Outcome.Failed<Optional<PresentTable>>(Failure.NotFound _) -> Optional.empty();
      case Outcome.Failed<Optional<PresentTable>> failed ->
          throw new SchemasUnavailableException(
              "BigQuery did not describe the table: " + failed.failure().detail());
    };
  }

  /// The table as it is when it is made as wanted.
  private PresentTable made(TableDefinition wanted) {
    return new PresentTable(
        "",
        wanted.columns().stream().map(PresentColumn::of).toList(),
        wanted.primaryKey(),
        Optional.of(owner),
        Optional.empty(),
        0);
  }
}
