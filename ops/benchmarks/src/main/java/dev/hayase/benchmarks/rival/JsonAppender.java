package dev.hayase.benchmarks.rival;

import com.google.api.core.ApiFuture;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import com.google.cloud.bigquery.storage.v1.JsonStreamWriter;
import com.google.cloud.bigquery.storage.v1.TableSchema;
import dev.hayase.benchmarks.workload.Input;
import dev.hayase.event.wire.Headers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.json.JSONArray;

/// Rows through Google's JsonStreamWriter, on the tables' default streams.
final class JsonAppender implements Appender {
  private final BigQueryWriteClient client;
  private final TableSchema schema;
  private final Map<String, JsonStreamWriter> writers = new HashMap<>();

  JsonAppender(Input input, BigQueryWriteClient client) {
    this.client = client;
    this.schema = Schemas.of(input);
  }

  @Override
  public ApiFuture<AppendRowsResponse> append(
      String topic, List<ConsumerRecord<byte[], byte[]>> records) throws Exception {
    JSONArray rows = new JSONArray();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Header sequence = record.headers().lastHeader(Headers.SEQUENCE);
      rows.put(JsonRows.row(record.value(), sequence == null ? null : sequence.value()));
    }
    return writer(topic).append(rows);
  }

  private JsonStreamWriter writer(String topic) throws Exception {
    JsonStreamWriter writer = writers.get(topic);
    if (writer == null) {
      writer =
          JsonStreamWriter.newBuilder(RivalMain.defaultStream(topic), schema, client)
              .setEnableConnectionPool(true)
              .setLocation(RivalMain.LOCATION)
              .build();
      writers.put(topic, writer);
    }
    return writer;
  }
}
