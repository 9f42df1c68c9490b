package dev.hayase.pipeline;

import java.util.List;

/// A database whose changes are captured.
public sealed interface Source permits MysqlSource, PostgresSource {
  /// The first segment of the source's topics.
  String name();

  /// Which tables are captured, as patterns `schema.table` with `*` for any characters.
  List<String> tables();

  /// Which columns hold personal data, and what becomes of them.
  PersonalColumns personal();

  /// What somebody does in the pipeline file to have every table read anew, as a sentence without
  /// its end.
  String snapshotRemedy();

  /// Whether one of the patterns takes the table in.
  default boolean captures(String schema, String table) {
    return tables().stream().map(TablePattern::parse).anyMatch(p -> p.matches(schema, table));
  }
}
