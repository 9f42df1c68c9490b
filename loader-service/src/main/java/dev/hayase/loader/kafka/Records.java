package dev.hayase.loader.kafka;

import dev.hayase.loader.batch.SourcePartition;
import dev.hayase.loader.batch.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

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
    List<SourceRecord.Header> headers = new ArrayList<>(4);
    for (Header header : record.headers()) {
      headers.add(new SourceRecord.Header(header.key(), header.value()));
    }
    return new SourceRecord(
        partition, record.offset(), record.timestamp(), record.key(), record.value(), headers);
  }
}
