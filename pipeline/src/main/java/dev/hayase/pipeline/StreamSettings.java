package dev.hayase.pipeline;

import dev.hayase.pipeline.TopicSettings.Documents;
import dev.hayase.pipeline.TopicSettings.Format;
import dev.hayase.pipeline.TopicSettings.IntegerTimes;
import dev.hayase.pipeline.TopicSettings.Order;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A stream of events: what the log-service takes for it, and the table that it becomes. Its topic
/// is [named][dev.hayase.event.topic.Topics#stream] after it.
///
/// @param schema what its events look like; without one they go whole into a JSON column
/// @param identity how its events are told apart
/// @param time where its events say when they happened
/// @param key the path of the field whose value is the record's key in Kafka
/// @param personal path to what becomes of the field's value before Kafka sees it
/// @param largest the most bytes of one event
/// @param topic how the topic is created
/// @param table its name is always present, but for the stream of all names
public record StreamSettings(
    Optional<Schema> schema,
    Identity identity,
    Time time,
    Optional<String> key,
    Map<String, Personal> personal,
    ByteSize largest,
    Topic topic,
    TableSettings table) {
  /// The name that stands for every stream that is not named.
  public static final String ANY = "*";

  public StreamSettings {
    personal = Map.copyOf(personal);
  }

  /// How the loader reads its topic.
  ///
  /// @param tableName of the table, unless the settings name one
  TopicSettings topicSettings(String tableName) {
    Optional<Schema> columns = schema.filter(s -> s.language() == Language.BIGQUERY);
    TopicSettings settings =
        new TopicSettings(
            Format.JSON,
            columns.map(Schema::file),
            List.of(),
            new Documents(
                columns
                    .map(s ->
                        switch (s.unknownFields()) {
                          case QUARANTINE -> TopicSettings.UnknownFields.PARK;
                          case KEEP -> TopicSettings.UnknownFields.KEPT_APART;
                        })
                    .orElse(TopicSettings.UnknownFields.PARK),
                time.integers()),
            Order.DEFAULT,
            table);
    return table.table().isPresent() ? settings : settings.named(tableName);
  }

  /// What the events of a stream look like.
  public record Schema(Path file, Language language, UnknownFields unknownFields) {}

  /// What a schema is written in.
  public enum Language {
    /// A table's columns, as `bq show --schema` prints them.
    BIGQUERY,
    /// json-schema.org's.
    JSON_SCHEMA
  }

  /// What becomes of fields that the schema does not have.
  public enum UnknownFields {
    /// Their event is quarantined.
    QUARANTINE,
    /// They go into a JSON column of their own.
    KEEP
  }

  /// How events are told apart.
  ///
  /// @param path of the field that holds an event's id
  /// @param required whether an event without an id is quarantined; else one is derived
  public record Identity(Optional<String> path, boolean required) {
    public static final Identity DERIVED = new Identity(Optional.empty(), false);
  }

  /// Where events say when they happened.
  ///
  /// @param integers what integers count there since 1970
  public record Time(Optional<String> path, Optional<IntegerTimes> integers) {
    public static final Time UNTOLD = new Time(Optional.empty(), Optional.empty());
  }

  /// How a topic is created.
  ///
  /// @param partitions else as many as `kafka.partitions` says
  public record Topic(Duration retention, OptionalInt partitions) {
    public static final Topic DEFAULT = new Topic(Duration.ofDays(7), OptionalInt.empty());
  }

  /// What becomes of a value that is personal data.
  public enum Personal {
    /// The field is left out.
    DROP,
    /// The value is replaced by `***`.
    MASK,
    /// An IP address loses its last octet, or its last 80 bits.
    TRUNCATE,
    /// The value is replaced by its HMAC-SHA-256 under a secret key, with the key's id before it.
    HASH,
    /// The value is replaced by itself, encrypted with AES-GCM, with the key's id before it.
    ENCRYPT
  }
}
