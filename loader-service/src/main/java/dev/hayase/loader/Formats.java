package dev.hayase.loader;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.loader.avro.AvroCodec;
import dev.hayase.loader.avro.AvroKeys;
import dev.hayase.loader.connect.ChangeOrder;
import dev.hayase.loader.connect.ConnectCodec;
import dev.hayase.loader.connect.InlineJson;
import dev.hayase.loader.delivery.Halt;
import dev.hayase.loader.format.ConnectFormat;
import dev.hayase.loader.format.ConnectLayout;
import dev.hayase.loader.format.ConnectSchemas;
import dev.hayase.loader.format.ConnectTopic;
import dev.hayase.loader.format.HayaseFormat;
import dev.hayase.loader.format.JsonFormat;
import dev.hayase.loader.format.TopicFormat;
import dev.hayase.loader.row.DocumentValues;
import dev.hayase.loader.row.FieldRules;
import dev.hayase.loader.row.IntegerTimes;
import dev.hayase.loader.store.Registry;
import dev.hayase.loader.store.Schemas;
import dev.hayase.loader.table.TableDefinition;
import dev.hayase.loader.table.TableMode;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.TopicSettings;
import dev.hayase.pipeline.TopicSettings.Documents;
import dev.hayase.pipeline.TopicSettings.OrderBy;
import dev.hayase.pipeline.TopicSettings.UnknownFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Decides how the records of a topic are read.
final class Formats {
  private static final Column UNKNOWN_FIELDS = Column.nullable("_unknown_fields", ColumnType.JSON);

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
            TableSchema schema = TableSchema.declared(Files.readAllBytes(file), settings.key());
            return settings.documents().unknownFields() == UnknownFields.KEPT_APART
                ? schema.with(UNKNOWN_FIELDS)
                : schema;
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
        .filter(settings -> Placement.mode(settings.table()) == TableMode.MIRROR)
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
    return switch (settings.format()) {
      case JSON -> json(topic, settings);
      case DEBEZIUM -> inline(connect(topic, settings, Optional.of(ConnectLayout.ENVELOPE)));
      case DEBEZIUM_FLAT -> inline(connect(topic, settings, Optional.of(ConnectLayout.ROW)));
      case AVRO -> avro(connect(topic, settings, Optional.empty()));
    };
  }

  private ConnectTopic connect(
      String topic, TopicSettings settings, Optional<ConnectLayout> layout) {
    return new ConnectTopic(
        layout,
        settings.key(),
        Optional.ofNullable(declared.get(topic)),
        Placement.mode(settings.table()),
        new ChangeOrder(settings.order().by() == OrderBy.SOURCE, settings.order().epochs()));
  }

  private static TopicFormat inline(ConnectTopic topic) {
    return connect(topic, new InlineJson(), new InlineJson());
  }

  /// The keys may be Avro or not; they have a codec of their own, since its last payload is good
  /// until the next.
  private TopicFormat avro(ConnectTopic topic) {
    Registry asked =
        registry.orElseThrow(() -> new IllegalStateException("The pipeline has no registry"));
    return connect(topic, AvroCodec.ofValues(asked), new AvroKeys(asked));
  }

  private static TopicFormat connect(ConnectTopic topic, ConnectCodec values, ConnectCodec keys) {
    ConnectSchemas schemas = new ConnectSchemas(topic, values, keys);
    return new TopicFormat(new ConnectFormat(topic, values, keys, schemas), schemas);
  }

  private TopicFormat json(String topic, TopicSettings settings) {
    Documents documents = settings.documents();
    IntegerTimes times =
        documents
            .integerTimes()
            .map(unit ->
                switch (unit) {
                  case SECONDS -> IntegerTimes.SECONDS;
                  case MILLISECONDS -> IntegerTimes.MILLISECONDS;
                  case MICROSECONDS -> IntegerTimes.MICROSECONDS;
                  case NANOSECONDS -> IntegerTimes.NANOSECONDS;
                })
            .orElse(IntegerTimes.REFUSED);
    FieldRules rules =
        switch (documents.unknownFields()) {
          case PARK, KEPT_APART -> FieldRules.OPTIONAL;
          case IGNORE -> FieldRules.OPEN;
        };
    JsonFormat format =
        new JsonFormat(
            Optional.ofNullable(declared.get(topic)),
            Placement.mode(settings.table()),
            new DocumentValues(times),
            rules);
    return new TopicFormat(format, format);
  }
}
