package dev.hayase.emulator;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_STRING;
import static dev.hayase.emulator.Clients.defaultStream;
import static dev.hayase.emulator.Clients.descriptor;
import static dev.hayase.emulator.Clients.parent;
import static dev.hayase.emulator.Clients.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsRequest;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteGrpc;
import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.cloud.bigquery.storage.v1.ProtoSchema;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A million rows of 170 bytes are more than this heap.
class MemoryTest {
  private static final DescriptorProto ROW =
      descriptor(Map.of("id", TYPE_INT64, "note", TYPE_STRING));
  private static final int REQUESTS = 200;
  private static final int ROWS = 5000;
  private static final int AT_ONCE = 20;

  @TempDir Path directory;

  @Test
  void aMillionRowsAreWrittenStagedCommittedAndCountedInASmallHeap() throws Exception {
    ProtoRows rows =
        rows(
            ROW,
            LongStream.range(0, ROWS)
                .mapToObj(id -> Map.<String, @Nullable Object>of("id", id, "note", "x".repeat(160)))
                .toList());
    try (EmulatorProcess emulator =
            EmulatorProcess.start(
                List.of("-Xmx128m"),
                "--rest-port",
                "0",
                "--grpc-port",
                "0",
                "--data",
                directory.toString());
        Clients clients = emulator.clients();
        RawConnection visible = new RawConnection(emulator.grpcPort());
        RawConnection pending = new RawConnection(emulator.grpcPort())) {
      // Given
      clients.dataset();
      clients.table(
          "t",
          List.of(),
          Field.of("id", StandardSQLTypeName.INT64),
          Field.of("note", StandardSQLTypeName.STRING));
      String stream =
          clients
              .write
              .createWriteStream(
                  parent("t"), WriteStream.newBuilder().setType(WriteStream.Type.PENDING).build())
              .getName();

      // When
      write(visible, defaultStream("t"), rows, REQUESTS / 2);
      write(pending, stream, rows, REQUESTS / 2);
      clients.write.finalizeWriteStream(stream);
      clients.write.batchCommitWriteStreams(
          BatchCommitWriteStreamsRequest.newBuilder()
              .setParent(parent("t"))
              .addWriteStreams(stream)
              .build());

      // Then
      assertThat(clients.query("SELECT COUNT(*), MAX(id) FROM t"))
          .containsExactly((long) REQUESTS * ROWS + "|" + (ROWS - 1));
    }
  }

  @Test
  void aClientThatNeverReadsItsAnswersIsHeldBack() throws Exception {
    AppendRowsRequest first =
        AppendRowsRequest.newBuilder()
            .setWriteStream(defaultStream("t"))
            .setProtoRows(
                AppendRowsRequest.ProtoData.newBuilder()
                    .setWriterSchema(ProtoSchema.newBuilder().setProtoDescriptor(ROW))
                    .setRows(rows(ROW, List.of(Map.of("id", 1L, "note", "x".repeat(160))))))
            .build();
    try (EmulatorProcess emulator =
            EmulatorProcess.start(
                List.of("-Xmx128m"), "--rest-port", "0", "--grpc-port", "0", "--discard", "d.t");
        Clients clients = emulator.clients()) {
      // Given
      clients.dataset();
      clients.table(
          "t",
          List.of(),
          Field.of("id", StandardSQLTypeName.INT64),
          Field.of("note", StandardSQLTypeName.STRING));
      ManagedChannel channel =
          NettyChannelBuilder.forAddress("127.0.0.1", emulator.grpcPort()).usePlaintext().build();
      ClientCall<AppendRowsRequest, AppendRowsResponse> call =
          channel.newCall(BigQueryWriteGrpc.getAppendRowsMethod(), CallOptions.DEFAULT);
      try {
        // When: no answer is ever asked for
        call.start(new ClientCall.Listener<>() {}, new Metadata());
        int sent = 0;
        while (sent < 1_000_000 && readySoon(call)) {
          call.sendMessage(first);
          sent++;
        }

        // Then
        assertThat(sent).isBetween(100, 999_999);
        assertThat(clients.query("SELECT COUNT(*) FROM t")).containsExactly("0");
      } finally {
        channel.shutdownNow();
      }
    }
  }

  private static boolean readySoon(ClientCall<?, ?> call) {
    if (call.isReady()) {
      return true;
    }
    try {
      Awaitility.await()
          .pollInterval(Duration.ofMillis(1))
          .atMost(Duration.ofSeconds(2))
          .until(call::isReady);
      return true;
    } catch (ConditionTimeoutException _) {
      return false;
    }
  }

  private static void write(RawConnection connection, String stream, ProtoRows rows, int requests) {
    for (int request = 0; request < requests; request++) {
      connection.send(stream, request == 0 ? ROW : null, rows);
      if ((request + 1) % AT_ONCE == 0) {
        assertThat(connection.answers(request + 1)).allMatch(answer -> answer.startsWith("ok"));
      }
    }
  }
}
