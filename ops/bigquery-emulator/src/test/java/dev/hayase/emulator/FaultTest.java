package dev.hayase.emulator;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static dev.hayase.emulator.Clients.await;
import static dev.hayase.emulator.Clients.defaultStream;
import static dev.hayase.emulator.Clients.descriptor;
import static dev.hayase.emulator.Clients.parent;
import static dev.hayase.emulator.Clients.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.rpc.PermissionDeniedException;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteGrpc;
import com.google.cloud.bigquery.storage.v1.GetWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.cloud.bigquery.storage.v1.WriteStreamView;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Faults as Google's client and a bare connection meet them.
class FaultTest {
  private static final DescriptorProto ROW = descriptor(Map.of("id", TYPE_INT64));

  @RegisterExtension
  static final RunningEmulator EMULATOR = new RunningEmulator(EmulatorOptions.inMemory());

  private final Clients clients = EMULATOR.clients();
  private final Control control = new Control(EMULATOR.restPort());
  private String table;

  @BeforeEach
  void create() {
    table = EMULATOR.fresh();
    clients.table(table, List.of(), Field.of("id", StandardSQLTypeName.INT64));
  }

  @AfterEach
  void lift() throws Exception {
    control.call("DELETE", "/faults", "");
    control.call("DELETE", "/clock", "");
  }

  private static ProtoRows row(long id) {
    return rows(ROW, List.of(Map.of("id", id)));
  }

  private List<String> ids() throws InterruptedException {
    return clients.query("SELECT id FROM " + table + " ORDER BY id");
  }

  private String committedStream() {
    WriteStream wanted = WriteStream.newBuilder().setType(WriteStream.Type.COMMITTED).build();
    return clients.write.createWriteStream(parent(table), wanted).getName();
  }

  @Test
  void anErrorInsideAResponseKeepsItsPlaceAndTheConnection() throws Exception {
    // Given
    control.order(
        """
        {"fault": "error", "status": "INTERNAL", "message": "m", "skip": 1, "times": 2,
         "table": "d.%s"}
        """
            .formatted(table));
    try (RawConnection connection = EMULATOR.connect()) {
      // When
      for (long id = 0; id < 5; id++) {
        connection.send(id == 0 ? defaultStream(table) : "", id == 0 ? ROW : null, row(id));
      }
      connection.finish();

      // Then
      assertThat(connection.answers(6))
          .containsExactly("ok", "INTERNAL m", "INTERNAL m", "ok", "ok", "completed");
      assertThat(ids()).containsExactly("0", "3", "4");
    }
  }

  @Test
  void aSchemaThatCameWithARefusedRequestIsKnownAfterwards() throws Exception {
    // Given
    control.order("{\"fault\": \"error\", \"status\": \"UNAVAILABLE\", \"times\": 1}");
    try (RawConnection connection = EMULATOR.connect()) {
      // When
      connection.send(defaultStream(table), ROW, row(1));
      connection.send("", null, row(2));

      // Then
      assertThat(connection.answers(2))
          .containsExactly(
              "UNAVAILABLE A fault was ordered for AppendRows. Entity: " + defaultStream(table),
              "ok");
    }
  }

  @Test
  void anErrorMayEndTheConnectionAfterTheAnswersThatAreDue() throws Exception {
    // Given
    control.order(
        """
        {"fault": "error", "status": "ABORTED", "message": "m", "endsConnection": true, "skip": 1}
        """);
    try (RawConnection connection = EMULATOR.connect()) {
      // When
      connection.send(defaultStream(table), ROW, row(1));
      connection.send("", null, row(2));

      // Then
      assertThat(connection.answers(2)).containsExactly("ok", "ended: ABORTED m");
      assertThat(ids()).containsExactly("1");
    }
  }

  @Test
  void aStreamIsClosedByTheServer() throws Exception {
    // Given
    control.order("{\"fault\": \"streamClosed\", \"skip\": 1}");
    try (RawConnection connection = EMULATOR.connect()) {
      // When
      connection.send(defaultStream(table), ROW, row(1));
      connection.send("", null, row(2));

      // Then
      assertThat(connection.answers(2)).containsExactly("ok", "completed");
    }
  }

  @Test
  void whatIsAppliedButNotAcknowledgedIsThereAndTheConnectionIsReset() throws Exception {
    // Given
    String id = control.order("{\"fault\": \"unacknowledged\", \"calls\": [\"AppendRows\"]}");
    String stream = committedStream();
    try (RawConnection connection = EMULATOR.connect();
        RawConnection again = EMULATOR.connect()) {
      // When
      connection.send(stream, ROW, row(1), 0);

      // Then
      assertThat(connection.answers(1).getFirst()).startsWith("ended: UNAVAILABLE");
      assertThat(ids()).containsExactly("1");
      assertThat(control.hits(id)).isEqualTo(1);
      control.call("DELETE", "/faults", "");
      again.send(stream, ROW, row(1), 0);
      assertThat(again.answers(1).getFirst())
          .startsWith("ALREADY_EXISTS The offset is within stream, expected offset 1, received 0");
    }
  }

  @Test
  void googlesClientGetsOverAnAnswerThatWasLost() throws Exception {
    // Given
    control.order("{\"fault\": \"unacknowledged\", \"status\": \"UNAVAILABLE\", \"times\": 1}");
    try (StreamWriter writer = clients.writer(defaultStream(table), ROW)) {
      // When
      await(writer.append(row(1)));

      // Then: at least once
      assertThat(ids()).containsExactly("1", "1");
    }
  }

  @Test
  void aResetConnectionAppliesNothing() throws Exception {
    // Given
    control.order("{\"fault\": \"connectionReset\", \"calls\": [\"AppendRows\"], \"times\": 1}");
    try (StreamWriter writer = clients.writer(defaultStream(table), ROW)) {
      // When
      await(writer.append(row(1)));

      // Then
      assertThat(ids()).containsExactly("1");
    }
  }

  @Test
  void anExhaustedQuotaEndsByTheEmulatorsClock() throws Exception {
    // Given
    control.call("PUT", "/clock", "{\"now\": \"2026-01-01T00:00:00Z\"}");
    control.order("{\"fault\": \"error\", \"status\": \"RESOURCE_EXHAUSTED\", \"for\": \"10m\"}");
    try (RawConnection connection = EMULATOR.connect()) {
      connection.send(defaultStream(table), ROW, row(1));
      assertThat(connection.answers(1).getFirst())
          .startsWith("RESOURCE_EXHAUSTED Exceeds 'AppendRows throughput' quota, user_id: ");

      // When
      control.call("PUT", "/clock", "{\"advance\": \"10m\"}");
      connection.send("", null, row(2));

      // Then
      assertThat(connection.answers(2).getLast()).isEqualTo("ok");
    }
  }

  @Test
  void latencyHoldsAnswersBackInTheirOrder() throws Exception {
    // Given
    control.order("{\"fault\": \"latency\", \"delay\": \"200ms\", \"every\": 2}");
    long start = System.nanoTime();
    try (RawConnection connection = EMULATOR.connect()) {
      // When
      for (long id = 0; id < 4; id++) {
        connection.send(id == 0 ? defaultStream(table) : "", id == 0 ? ROW : null, row(id));
      }

      // Then
      assertThat(connection.answers(4)).containsExactly("ok", "ok", "ok", "ok");
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(200_000_000L);
    }
  }

  @Test
  void aFullStopAnswersNothingUntilItIsLifted() throws Exception {
    // Given
    String id = control.order("{\"fault\": \"fullStop\"}");
    try (RawConnection connection = EMULATOR.connect()) {
      connection.send(defaultStream(table), ROW, row(1));
      CompletableFuture<List<String>> query = CompletableFuture.supplyAsync(this::idsQuietly);
      Awaitility.await().untilAsserted(() -> assertThat(control.hits(id)).isEqualTo(2));
      assertThat(query).isNotDone();

      // When
      control.call("DELETE", "/faults/" + id, "");

      // Then
      assertThat(connection.answers(1)).containsExactly("ok");
      assertThat(query.get(20, TimeUnit.SECONDS)).hasSizeLessThan(2);
    }
  }

  private List<String> idsQuietly() {
    try {
      return ids();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSlowReaderIsFeltByTheClient() throws Exception {
    // Given
    String id = control.order("{\"fault\": \"slowReader\", \"pause\": \"1h\"}");
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", EMULATOR.grpcPort()).usePlaintext().build();
    ClientCall<AppendRowsRequest, AppendRowsResponse> call =
        channel.newCall(BigQueryWriteGrpc.getAppendRowsMethod(), CallOptions.DEFAULT);
    AppendRowsRequest request =
        AppendRowsRequest.newBuilder()
            .setWriteStream(defaultStream(table))
            .setTraceId(ByteString.copyFrom(new byte[1 << 20]).toStringUtf8())
            .build();
    try {
      call.start(new ClientCall.Listener<>() {}, new Metadata());
      Awaitility.await().until(call::isReady);

      // When
      int sent = 0;
      while (sent < 1000 && readySoon(call)) {
        call.sendMessage(request);
        sent++;
      }

      // Then
      assertThat(sent).isLessThan(100);
      assertThat(control.hits(id)).isEqualTo(1);
    } finally {
      channel.shutdownNow();
    }
  }

  private static boolean readySoon(ClientCall<?, ?> call) {
    try {
      Awaitility.await().atMost(Duration.ofMillis(500)).until(call::isReady);
      return true;
    } catch (org.awaitility.core.ConditionTimeoutException _) {
      return false;
    }
  }

  @Test
  void otherCallsFailByTheirName() throws Exception {
    // Given
    String id =
        control.order(
            """
            {"fault": "error", "status": "PERMISSION_DENIED", "calls": ["CreateWriteStream"]}
            """);

    // When / Then
    assertThatThrownBy(this::committedStream)
        .isInstanceOf(PermissionDeniedException.class)
        .hasMessageContaining(
            "A fault was ordered for CreateWriteStream. Entity: " + parent(table));
    assertThat(clients.write.getWriteStream(defaultStream(table)).getType())
        .isEqualTo(WriteStream.Type.COMMITTED);
    assertThat(control.hits(id)).isEqualTo(1);
  }

  @Test
  void restFailsWithStatusAndReason() throws Exception {
    // Given
    control.order(
        """
        {"fault": "httpError", "status": 403, "reason": "quotaExceeded", "message": "enough",
         "times": 1, "table": "d.%s"}
        """
            .formatted(table));

    // When / Then
    assertThatThrownBy(() -> clients.rest.getTable("d", table))
        .isInstanceOfSatisfying(
            BigQueryException.class,
            e -> {
              assertThat(e.getCode()).isEqualTo(403);
              assertThat(e.getReason()).isEqualTo("quotaExceeded");
              assertThat(e).hasMessageContaining("enough");
            });
    assertThat(clients.rest.getTable("d", table)).isNotNull();
  }

  @Test
  void aRestCallIsAppliedAndItsAnswerLost() throws Exception {
    // Given
    control.order("{\"fault\": \"unacknowledged\", \"calls\": [\"REST\"], \"times\": 1}");

    // When
    assertThatThrownBy(() ->
            HttpClient.newHttpClient()
                .send(
                    HttpRequest.newBuilder(
                            URI.create(
                                "http://127.0.0.1:"
                                    + EMULATOR.restPort()
                                    + "/bigquery/v2/projects/p/datasets/d/tables/"
                                    + table))
                        .method("DELETE", HttpRequest.BodyPublishers.noBody())
                        .build(),
                    HttpResponse.BodyHandlers.ofString()))
        .isInstanceOf(IOException.class);

    // Then
    assertThat(clients.rest.getTable("d", table)).isNull();
  }

  @Test
  void aSchemaIsKnownOnlyAfterItsDelay() throws Exception {
    // Given
    control.call("PUT", "/clock", "{\"now\": \"2026-01-01T00:00:00Z\"}");
    control.order("{\"fault\": \"schemaDelay\", \"delay\": \"5m\"}");
    clients.addColumn(table, Field.of("more", StandardSQLTypeName.INT64));
    assertThat(knownColumns()).isEqualTo(1);

    // When
    control.call("PUT", "/clock", "{\"advance\": \"5m\"}");

    // Then
    assertThat(knownColumns()).isEqualTo(2);
  }

  private int knownColumns() {
    return clients
        .write
        .getWriteStream(
            GetWriteStreamRequest.newBuilder()
                .setName(defaultStream(table))
                .setView(WriteStreamView.FULL)
                .build())
        .getTableSchema()
        .getFieldsCount();
  }
}
