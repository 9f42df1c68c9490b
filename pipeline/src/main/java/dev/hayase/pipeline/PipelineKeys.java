package dev.hayase.pipeline;

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

/// The keys of the whole file.
final class PipelineKeys {
  private static final Key<Integer> VERSION =
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
          Kind.mapOf(
              "source",
              new Choice<>(
                  PostgresKeys.TYPE, Map.of(PostgresKeys.TYPE_NAME, PostgresKeys.SECTION))),
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
          List.of(VERSION, KAFKA, BIGQUERY, SOURCES, TABLES, TOPICS, REGISTRY, LOADER),
          PipelineKeys::checkTogether,
          PipelineKeys::build);

  private PipelineKeys() {}

  private static void checkTogether(Values values, Reading reading) {
    List<Entry<TopicSettings>> topics = values.find(TOPICS).orElse(List.of());
    if (!values.has(SOURCES) && topics.isEmpty()) {
      reading.report(
          values.place(SOURCES),
          "names neither sources nor topics",
          "Write sources: the databases to capture, or topics: what others write");
    } else if (values.find(SOURCES).filter(List::isEmpty).isPresent() && topics.isEmpty()) {
      reading.report(values.place(SOURCES), "names no source", "Write at least one");
    }
    List<Entry<Source>> sources = values.find(SOURCES).orElse(List.of());
    SourceRules.check(sources, reading);
    var rules = new TableRules(sources, values.find(BIGQUERY), reading);
    if (values.has(SOURCES) || !topics.isEmpty()) {
      values.find(TABLES).orElse(List.of()).forEach(rules::check);
    }
    var topicRules = new TopicRules(sources, values.has(REGISTRY), reading);
    topics.forEach(topicRules::check);
    topics.forEach(rules::checkTopic);
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
    return new Pipeline(
        values.get(KAFKA),
        values.get(BIGQUERY),
        values.get(SOURCES).stream().flatMap(source -> source.value().stream()).toList(),
        tables,
        topics,
        values.find(REGISTRY),
        values.get(LOADER));
  }

  private static TopicSettings named(String topic, TopicSettings settings) {
    return settings.table().table().isPresent()
        ? settings
        : settings.named(TopicRules.inBigQuery(topic, settings.format()));
  }
}
