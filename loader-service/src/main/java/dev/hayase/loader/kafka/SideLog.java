package dev.hayase.loader.kafka;

import dev.hayase.records.SourcePartition;
import dev.hayase.records.SourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/// The log of a partition, read by a consumer of its own that belongs to no group.
final class SideLog implements SideSource, AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Consumer<byte[], byte[]> consumer;
  private final SourcePartition partition;
  private final TopicPartition place;

  SideLog(Consumer<byte[], byte[]> consumer, SourcePartition partition) {
    this.consumer = consumer;
    this.partition = partition;
    this.place = Records.partition(partition);
    consumer.assign(Set.of(place));
  }

  /// The first offset that is still there.
  long beginning() {
    return consumer.beginningOffsets(Set.of(place), LIMIT).getOrDefault(place, 0L);
  }

  /// The offset behind the last record of a transaction that has ended.
  long end() {
    return consumer.endOffsets(Set.of(place), LIMIT).getOrDefault(place, 0L);
  }

  @Override
  public long nextFrom(long from, long to) {
    return from;
  }

  @Override
  public long read(long from, long to, Taker taker) throws InterruptedException {
    long beginning = beginning();
    if (from < beginning) {
      throw new GoneException(
          "The records from offset %d to %d of %s are gone, by the topic's retention. Order again from what there is"
              .formatted(from, Math.min(to, beginning), partition));
    }
    consumer.seek(place, from);
    long position = from;
    while (position < to) {
      ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
      List<SourceRecord> records = new ArrayList<>();
      long bytes = 0;
      for (ConsumerRecord<byte[], byte[]> record : polled.records(place)) {
        if (record.offset() < to) {
          SourceRecord read = Records.record(partition, record);
          records.add(read);
          bytes += read.size();
        }
      }
      position = Math.min(to, consumer.position(place, LIMIT));
      taker.take(records, bytes, position);
    }
    return to;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
