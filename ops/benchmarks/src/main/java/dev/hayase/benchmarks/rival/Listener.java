package dev.hayase.benchmarks.rival;

import com.google.api.core.ApiFuture;
import com.google.api.core.ApiFutures;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.common.util.concurrent.MoreExecutors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.BatchAcknowledgingMessageListener;
import org.springframework.kafka.support.Acknowledgment;

/// A batch listener that keeps its appends in flight: a poll's records go out, one request a topic,
/// and are acknowledged to Kafka when they and all before them were acknowledged by BigQuery.
///
/// One instance for each consumer thread.
final class Listener implements BatchAcknowledgingMessageListener<byte[], byte[]> {
  private static final int POLLS_IN_FLIGHT = 4;

  private final Appender appender;
  private final Semaphore room = new Semaphore(POLLS_IN_FLIGHT);
  private ApiFuture<?> before = ApiFutures.immediateFuture(null);

  Listener(Appender appender) {
    this.appender = appender;
  }

  @Override
  public void onMessage(
      List<ConsumerRecord<byte[], byte[]>> records, @Nullable Acknowledgment acknowledgment) {
    room.acquireUninterruptibly();
    Map<String, List<ConsumerRecord<byte[], byte[]>>> byTopic = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      byTopic.computeIfAbsent(record.topic(), _ -> new ArrayList<>()).add(record);
    }
    List<ApiFuture<?>> all = new ArrayList<>(List.of(before));
    byTopic.forEach((topic, some) -> all.add(append(topic, some)));
    before =
        ApiFutures.transform(
            ApiFutures.allAsList(all),
            answers -> {
              if (acknowledgment != null) {
                acknowledgment.acknowledge();
              }
              room.release();
              return answers.size();
            },
            MoreExecutors.directExecutor());
  }

  private ApiFuture<AppendRowsResponse> append(
      String topic, List<ConsumerRecord<byte[], byte[]>> records) {
    try {
      return appender.append(topic, records);
    } catch (Exception e) {
      throw new IllegalStateException("Appending to " + topic + " failed", e);
    }
  }
}
