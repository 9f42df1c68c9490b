package dev.hayase.emulator;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_STRING;
import static dev.hayase.emulator.Clients.await;
import static dev.hayase.emulator.Clients.defaultStream;
import static dev.hayase.emulator.Clients.descriptor;
import static dev.hayase.emulator.Clients.parent;
import static dev.hayase.emulator.Clients.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsRequest;
import com.google.cloud.bigquery.storage.v1.FlushRowsRequest;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.Int64Value;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTest {
  private static final DescriptorProto ROW =
      descriptor(Map.of("id", TYPE_INT64, "name", TYPE_STRING));
  private static final DescriptorProto CHANGE =
      descriptor(
          Map.of(
              "id", TYPE_INT64,
              "name", TYPE_STRING,
              "_CHANGE_TYPE", TYPE_STRING,
              "_CHANGE_SEQUENCE_NUMBER", TYPE_STRING));

  @TempDir Path directory;

  private static void table(Clients clients, String name, List<String> primaryKey) {
    clients.table(
        name,
        primaryKey,
        Field.of("id", StandardSQLTypeName.INT64),
        Field.of("name", StandardSQLTypeName.STRING));
  }

  private static void change(Clients clients, String type, String sequence, long id, String name)
      throws Exception {
    try (StreamWriter writer = clients.writer(defaultStream("mirror"), CHANGE)) {
      await(
          writer.append(
              rows(
                  CHANGE,
                  List.of(
                      Map.of(
                          "_CHANGE_TYPE", type,
                          "_CHANGE_SEQUENCE_NUMBER", sequence,
                          "id", id,
                          "name", name)))));
    }
  }

  @Test
  void streamsSequencesAndDeletionsSurviveAKill() throws Exception {
    // Given
    String open;
    String closed;
    try (EmulatorProcess emulator = EmulatorProcess.on(directory);
        Clients clients = emulator.clients()) {
      clients.dataset();
      table(clients, "history", List.of());
      table(clients, "mirror", List.of("id"));
      WriteStream wanted = WriteStream.newBuilder().setType(WriteStream.Type.COMMITTED).build();
      open = clients.write.createWriteStream(parent("history"), wanted).getName();
      closed = clients.write.createWriteStream(parent("history"), wanted).getName();
      try (StreamWriter writer = clients.writer(open, ROW)) {
        await(writer.append(rows(ROW, List.of(Map.of("id", 1L), Map.of("id", 2L))), 0));
      }
      clients.write.finalizeWriteStream(closed);
      change(clients, "UPSERT", "5", 1, "five");
      change(clients, "DELETE", "5", 2, "");

      // When
      emulator.kill();
    }

    // Then
    try (EmulatorProcess emulator = EmulatorProcess.on(directory);
        Clients clients = emulator.clients();
        RawConnection connection = new RawConnection(emulator.grpcPort())) {
      change(clients, "UPSERT", "4", 1, "late");
      change(clients, "UPSERT", "4", 2, "ghost");
      connection.send(open, ROW, rows(ROW, List.of(Map.of("id", 2L))), 1);
      connection.send(open, null, rows(ROW, List.of(Map.of("id", 3L))), 2);
      connection.send(closed, ROW, rows(ROW, List.of(Map.of("id", 3L))), 0);
      assertThat(connection.answers(3))
          .containsExactly(
              "ALREADY_EXISTS The offset is within stream, expected offset 2, received 1 Entity: "
                  + open,
              "ok@2",
              "INVALID_ARGUMENT Stream has been finalized and cannot be appended. Entity: "
                  + closed);
      assertThat(clients.query("SELECT * FROM mirror")).containsExactly("1|five");
      assertThat(clients.query("SELECT id FROM history ORDER BY id"))
          .containsExactly("1", "2", "3");
    }
  }

  @Test
  void rowsThatAreNotVisibleYetSurviveAKill() throws Exception {
    // Given
    String pending;
    String buffered;
    try (EmulatorProcess emulator = EmulatorProcess.on(directory);
        Clients clients = emulator.clients()) {
      clients.dataset();
      table(clients, "history", List.of());
      pending = stream(clients, WriteStream.Type.PENDING);
      buffered = stream(clients, WriteStream.Type.BUFFERED);
      try (StreamWriter one = clients.writer(pending, ROW);
          StreamWriter two = clients.writer(buffered, ROW)) {
        await(one.append(rows(ROW, List.of(Map.of("id", 1L), Map.of("id", 2L))), 0));
        await(two.append(rows(ROW, List.of(Map.of("id", 11L), Map.of("id", 12L))), 0));
      }
      flush(clients, buffered, 0);

      // When
      emulator.kill();
    }

    // Then
    try (EmulatorProcess emulator = EmulatorProcess.on(directory);
        Clients clients = emulator.clients()) {
      assertThat(clients.query("SELECT id FROM history")).containsExactly("11");
      flush(clients, buffered, 1);
      assertThat(clients.write.finalizeWriteStream(pending).getRowCount()).isEqualTo(2);
      assertThat(
              clients
                  .write
                  .batchCommitWriteStreams(
                      BatchCommitWriteStreamsRequest.newBuilder()
                          .setParent(parent("history"))
                          .addWriteStreams(pending)
                          .build())
                  .hasCommitTime())
          .isTrue();
      assertThat(clients.query("SELECT id FROM history ORDER BY id"))
          .containsExactly("1", "2", "11", "12");
    }
  }

  private static String stream(Clients clients, WriteStream.Type type) {
    return clients
        .write
        .createWriteStream(parent("history"), WriteStream.newBuilder().setType(type).build())
        .getName();
  }

  private static void flush(Clients clients, String stream, long offset) {
    clients.write.flushRows(
        FlushRowsRequest.newBuilder()
            .setWriteStream(stream)
            .setOffset(Int64Value.of(offset))
            .build());
  }

  @Test
  void everyAcknowledgedRowSurvivesAKillAtAnyMoment() throws Exception {
    // Given
    String stream;
    long acknowledged;
    try (EmulatorProcess emulator = EmulatorProcess.on(directory);
        Clients clients = emulator.clients();
        RawConnection connection = new RawConnection(emulator.grpcPort());
        var sender = Executors.newSingleThreadExecutor()) {
      clients.dataset();
      table(clients, "history", List.of());
      stream =
          clients
              .write
              .createWriteStream(
                  parent("history"),
                  WriteStream.newBuilder().setType(WriteStream.Type.COMMITTED).build())
              .getName();
      Future<?> sending =
          sender.submit(() ->
              LongStream.range(0, 2000)
                  .forEach(
                      i -> connection.send(stream, ROW, rows(ROW, List.of(Map.of("id", i))), i)));
      connection.answers(200);

      // When
      emulator.kill();
      sending.cancel(true);
      Awaitility.await()
          .untilAsserted(() -> assertThat(connection.answers(1).getLast()).startsWith("ended"));
      acknowledged = connection.responses().size();
    }

    // Then
    try (EmulatorProcess emulator = EmulatorProcess.on(directory);
        Clients clients = emulator.clients()) {
      List<String> ids = clients.query("SELECT id FROM history ORDER BY id");
      assertThat(ids)
          .hasSizeGreaterThanOrEqualTo((int) acknowledged)
          .containsExactlyElementsOf(
              LongStream.range(0, ids.size()).mapToObj(Long::toString).toList());
      assertThat(clients.write.finalizeWriteStream(stream).getRowCount()).isEqualTo(ids.size());
    }
  }

  @Test
  void aTakenPortIsNamedAndEndsTheProcess() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        EmulatorProcess emulator =
            EmulatorProcess.start(
                "--rest-port", Integer.toString(taken.getLocalPort()), "--grpc-port", "0")) {
      assertThat(emulator.exitCode()).isEqualTo(1);
      assertThat(emulator.lines())
          .containsExactly(
              "bigquery-emulator: port " + taken.getLocalPort() + " is taken by another process");
    }
  }

  @Test
  void aDirectoryThatAnotherEmulatorHoldsIsNamed() throws Exception {
    try (EmulatorProcess first = EmulatorProcess.on(directory);
        EmulatorProcess second = EmulatorProcess.on(directory)) {
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.lines().getFirst())
          .startsWith("bigquery-emulator: cannot open the database in " + directory + ": ");
      assertThat(first.terminate()).isEqualTo(143);
    }
  }

  @Test
  void theOptionsAreExplained() throws Exception {
    try (EmulatorProcess emulator = EmulatorProcess.start("--help")) {
      assertThat(emulator.exitCode()).isZero();
      assertThat(String.join("\n", emulator.lines()))
          .contains(
              "Usage: hayase emulator",
              "--rest-port=N",
              "--grpc-port=N",
              "--data=DIR",
              "--discard=TABLE",
              "--no-control");
    }
  }

  @Test
  void anUnknownOptionIsNamed() throws Exception {
    try (EmulatorProcess emulator = EmulatorProcess.start("--prot", "1")) {
      assertThat(emulator.exitCode()).isEqualTo(2);
      assertThat(emulator.lines().getFirst()).isEqualTo("Unknown options: '--prot', '1'");
    }
  }

  @Test
  void theProcessEndsWithItsParentAndOnSigterm() throws Exception {
    // Given
    Process parent = new ProcessBuilder("sleep", "60").start();
    try (EmulatorProcess child =
            EmulatorProcess.start(
                "--rest-port", "0", "--grpc-port", "0", "--parent-pid", "" + parent.pid());
        EmulatorProcess other = EmulatorProcess.start("--rest-port", "0", "--grpc-port", "0")) {
      // When
      parent.destroyForcibly();

      // Then
      assertThat(child.exitCode()).isZero();
      assertThat(other.terminate()).isEqualTo(143);
    }
  }
}
