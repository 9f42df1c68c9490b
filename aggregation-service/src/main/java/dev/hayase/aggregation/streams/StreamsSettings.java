package dev.hayase.aggregation.streams;

import dev.hayase.pipeline.KafkaCluster;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TimestampExtractor;

/// How Kafka Streams runs aggregations.
///
/// @param state the folder of local state
/// @param address `host:port` by which other instances ask this one
/// @param part how many results a build that takes over tells in one transaction, at most
/// @param memory of the state of all aggregations together
public record StreamsSettings(
    KafkaCluster cluster,
    Path state,
    String address,
    int standbys,
    int threads,
    int part,
    Memory.Shared memory) {

  /// Some hundred milliseconds of telling, and some megabytes.
  public static final int PART = 10_000;

  private static final int COMMIT_MILLIS = 200;
  private static final int SESSION_MILLIS = 10_000;
  private static final int HEARTBEAT_MILLIS = 3_000;
  private static final int LARGEST_RECORD = 10 * 1024 * 1024;

  /// @param replication of the topics that Kafka Streams creates
  Properties of(String application, int replication) {
    Properties all = new Properties();
    all.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_MILLIS);
    all.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        HEARTBEAT_MILLIS);
    all.putAll(cluster.clientProperties());
    all.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
    all.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address);
    all.put(StreamsConfig.STATE_DIR_CONFIG, state.toAbsolutePath().toString());
    all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MILLIS);
    all.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbys);
    all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    all.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replication);
    all.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    all.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, WrittenAt.class);
    all.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, Memory.class);
    all.put(Memory.SETTING, memory);
    all.put(StreamsConfig.producerPrefix(ProducerConfig.ACKS_CONFIG), "all");
    all.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    all.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), LARGEST_RECORD);
    if (replication > 1) {
      all.put(StreamsConfig.topicPrefix("min.insync.replicas"), "2");
    }
    all.put(StreamsConfig.topicPrefix("max.message.bytes"), Integer.toString(LARGEST_RECORD));
    return all;
  }

  /// When a record was written; records without a time are from the beginning.
  public static final class WrittenAt implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partition) {
      return Math.max(0, record.timestamp());
    }
  }
}
