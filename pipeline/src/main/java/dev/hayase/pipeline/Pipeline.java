package dev.hayase.pipeline;

import dev.hayase.event.topic.Topics;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Everything a user says about one pipeline; made by [PipelineFile].
///
/// @param tables what is said about single tables and those of aggregations, by topic
/// @param topics those that somebody else writes and those of streams, by name
/// @param streams what the log-service takes, by name
/// @param aggregations what the aggregation-service computes, by name, in the order of the file
/// @param aggregation how it does that
public record Pipeline(
    KafkaCluster kafka,
    BigQueryTarget bigquery,
    List<Source> sources,
    Map<String, TableSettings> tables,
    Map<String, TopicSettings> topics,
    Map<String, StreamSettings> streams,
    LogSettings log,
    SequencedMap<String, AggregationSettings> aggregations,
    AggregatorSettings aggregation,
    Optional<SchemaRegistry> registry,
    LoaderSettings loader) {
  /// The format that this code reads and writes.
  public static final int VERSION = 1;

  public Pipeline {
    sources = List.copyOf(sources);
    tables = Map.copyOf(tables);
    topics = Map.copyOf(topics);
    streams = Map.copyOf(streams);
    aggregations = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(aggregations));
  }

  /// How the topic's table is loaded; a topic of which the file says nothing is loaded by the
  /// defaults.
  public TableSettings table(String topic) {
    return topic(topic)
        .map(TopicSettings::table)
        .orElseGet(() -> tables.getOrDefault(topic, TableSettings.DEFAULT));
  }

  /// How the records of a topic are read that somebody else writes, or that is a stream's, be it
  /// one that the file does not name; empty for the others.
  public Optional<TopicSettings> topic(String name) {
    return Optional.ofNullable(topics.get(name))
        .or(() ->
            Topics.streamOf(name)
                .flatMap(stream -> stream(stream).map(any -> any.topicSettings(stream))));
  }

  /// Whether streams are taken that the file does not name.
  public boolean takesAnyStream() {
    return streams.containsKey(StreamSettings.ANY);
  }

  /// What is said about a stream; empty when its events are refused.
  public Optional<StreamSettings> stream(String name) {
    StreamSettings named = streams.get(name);
    return named == null
        ? Optional.ofNullable(streams.get(StreamSettings.ANY)).filter(_ -> Topics.isStream(name))
        : Optional.of(named);
  }

  /// The topics of the aggregations' results: change records, as those of captured tables are.
  public List<String> aggregationTopics() {
    return aggregations.keySet().stream().map(Topics::aggregation).toList();
  }

  public Optional<Source> source(String name) {
    return sources.stream().filter(source -> source.name().equals(name)).findFirst();
  }
}
