package dev.hayase.benchmarks.faults.aggregation;

import dev.hayase.benchmarks.faults.aggregation.ShopWriter.Poison;
import dev.hayase.benchmarks.faults.compare.TopicReader;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.Headers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Whether an aggregation has kept each record that it could not read, whole and once.
///
/// @param missing that are not there, or not as they were
/// @param needless that are there twice, or though there was no need
record UnreadLetters(long missing, long needless) {

  static UnreadLetters of(TopicReader reader, ShopAggregation aggregation, List<Poison> poisons) {
    Map<String, String> expected = new HashMap<>();
    for (Poison poison : poisons) {
      ShopRecord record = poison.record();
      if (aggregation.reads().contains(record.table())) {
        expected.put(
            place(
                record.table().topic().name(),
                Integer.toString(record.partition()),
                Long.toString(poison.offset())),
            record.key() + " " + record.value());
      }
    }
    String topic = Topics.unread(aggregation.code());
    long[] needless = {0};
    for (int partition = 0; partition < reader.partitions(topic); partition++) {
      reader.read(
          topic,
          partition,
          letter -> {
            if (!expected.remove(place(letter), text(letter))) {
              needless[0]++;
            }
          });
    }
    return new UnreadLetters(expected.size(), needless[0]);
  }

  private static String place(ConsumerRecord<byte[], byte[]> letter) {
    return place(
        String.valueOf(TopicReader.header(letter, Headers.DEAD_LETTER_TOPIC)),
        String.valueOf(TopicReader.header(letter, Headers.DEAD_LETTER_PARTITION)),
        String.valueOf(TopicReader.header(letter, Headers.DEAD_LETTER_OFFSET)));
  }

  private static String place(String topic, String partition, String offset) {
    return topic + "-" + partition + "@" + offset;
  }

  private static String text(ConsumerRecord<byte[], byte[]> letter) {
    return (letter.key() == null ? null : TopicReader.text(letter.key()))
        + " "
        + TopicReader.text(letter.value());
  }
}
