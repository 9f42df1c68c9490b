package dev.hayase.records.format;

import dev.hayase.event.schema.TableSchema;
import dev.hayase.records.connect.ChangeOrder;
import dev.hayase.records.table.TableMode;
import java.util.List;
import java.util.Optional;

/// What the pipeline says about a topic of Kafka Connect's.
///
/// @param layout empty when each schema tells
/// @param key columns of the primary key, where not the record's key says them
/// @param declared the table's schema, for records that carry none
/// @param mode what the table is meant to hold
/// @param order which of two changes of a row is the later one
public record ConnectTopic(
    Optional<ConnectLayout> layout,
    List<String> key,
    Optional<TableSchema> declared,
    TableMode mode,
    ChangeOrder order) {
  public ConnectTopic {
    key = List.copyOf(key);
  }

  /// Whether every value is an envelope.
  boolean enveloped() {
    return layout.equals(Optional.of(ConnectLayout.ENVELOPE));
  }

  /// Whether a record without a key may say that the source's table was emptied. The flattening
  /// transform leaves such records out.
  boolean mayHoldTruncates() {
    return mode != TableMode.APPEND && !layout.equals(Optional.of(ConnectLayout.ROW));
  }
}
