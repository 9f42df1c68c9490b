package dev.hayase.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything a user says about one pipeline; made by [PipelineFile].
///
/// @param tables what is said about single tables, by topic
/// @param topics those that somebody else writes, by name
public record Pipeline(
    KafkaCluster kafka,
    BigQueryTarget bigquery,
    List<Source> sources,
    Map<String, TableSettings> tables,
    Map<String, TopicSettings> topics,
    Optional<SchemaRegistry> registry,
    LoaderSettings loader) {
  /// The format that this code reads and writes.
  public static final int VERSION = 1;

  public Pipeline {
    sources = List.copyOf(sources);
    tables = Map.copyOf(tables);
    topics = Map.copyOf(topics);
  }

  /// How the topic's table is loaded; a topic of which the file says nothing is loaded by the
  /// defaults.
  public TableSettings table(String topic) {
    TopicSettings declared = topics.get(topic);
    return declared == null ? tables.getOrDefault(topic, TableSettings.DEFAULT) : declared.table();
  }

  public Optional<Source> source(String name) {
    return sources.stream().filter(source -> source.name().equals(name)).findFirst();
  }
}
