package dev.hayase.loader;

import dev.hayase.event.schema.TableSchema;
import dev.hayase.loader.avro.AvroCodec;
import dev.hayase.loader.avro.AvroKeys;
import dev.hayase.loader.delivery.Halt;
import dev.hayase.loader.store.Registry;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.TopicSettings;
import dev.hayase.records.format.ConnectLayout;
import dev.hayase.records.format.ConnectTopic;
import dev.hayase.records.format.DeclaredFormats;
import dev.hayase.records.format.HayaseFormat;
import dev.hayase.records.format.Schemas;
import dev.hayase.records.format.TopicFormat;
import dev.hayase.records.table.TableDefinition;
import dev.hayase.records.table.TableMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Decides how the records of a topic are read.
final class Formats {
  private final Pipeline pipeline;
  private final Schemas published;
  private final Optional<Registry> registry;

  /// The schemas of topics that declare theirs, read when the service starts.
  private final Map<String, TableSchema> declared = new HashMap<>();

  /// @param published the schemas of Hayase's own change records
  /// @param registry of the topics in Avro
  Formats(Pipeline pipeline, Schemas published, Optional<Registry> registry) {
    this.pipeline = pipeline;
    this.published = published;
    this.registry = registry;
    pipeline
        .topics()
        .forEach((topic, settings) -> read(settings).ifPresent(s -> declared.put(topic, s)));
  }

  private static Optional<TableSchema> read(TopicSettings settings) {
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

  /// Why the topic cannot be loaded as the pipeline wants it, whatever its records say.
  Optional<Halt> refusal(String topic) {
    return Optional.ofNullable(declared.get(topic))
        .filter(schema ->
            isMirrorOfJson(topic)
                && TableDefinition.modeFor(schema, TableMode.MIRROR) != TableMode.MIRROR)
        .map(schema ->
            new Halt(
                "BigQuery makes no primary key of the columns " + schema.primaryKey(),
                "Name other columns under key: of the topic in pipeline.yaml, or set mode: append,"
                    + " and restart the loader"));
  }

  private boolean isMirrorOfJson(String topic) {
    return pipeline
        .topic(topic)
        .filter(settings -> settings.format() == TopicSettings.Format.JSON)
        .filter(settings -> DeclaredFormats.mode(settings.table()) == TableMode.MIRROR)
        .isPresent();
  }

  /// A new one for each caller, since a format is used by one thread.
  TopicFormat of(String topic) {
    return pipeline
        .topic(topic)
        .map(settings -> of(topic, settings))
        .orElseGet(() -> new TopicFormat(new HayaseFormat(), published));
  }

  private TopicFormat of(String topic, TopicSettings settings) {
    Optional<TableSchema> schema = Optional.ofNullable(declared.get(topic));
    TableMode mode = DeclaredFormats.mode(settings.table());
    return switch (settings.format()) {
      case JSON -> DeclaredFormats.json(settings, schema);
      case DEBEZIUM -> DeclaredFormats.connect(settings, schema, mode, ConnectLayout.ENVELOPE);
      case DEBEZIUM_FLAT -> DeclaredFormats.connect(settings, schema, mode, ConnectLayout.ROW);
      case AVRO -> avro(DeclaredFormats.topic(settings, schema, mode, Optional.empty()));
    };
  }

  /// The keys may be Avro or not; they have a codec of their own, since its last payload is good
  /// until the next.
  private TopicFormat avro(ConnectTopic topic) {
    Registry asked =
        registry.orElseThrow(() -> new IllegalStateException("The pipeline has no registry"));
    return DeclaredFormats.connect(topic, AvroCodec.ofValues(asked), new AvroKeys(asked));
  }
}
