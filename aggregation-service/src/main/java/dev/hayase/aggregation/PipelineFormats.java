package dev.hayase.aggregation;

import dev.hayase.aggregation.source.SourceFormat;
import dev.hayase.aggregation.source.SourceFormat.Identity;
import dev.hayase.aggregation.source.SourceFormats;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.TopicSettings;
import dev.hayase.records.format.ConnectLayout;
import dev.hayase.records.format.DeclaredFormats;
import dev.hayase.records.format.Schemas;
import dev.hayase.records.format.TopicFormat;
import dev.hayase.records.table.TableMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;

/// Decides how the records of a topic are read, as the loader decides it.
final class PipelineFormats implements SourceFormats {
  private final Pipeline pipeline;
  private final Schemas published;

  /// @param published the schemas of Hayase's own change records
  PipelineFormats(Pipeline pipeline, Schemas published) {
    this.pipeline = pipeline;
    this.published = published;
  }

  @Override
  public SourceFormat of(String topic) {
    return pipeline
        .topic(topic)
        .map(settings -> new SourceFormat(declared(settings), Identity.PRIMARY_KEY))
        .orElseGet(() -> SourceFormat.ofChanges(published));
  }

  private static TopicFormat declared(TopicSettings settings) {
    Optional<TableSchema> schema = schema(settings);
    return switch (settings.format()) {
      case JSON -> DeclaredFormats.json(settings, schema);
      case DEBEZIUM ->
          DeclaredFormats.connect(settings, schema, TableMode.MIRROR, ConnectLayout.ENVELOPE);
      case DEBEZIUM_FLAT ->
          DeclaredFormats.connect(settings, schema, TableMode.MIRROR, ConnectLayout.ROW);
      case AVRO -> throw new IllegalArgumentException("Avro is no source of aggregations");
    };
  }

  /// The columns that the pipeline declares for the topic.
  static Optional<TableSchema> schema(TopicSettings settings) {
    return settings
        .schema()
        .map(file -> {
          try {
            return DeclaredFormats.schema(settings, Files.readAllBytes(file));
          } catch (IOException e) {
            throw new UncheckedIOException("The schema " + file + " cannot be read", e);
          }
        });
  }
}
