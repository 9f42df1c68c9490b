package dev.hayase.event.topic;

/// A topic of change records, whose rows have keys: those of a captured table, or results.
public sealed interface RowTopic permits ChangeTopic, AggregateTopic {
  /// Where its rows come from: a source's name, or `agg`.
  String source();

  /// The schema's name, unescaped; empty where there is none.
  String schema();

  /// The table's name, unescaped, or the aggregation's.
  String table();

  /// The topic's name.
  String name();

  /// The topic of what a record says of itself.
  ///
  /// @throws IllegalArgumentException when there can be none
  static RowTopic of(String source, String schema, String table) {
    return source.equals(AggregateTopic.SOURCE)
        ? new AggregateTopic(table)
        : new ChangeTopic(source, schema, table);
  }
}
