package dev.hayase.pipeline;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A topic that somebody else writes, and how it becomes a table.
///
/// @param schema a file with the table's schema as `bq show --schema` prints it
/// @param key columns by which a mirror's rows are told apart; empty means the record's own key
/// @param documents how a topic of plain JSON is read
/// @param order which change of a row is the later one, in topics of other captures
/// @param table its name is always present
public record TopicSettings(
    Format format,
    Optional<Path> schema,
    List<String> key,
    Documents documents,
    Order order,
    TableSettings table) {
  public TopicSettings {
    key = List.copyOf(key);
  }

  /// The same with another name for the table.
  TopicSettings named(String name) {
    return new TopicSettings(
        format,
        schema,
        key,
        documents,
        order,
        new TableSettings(
            table.mode(),
            table.dataset(),
            Optional.of(name),
            table.clusterBy(),
            table.delivery(),
            table.priority(),
            table.onTruncate(),
            table.onTypeConflict()));
  }

  /// How the topic's records are written.
  public enum Format {
    /// One JSON document for each record.
    JSON,
    /// Debezium's envelope in JSON, with or without its schema beside it.
    DEBEZIUM,
    /// Debezium's rows in JSON, as its flattening transform `ExtractNewRecordState` leaves them.
    DEBEZIUM_FLAT,
    /// Avro behind the id of a schema in a registry: rows, or Debezium's envelope.
    AVRO
  }

  /// How documents in plain JSON are read by a schema.
  ///
  /// @param unknownFields what becomes of a field that the schema does not have
  /// @param integerTimes the unit of integers that stand for a TIMESTAMP; without it they are
  ///   parked
  public record Documents(UnknownFields unknownFields, Optional<IntegerTimes> integerTimes) {
    public static final Documents DEFAULT = new Documents(UnknownFields.PARK, Optional.empty());
  }

  /// Which of two changes is the later one.
  ///
  /// @param by what tells within an epoch
  /// @param epochs the moments since which the source's log is another one, the earliest first: a
  ///   change that Kafka took after such a moment is later than all that it took before
  public record Order(OrderBy by, List<Instant> epochs) {
    public static final Order DEFAULT = new Order(OrderBy.SOURCE, List.of());

    public Order {
      epochs = List.copyOf(epochs);
    }
  }

  /// What tells which of two changes is the later one.
  public enum OrderBy {
    /// Their places in the source's log; where they do not say them, as [#KAFKA].
    SOURCE,
    /// Their offsets in the topic's partition.
    KAFKA
  }

  /// What becomes of a field that the schema does not have.
  public enum UnknownFields {
    /// Its record goes to the dead letters.
    PARK,
    /// It is left out.
    IGNORE,
    /// Whoever writes the record has put it into the JSON column `_unknown_fields`.
    KEPT_APART
  }

  /// What an integer counts since 1970.
  public enum IntegerTimes {
    SECONDS,
    MILLISECONDS,
    MICROSECONDS,
    NANOSECONDS
  }
}
