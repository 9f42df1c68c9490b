package dev.hayase.emulator;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static dev.hayase.emulator.Clients.defaultStream;
import static dev.hayase.emulator.Clients.descriptor;
import static dev.hayase.emulator.Clients.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.core.ApiFuture;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopTest {
  private static final DescriptorProto ROW = descriptor(Map.of("id", TYPE_INT64));
  private static final int CONNECTIONS = 4;
  private static final int REQUESTS = 300;

  @TempDir Path directory;

  @RepeatedTest(3)
  void stoppingEndsEveryConnectionAndKeepsWhatItAcknowledged() throws Exception {
    // Given
    EmulatorOptions options = EmulatorOptions.inMemory().withDataDirectory(directory);
    List<RawConnection> connections = new ArrayList<>();
    try (Emulator emulator = Emulator.start(options);
        Clients clients = new Clients(emulator.restPort(), emulator.grpcPort())) {
      clients.dataset();
      clients.table("t", List.of(), Field.of("id", StandardSQLTypeName.INT64));
      for (int c = 0; c < CONNECTIONS; c++) {
        RawConnection connection = new RawConnection(emulator.grpcPort());
        connections.add(connection);
        long first = (long) c * REQUESTS;
        LongStream.range(first, first + REQUESTS)
            .forEach(id ->
                connection.send(defaultStream("t"), ROW, rows(ROW, List.of(Map.of("id", id)))));
      }
      connections.getFirst().answers(10);

      // When the emulator is closed
    }

    // Then
    long acknowledged = 0;
    for (RawConnection connection : connections) {
      Awaitility.await()
          .untilAsserted(() ->
              assertThat(connection.answers(1).getLast())
                  .startsWith("ended: ")
                  .containsAnyOf(
                      "ABORTED Closing the stream because server is restarted", "UNAVA"));
      acknowledged += connection.responses().size();
      connection.close();
    }
    try (Emulator emulator = Emulator.start(options);
        Clients clients = new Clients(emulator.restPort(), emulator.grpcPort())) {
      assertThat(Long.parseLong(clients.query("SELECT COUNT(*) FROM t").getFirst()))
          .isGreaterThanOrEqualTo(acknowledged);
    }
  }

  @Test
  void googlesClientIsToldOfEveryAppendThatWasInFlight() throws Exception {
    // Given
    List<ApiFuture<AppendRowsResponse>> inFlight = new ArrayList<>();
    Emulator emulator = Emulator.start(EmulatorOptions.inMemory());
    try (Clients clients = new Clients(emulator.restPort(), emulator.grpcPort())) {
      clients.dataset();
      clients.table("t", List.of(), Field.of("id", StandardSQLTypeName.INT64));
      try (StreamWriter writer =
          clients.writer(
              defaultStream("t"),
              ROW,
              builder -> builder.setMaxRetryDuration(Duration.ofSeconds(2)))) {
        for (long id = 0; id < REQUESTS; id++) {
          inFlight.add(writer.append(rows(ROW, List.of(Map.of("id", id)))));
        }

        // When
        emulator.close();

        // Then
        for (ApiFuture<AppendRowsResponse> append : inFlight) {
          assertThat(outcome(append)).isIn("acknowledged", "failed");
        }
      }
    }
  }

  private static String outcome(ApiFuture<AppendRowsResponse> append) throws Exception {
    try {
      append.get(60, TimeUnit.SECONDS);
      return "acknowledged";
    } catch (ExecutionException _) {
      return "failed";
    } catch (TimeoutException _) {
      return "unanswered";
    }
  }
}
