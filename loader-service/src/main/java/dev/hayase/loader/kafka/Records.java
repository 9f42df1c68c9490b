package dev.hayase.loader.kafka;

import dev.hayase.records.SourcePartition;
import dev.hayase.records.SourceRecord;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/// Kafka's types to ours and back.
final class Records {
  private Records() {}

  static SourcePartition partition(TopicPartition partition) {
    return new SourcePartition(partition.topic(), partition.partition());
  }

  static TopicPartition partition(SourcePartition partition) {
    return new TopicPartition(partition.topic(), partition.partition());
  }

  static SourceRecord record(SourcePartition partition, ConsumerRecord<byte[], byte[]> record) {
    return new SourceRecord(
        partition,
        record.offset(),
        record.timestamp(),
        record.key(),
        record.value(),
        headers(record.headers()));
  }

  private static List<SourceRecord.Header> headers(Headers headers) {
    Iterator<Header> each = headers.iterator();
    if (!each.hasNext()) {
      return List.of();
    }
    List<SourceRecord.Header> all = new ArrayList<>(4);
    while (each.hasNext()) {
      Header header = each.next();
      all.add(new SourceRecord.Header(header.key(), header.value()));
    }
    return all;
  }
}
