package dev.hayase.cli.topics;

import dev.hayase.cli.letters.LetterBook;
import dev.hayase.event.letter.DeadLetter;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.Headers;
import dev.hayase.pipeline.KafkaCluster;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What aggregations could not read or compute.
public final class UnreadTopic {
  private final KafkaCluster cluster;

  public UnreadTopic(KafkaCluster cluster) {
    this.cluster = cluster;
  }

  /// The letters of an aggregation, by the build that could not take their records. What a build
  /// could not take says nothing of another, which reads each record again.
  public SortedMap<Integer, LetterBook> read(String aggregation) {
    SortedMap<Integer, LetterBook> books = new TreeMap<>();
    TopicReader.each(
        cluster,
        Topics.unread(aggregation),
        record ->
            DeadLetter.of(record.offset(), name -> LetterTopics.text(record, name))
                .ifPresent(letter ->
                    books.computeIfAbsent(build(record), _ -> new LetterBook()).add(letter)));
    return books;
  }

  /// The build that wrote a letter; those without a number are of the first.
  public static int build(ConsumerRecord<byte[], byte[]> letter) {
    return LetterTopics.text(letter, Headers.DEAD_LETTER_BUILD).map(Integer::parseInt).orElse(1);
  }

  /// A letter as it stands.
  public Optional<ConsumerRecord<byte[], byte[]>> letter(String aggregation, long offset) {
    return TopicReader.one(cluster, Topics.unread(aggregation), offset);
  }
}
