package dev.hayase.pipeline;

import dev.hayase.event.schema.BigQueryName;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.TopicSettings.Format;
import dev.hayase.pipeline.yaml.Entry;
import dev.hayase.pipeline.yaml.Reading;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What must hold for a topic under `topics`, and how its table is named.
final class TopicRules {
  /// Kafka allows 249 characters; the dead letters' topic has four more than its own.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,245}");

  private static final String DEAD_LETTERS = Topics.deadLetters("");
  private static final List<String> OWN = List.of(Topics.STREAM_PREFIX, Topics.AGGREGATION_PREFIX);

  private final List<Entry<Source>> sources;
  private final boolean hasRegistry;
  private final Reading reading;

  TopicRules(List<Entry<Source>> sources, boolean hasRegistry, Reading reading) {
    this.sources = sources;
    this.hasRegistry = hasRegistry;
    this.reading = reading;
  }

  void check(Entry<TopicSettings> entry) {
    String topic = entry.name();
    if (!NAME.matcher(topic).matches() || topic.chars().allMatch(c -> c == '.')) {
      reading.report(
          entry.place(),
          "is not a topic's name",
          "Write letters, digits, dots, underscores and hyphens, 245 at most");
    } else if (topic.startsWith("hayase.") || topic.endsWith(DEAD_LETTERS)) {
      reading.report(
          entry.place(), "is one of Hayase's own topics", "Name a topic that somebody else writes");
    } else {
      sources.stream()
          .filter(source -> topic.startsWith(source.name() + "."))
          .findFirst()
          .ifPresent(source ->
              reading.report(
                  entry.place(),
                  "begins with " + source.name() + ", whose topics Hayase writes itself",
                  "Put what is special about the table under tables"));
    }
    boolean avro = entry.value().filter(topicOf -> topicOf.format() == Format.AVRO).isPresent();
    if (avro && !hasRegistry) {
      reading.report(
          entry.place(), "is in avro and there is no registry", "Write registry: with its url");
    }
  }

  /// The table's name when none is given.
  ///
  /// @throws IllegalArgumentException when it cannot have one
  static String inBigQuery(String topic, Format format) {
    Optional<ChangeTopic> change = ChangeTopic.parse(topic);
    boolean debezium = format == Format.DEBEZIUM || format == Format.DEBEZIUM_FLAT;
    if (debezium && change.isPresent()) {
      return BigQueryName.table(change.get().schema(), change.get().table());
    }
    String name = topic;
    for (String prefix : OWN) {
      name =
          topic.startsWith(prefix) && topic.length() > prefix.length()
              ? topic.substring(prefix.length())
              : name;
    }
    return BigQueryName.table("public", name.replace(".", "__"));
  }
}
