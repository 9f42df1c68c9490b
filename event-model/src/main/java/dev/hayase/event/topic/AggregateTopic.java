package dev.hayase.event.topic;

/// The topic of an aggregation's results: `agg.<name>`.
///
/// @param table the aggregation's name
public record AggregateTopic(String table) implements RowTopic {
  static final String SOURCE = "agg";

  public AggregateTopic {
    if (!Topics.isAggregation(table)) {
      throw new IllegalArgumentException("'" + table + "' is no aggregation's name");
    }
  }

  @Override
  public String source() {
    return SOURCE;
  }

  @Override
  public String schema() {
    return "";
  }

  @Override
  public String name() {
    return Topics.aggregation(table);
  }

  @Override
  public String toString() {
    return name();
  }
}
