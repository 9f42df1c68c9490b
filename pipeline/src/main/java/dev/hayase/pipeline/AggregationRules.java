package dev.hayase.pipeline;

import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.yaml.Entry;
import dev.hayase.pipeline.yaml.NearestName;
import dev.hayase.pipeline.yaml.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What must hold for an aggregation beside the rest of the file.
final class AggregationRules {
  private final List<Entry<Source>> sources;
  private final List<Entry<TopicSettings>> topics;
  private final List<Entry<StreamSettings>> streams;
  private final List<Entry<AggregationSettings>> all;
  private final Reading reading;

  AggregationRules(
      List<Entry<Source>> sources,
      List<Entry<TopicSettings>> topics,
      List<Entry<StreamSettings>> streams,
      List<Entry<AggregationSettings>> all,
      Reading reading) {
    this.sources = sources;
    this.topics = topics;
    this.streams = streams;
    this.all = all;
    this.reading = reading;
  }

  void check() {
    all.forEach(this::check);
    refuseCycles();
  }

  private void check(Entry<AggregationSettings> entry) {
    if (!Topics.isAggregation(entry.name())) {
      reading.report(
          entry.place(),
          "is not an aggregation's name",
          "Write a small letter, then small letters, digits and underscores, 100 at most");
    }
    topics.stream()
        .filter(topic -> topic.name().equals(Topics.aggregation(entry.name())))
        .findFirst()
        .ifPresent(topic ->
            reading.report(
                topic.place(),
                "is the topic of an aggregation",
                "Say what it needs under aggregations"));
    entry
        .value()
        .ifPresent(aggregation -> {
          checkSource(entry, aggregation.from());
          aggregation
              .joins()
              .forEach(join -> {
                if (join.topic().startsWith(Topics.STREAM_PREFIX)) {
                  reading.report(
                      entry.place(),
                      "joins " + join.topic() + ", whose events have no current row",
                      "Join a table or an aggregation; a stream belongs under from");
                } else {
                  checkSource(entry, join.topic());
                }
              });
        });
  }

  private void checkSource(Entry<?> entry, String topic) {
    if (topic.startsWith(Topics.STREAM_PREFIX)) {
      String stream = topic.substring(Topics.STREAM_PREFIX.length());
      List<String> names = streams.stream().map(Entry::name).toList();
      if (!names.contains(stream)
          && !(names.contains(StreamSettings.ANY) && Topics.isStream(stream))) {
        refuse(entry, topic, "a stream that is not declared", nearest(stream, names, "streams"));
      }
    } else if (topic.startsWith(Topics.AGGREGATION_PREFIX)) {
      String name = topic.substring(Topics.AGGREGATION_PREFIX.length());
      List<String> names = all.stream().map(Entry::name).toList();
      if (!names.contains(name)) {
        refuse(
            entry,
            topic,
            "an aggregation that is not declared",
            nearest(name, names, "aggregations"));
      }
    } else {
      checkTable(entry, topic);
    }
  }

  private void checkTable(Entry<?> entry, String topic) {
    Optional<ChangeTopic> change = ChangeTopic.parse(topic);
    Optional<Entry<Source>> source =
        change.flatMap(
            table -> sources.stream().filter(s -> s.name().equals(table.source())).findFirst());
    if (change.isEmpty() || source.isEmpty()) {
      boolean foreign = topics.stream().anyMatch(other -> other.name().equals(topic));
      refuse(
          entry,
          topic,
          foreign ? "a topic that somebody else writes" : "a table of no source of this file",
          foreign
              ? "Read what Hayase writes: a captured table, a stream or an aggregation"
              : nearest(
                  topic.split("\\.", 2)[0], sources.stream().map(Entry::name).toList(), "sources"));
      return;
    }
    source
        .flatMap(Entry::value)
        .filter(s -> !s.captures(change.get().schema(), change.get().table()))
        .ifPresent(s ->
            refuse(
                entry,
                topic,
                "a table that its source does not capture (" + String.join(", ", s.tables()) + ")",
                "Correct the name, or add it to sources." + s.name() + ".tables"));
  }

  private void refuse(Entry<?> entry, String topic, String what, String remedy) {
    reading.report(entry.place(), "reads " + topic + ", " + what, remedy);
  }

  private static String nearest(String name, List<String> names, String section) {
    return NearestName.to(name, names)
        .map(near ->
            "Did you mean " + near + "? The " + section + " are " + String.join(", ", names))
        .orElse("Declare it under " + section);
  }

  private void refuseCycles() {
    Map<String, List<String>> reads = new HashMap<>();
    for (Entry<AggregationSettings> entry : all) {
      entry
          .value()
          .ifPresent(aggregation ->
              reads.put(
                  Topics.aggregation(entry.name()),
                  Stream.concat(
                          Stream.of(aggregation.from()),
                          aggregation.joins().stream().map(AggregationSettings.Join::topic))
                      .toList()));
    }
    Set<String> told = new HashSet<>();
    for (Entry<AggregationSettings> entry : all) {
      String topic = Topics.aggregation(entry.name());
      List<String> circle = wayBack(topic, topic, reads, new HashSet<>());
      if (!circle.isEmpty() && told.addAll(circle)) {
        reading.report(
            entry.place(),
            "reads its own results: " + topic + " <- " + String.join(" <- ", circle),
            "Let one of them read something else");
      }
    }
  }

  /// How one topic follows from another; empty when it does not.
  private static List<String> wayBack(
      String from, String to, Map<String, List<String>> reads, Set<String> seen) {
    for (String next : reads.getOrDefault(from, List.of())) {
      if (next.equals(to)) {
        return List.of(next);
      }
      if (seen.add(next)) {
        List<String> rest = wayBack(next, to, reads, seen);
        if (!rest.isEmpty()) {
          List<String> way = new ArrayList<>(List.of(next));
          way.addAll(rest);
          return way;
        }
      }
    }
    return List.of();
  }
}
