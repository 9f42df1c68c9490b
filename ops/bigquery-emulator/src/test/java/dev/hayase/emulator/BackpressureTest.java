package dev.hayase.emulator;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_STRING;
import static dev.hayase.emulator.Clients.defaultStream;
import static dev.hayase.emulator.Clients.descriptor;
import static dev.hayase.emulator.Clients.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteGrpc;
import com.google.cloud.bigquery.storage.v1.ProtoSchema;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BackpressureTest {
  private static final DescriptorProto ROW = descriptor(Map.of("name", TYPE_STRING));
  private static final int REQUESTS = 1500;
  private static final int ROWS = 100;

  @RegisterExtension
  static final RunningEmulator EMULATOR = new RunningEmulator(EmulatorOptions.inMemory());

  /// Counts answers; the first is due after it was asked for.
  private static final class Answers extends ClientCall.Listener<AppendRowsResponse> {
    private final CountDownLatch missing = new CountDownLatch(REQUESTS);

    @Override
    public void onMessage(AppendRowsResponse response) {
      assertThat(response.getRowErrorsCount()).isEqualTo(ROWS);
      missing.countDown();
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      assertThat(status.isOk() || missing.getCount() == 0).isTrue();
    }
  }

  @Test
  void aClientThatDoesNotReadItsAnswersIsNotReadFromEither() throws Exception {
    // Given
    String table = EMULATOR.fresh();
    EMULATOR
        .clients()
        .table(
            table,
            List.of(),
            Field.newBuilder("name", StandardSQLTypeName.STRING).setMaxLength(5L).build());
    AppendRowsRequest request =
        AppendRowsRequest.newBuilder()
            .setWriteStream(defaultStream(table))
            .setProtoRows(
                AppendRowsRequest.ProtoData.newBuilder()
                    .setWriterSchema(ProtoSchema.newBuilder().setProtoDescriptor(ROW))
                    .setRows(rows(ROW, Collections.nCopies(ROWS, Map.of("name", "longer than 5")))))
            .build();
    try (RawConnection connection = EMULATOR.connect()) {
      ClientCall<AppendRowsRequest, AppendRowsResponse> call =
          connection.call(BigQueryWriteGrpc.getAppendRowsMethod());
      Answers answers = new Answers();
      call.start(answers, new Metadata());

      // When
      for (int i = 0; i < REQUESTS; i++) {
        call.sendMessage(request);
      }
      call.halfClose();

      // Then
      assertThat(call.isReady()).isFalse();
      call.request(REQUESTS);
      assertThat(answers.missing.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }
}
