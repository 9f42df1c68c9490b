package dev.hayase.loader.format;

import dev.hayase.event.schema.TableSchema;
import dev.hayase.loader.table.TableMode;
import java.util.List;
import java.util.Optional;

/// What the pipeline says about a topic of Kafka Connect's.
///
/// @param layout empty when each schema tells
/// @param key columns of the primary key, where not the record's key says them
/// @param declared the table's schema, for records that carry none
/// @param mode what the table is meant to hold
/// @param ignoresTruncates whether a truncate of the source changes nothing
public record ConnectTopic(
    Optional<ConnectLayout> layout,
    List<String> key,
    Optional<TableSchema> declared,
    TableMode mode,
    boolean ignoresTruncates) {
  public ConnectTopic {
    key = List.copyOf(key);
  }

  /// Whether every value is an envelope.
  boolean enveloped() {
    return layout.equals(Optional.of(ConnectLayout.ENVELOPE));
  }
}
