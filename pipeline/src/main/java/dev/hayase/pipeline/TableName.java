package dev.hayase.pipeline;

import java.util.Optional;

/// A table's full name, as the keys under `tables` write it.
record TableName(String source, String schema, String table) {
  static Optional<TableName> parse(String text) {
    String[] parts = text.split("\\.", 3);
    return parts.length == 3 && !parts[1].isEmpty() && !parts[2].isEmpty()
        ? Optional.of(new TableName(parts[0], parts[1], parts[2]))
        : Optional.empty();
  }

  String topic() {
    return source + "." + schema + "." + table;
  }

  /// The table's name in BigQuery when none is given.
  String inBigQuery() {
    return schema.equals("public") ? table : schema + "__" + table;
  }
}
