package dev.hayase.benchmarks.rival;

import com.google.api.core.ApiFuture;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BQTableSchemaToProtoDescriptor;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import com.google.cloud.bigquery.storage.v1.JsonToProtoMessage;
import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.cloud.bigquery.storage.v1.ProtoSchema;
import com.google.cloud.bigquery.storage.v1.ProtoSchemaConverter;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.cloud.bigquery.storage.v1.TableSchema;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import dev.hayase.benchmarks.workload.Input;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// For each record a row that was made before: the bytes that [JsonAppender] would send for such a
/// record, without looking at the record.
final class PreparedAppender implements Appender {
  private static final int DISTINCT = 4096;
  private static final long MICROS = 1_767_225_600_000_000L;

  private final BigQueryWriteClient client;
  private final ProtoSchema schema;
  private final ByteString[] prepared = new ByteString[DISTINCT];
  private final Map<String, StreamWriter> writers = new HashMap<>();

  PreparedAppender(Input input, BigQueryWriteClient client) throws DescriptorValidationException {
    this.client = client;
    TableSchema table = Schemas.of(input);
    Descriptor descriptor =
        BQTableSchemaToProtoDescriptor.convertBQTableSchemaToProtoDescriptor(table);
    this.schema = ProtoSchemaConverter.convert(descriptor);
    byte[] sequence =
        input.changes()
            ? "000000006925CD80/0000000000000001".getBytes(StandardCharsets.US_ASCII)
            : null;
    for (int i = 0; i < DISTINCT; i++) {
      prepared[i] =
          JsonToProtoMessage.INSTANCE
              .convertToProtoMessage(
                  descriptor, table, JsonRows.row(input.value(i, MICROS + i), sequence))
              .toByteString();
    }
  }

  @Override
  public ApiFuture<AppendRowsResponse> append(
      String topic, List<ConsumerRecord<byte[], byte[]>> records) throws Exception {
    ProtoRows.Builder rows = ProtoRows.newBuilder();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      rows.addSerializedRows(prepared[(int) (record.offset() % DISTINCT)]);
    }
    return writer(topic).append(rows.build());
  }

  private StreamWriter writer(String topic) throws Exception {
    StreamWriter writer = writers.get(topic);
    if (writer == null) {
      writer =
          StreamWriter.newBuilder(RivalMain.defaultStream(topic), client)
              .setWriterSchema(schema)
              .setEnableConnectionPool(true)
              .setLocation(RivalMain.LOCATION)
              .build();
      writers.put(topic, writer);
    }
    return writer;
  }
}
