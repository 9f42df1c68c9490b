package dev.hayase.benchmarks.rival;

import com.google.api.core.ApiFuture;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Writes records of one topic into its table.
interface Appender {
  /// @return the answer, which nobody waits for here
  ApiFuture<AppendRowsResponse> append(String topic, List<ConsumerRecord<byte[], byte[]>> records)
      throws Exception;
}
