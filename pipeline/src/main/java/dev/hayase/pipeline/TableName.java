package dev.hayase.pipeline;

import dev.hayase.event.schema.BigQueryName;
import dev.hayase.event.topic.ChangeTopic;
import java.util.Optional;

/// A table's full name, as the keys under `tables` write it: the first dot ends the source, the
/// second the schema.
record TableName(String source, String schema, String table) {
  static Optional<TableName> parse(String text) {
    String[] parts = text.split("\\.", 3);
    return parts.length == 3 && !parts[1].isEmpty() && !parts[2].isEmpty()
        ? Optional.of(new TableName(parts[0], parts[1], parts[2]))
        : Optional.empty();
  }

  /// @throws IllegalArgumentException when the table cannot have one
  String topic() {
    return new ChangeTopic(source, schema, table).name();
  }

  /// The table's name in BigQuery when none is given.
  ///
  /// @throws IllegalArgumentException when it cannot have one
  String inBigQuery() {
    return BigQueryName.table(schema, table);
  }
}
