package dev.hayase.pipeline;

import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.yaml.Choice;
import dev.hayase.pipeline.yaml.Entry;
import dev.hayase.pipeline.yaml.Key;
import dev.hayase.pipeline.yaml.Kind;
import dev.hayase.pipeline.yaml.Reading;
import dev.hayase.pipeline.yaml.Section;
import dev.hayase.pipeline.yaml.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The keys of the whole file.
final class PipelineKeys {
  static final Key<Integer> VERSION =
      Key.optional(
          "version",
          Kind.integer("the format's version", Pipeline.VERSION, Pipeline.VERSION),
          Pipeline.VERSION,
          "1",
          "The version of this file's format.");
  private static final Key<KafkaCluster> KAFKA =
      Key.required("kafka", KafkaKeys.SECTION, "The cluster that carries every topic.");
  private static final Key<BigQueryTarget> BIGQUERY =
      Key.required("bigquery", BigQueryKeys.SECTION, "Where the tables are.");
  private static final Key<List<Entry<Source>>> SOURCES =
      Key.optional(
          "sources",
          Kind.mapOf("source", new Choice<>(PostgresKeys.TYPE, sourceTypes())),
          List.of(),
          "",
          "The databases whose changes are captured, each under a name that begins its topics. Required, unless there"
              + " are topics.");
  private static final Key<List<Entry<TableSettings>>> TABLES =
      Key.optional(
          "tables",
          Kind.mapOf("source.schema.table", TableKeys.SECTION),
          List.of(),
          "",
          "What is special about single tables, each under its full name as the database shows it. The first dot ends"
              + " the source, the second the schema.");
  private static final Key<List<Entry<TopicSettings>>> TOPICS =
      Key.optional(
          "topics",
          Kind.mapOf("topic", TopicKeys.SECTION),
          List.of(),
          "",
          "Topics that somebody else writes, each under its name, and the tables that they become.");
  private static final Key<List<Entry<StreamSettings>>> STREAMS =
      Key.optional(
          "streams",
          Kind.mapOf("stream", StreamKeys.SECTION),
          List.of(),
          "",
          "The streams of events that the log-service takes, each under its name, and the tables that they become. `*`"
              + " stands for every stream that is not named; without it those are refused.");
  private static final Key<LogSettings> LOG =
      Key.optional(
          "log",
          LogKeys.SECTION,
          LogSettings.DEFAULT,
          "",
          "How the log-service takes events in. Required with streams.");
  static final Key<List<Entry<AggregationSettings>>> AGGREGATIONS =
      Key.optional(
          "aggregations",
          Kind.mapOf("aggregation", AggregationKeys.SECTION),
          List.of(),
          "",
          "Tables that follow from others within seconds, each under its name, which its topic `agg.<name>` and its table"
              + " have.");
  private static final Key<AggregatorSettings> AGGREGATION =
      Key.optional(
          "aggregation",
          AggregatorKeys.SECTION,
          AggregatorSettings.DEFAULT,
          "",
          "How the aggregation-service computes them.");
  private static final Key<SchemaRegistry> REGISTRY =
      Key.optional(
          "registry",
          RegistryKeys.SECTION,
          "The schema registry of the topics in Avro: Confluent's, or one that answers as it does.");
  private static final Key<LoaderSettings> LOADER =
      Key.optional(
          "loader",
          LoaderKeys.SECTION,
          LoaderSettings.DEFAULT,
          "",
          "How much the loader holds, and when it sends.");

  static final Section<Pipeline> SECTION =
      new Section<>(
          List.of(
              VERSION,
              KAFKA,
              BIGQUERY,
              SOURCES,
              TABLES,
              TOPICS,
              STREAMS,
              LOG,
              AGGREGATIONS,
              AGGREGATION,
              REGISTRY,
              LOADER),
          PipelineKeys::checkTogether,
          PipelineKeys::build);

  private PipelineKeys() {}

  private static void checkTogether(Values values, Reading reading) {
    List<Entry<TopicSettings>> topics = values.find(TOPICS).orElse(List.of());
    List<Entry<StreamSettings>> streams = values.find(STREAMS).orElse(List.of());
    boolean nothingElse = topics.isEmpty() && streams.isEmpty();
    if (!values.has(SOURCES) && nothingElse) {
      reading.report(
          values.place(SOURCES),
          "names neither sources nor topics nor streams",
          "Write sources: the databases to capture, topics: what others write, or streams: what the"
              + " log-service takes");
    } else if (values.find(SOURCES).filter(List::isEmpty).isPresent() && nothingElse) {
      reading.report(values.place(SOURCES), "names no source", "Write at least one");
    }
    List<Entry<Source>> sources = values.find(SOURCES).orElse(List.of());
    SourceRules.check(sources, reading);
    var rules = new TableRules(sources, values.find(BIGQUERY), reading);
    if (values.has(SOURCES) || !nothingElse) {
      values.find(TABLES).orElse(List.of()).forEach(rules::check);
    }
    var topicRules = new TopicRules(sources, values.has(REGISTRY), reading);
    topics.forEach(topicRules::check);
    topics.forEach(rules::checkTopic);
    if (!streams.isEmpty() && !values.has(LOG)) {
      reading.report(
          values.place(LOG), "is missing beside streams", "Write log: with keys, or open: true");
    }
    values
        .find(LOG)
        .map(log -> new StreamRules(topics, log, reading))
        .ifPresent(streamRules -> streams.forEach(streamRules::check));
    streams.forEach(rules::checkStream);
    List<Entry<AggregationSettings>> aggregations = values.find(AGGREGATIONS).orElse(List.of());
    new AggregationRules(sources, topics, streams, aggregations, reading).check();
    aggregations.forEach(rules::checkAggregation);
  }

  private static Map<String, Section<? extends Source>> sourceTypes() {
    var types = new LinkedHashMap<String, Section<? extends Source>>();
    types.put(PostgresKeys.TYPE_NAME, PostgresKeys.SECTION);
    for (MysqlSource.Kind kind : MysqlSource.Kind.values()) {
      types.put(kind.word(), MysqlKeys.section(PostgresKeys.TYPE, kind));
    }
    return types;
  }

  private static Pipeline build(Values values) {
    Map<String, TableSettings> tables = new LinkedHashMap<>();
    for (Entry<TableSettings> table : values.get(TABLES)) {
      TableName.parse(table.name())
          .ifPresent(name -> table.value().ifPresent(v -> tables.put(name.topic(), v)));
    }
    Map<String, TopicSettings> topics = new LinkedHashMap<>();
    for (Entry<TopicSettings> topic : values.get(TOPICS)) {
      topic.value().ifPresent(v -> topics.put(topic.name(), named(topic.name(), v)));
    }
    Map<String, StreamSettings> streams = new LinkedHashMap<>();
    for (Entry<StreamSettings> stream : values.get(STREAMS)) {
      stream.value().ifPresent(v -> streams.put(stream.name(), v));
    }
    streams.forEach((name, stream) -> {
      if (!name.equals(StreamSettings.ANY)) {
        topics.put(Topics.stream(name), stream.topicSettings(name));
      }
    });
    SequencedMap<String, AggregationSettings> aggregations = new LinkedHashMap<>();
    for (Entry<AggregationSettings> aggregation : values.get(AGGREGATIONS)) {
      aggregation
          .value()
          .ifPresent(v -> {
            aggregations.put(aggregation.name(), v);
            tables.put(Topics.aggregation(aggregation.name()), v.table());
          });
    }
    return new Pipeline(
        values.get(KAFKA),
        values.get(BIGQUERY),
        values.get(SOURCES).stream().flatMap(source -> source.value().stream()).toList(),
        tables,
        topics,
        streams,
        values.get(LOG),
        aggregations,
        values.get(AGGREGATION),
        values.find(REGISTRY),
        values.get(LOADER));
  }

  private static TopicSettings named(String topic, TopicSettings settings) {
    return settings.table().table().isPresent()
        ? settings
        : settings.named(TopicRules.inBigQuery(topic, settings.format()));
  }
}
