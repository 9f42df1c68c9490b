package dev.hayase.pipeline;

import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.StreamSettings.Language;
import dev.hayase.pipeline.StreamSettings.Personal;
import dev.hayase.pipeline.yaml.Entry;
import dev.hayase.pipeline.yaml.Reading;
import java.util.List;

/// What must hold for a stream beside the rest of the file.
final class StreamRules {
  private final List<Entry<TopicSettings>> topics;
  private final LogSettings log;
  private final Reading reading;

  StreamRules(List<Entry<TopicSettings>> topics, LogSettings log, Reading reading) {
    this.topics = topics;
    this.log = log;
    this.reading = reading;
  }

  void check(Entry<StreamSettings> entry) {
    boolean any = entry.name().equals(StreamSettings.ANY);
    if (!any && !Topics.isStream(entry.name())) {
      reading.report(
          entry.place(),
          "is not a stream's name",
          "Write a small letter, then small letters, digits and underscores, 100 at most; or \"*\""
              + " for every stream that is not named");
      return;
    }
    topics.stream()
        .filter(topic -> topic.name().equals(Topics.stream(entry.name())))
        .findFirst()
        .ifPresent(topic ->
            reading.report(
                topic.place(), "is the topic of a stream", "Say what it needs under streams"));
    entry.value().ifPresent(stream -> check(entry, any, stream));
  }

  private void check(Entry<StreamSettings> entry, boolean any, StreamSettings stream) {
    if (any && stream.table().table().isPresent()) {
      reading.report(
          entry.place(), "has one table for all streams", "Leave table out: each gets its own");
    }
    if (any && stream.schema().filter(s -> s.language() == Language.BIGQUERY).isPresent()) {
      reading.report(
          entry.place(),
          "has columns for streams that nobody knows",
          "Leave schema out, or name the streams");
    }
    if (stream.personal().containsValue(Personal.HASH) && log.hashKeys().isEmpty()) {
      reading.report(entry.place(), "hashes personal data without a key", "Write log.hash-keys");
    }
    if (!stream.personal().isEmpty() && log.encryptionKeys().isEmpty()) {
      reading.report(
          entry.place(),
          "has personal data, and no key to encrypt what cannot be read and is quarantined",
          "Write log.encryption-keys");
    }
  }
}
