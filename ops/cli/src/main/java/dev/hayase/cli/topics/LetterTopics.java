package dev.hayase.cli.topics;

import dev.hayase.cli.letters.LetterBook;
import dev.hayase.event.letter.DeadLetter;
import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.KafkaCluster;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;

/// The dead-letter topics of a cluster.
public final class LetterTopics {
  private final KafkaCluster cluster;

  public LetterTopics(KafkaCluster cluster) {
    this.cluster = cluster;
  }

  /// The topics that have dead letters, by their own names.
  public List<String> topics() {
    try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(cluster)) {
      Set<String> all = consumer.listTopics().keySet();
      return all.stream()
          .filter(topic -> all.contains(Topics.deadLetters(topic)))
          .filter(topic -> Topics.isDeadLetters(Topics.deadLetters(topic)))
          .sorted()
          .toList();
    }
  }

  /// The letters of a topic.
  public LetterBook read(String topic) {
    LetterBook book = new LetterBook();
    TopicReader.each(
        cluster,
        Topics.deadLetters(topic),
        record -> DeadLetter.of(record.offset(), name -> text(record, name)).ifPresent(book::add));
    return book;
  }

  /// A letter as it stands.
  public Optional<ConsumerRecord<byte[], byte[]>> letter(String topic, long offset) {
    return TopicReader.one(cluster, Topics.deadLetters(topic), offset);
  }

  /// A header's text.
  public static Optional<String> text(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
  }
}
