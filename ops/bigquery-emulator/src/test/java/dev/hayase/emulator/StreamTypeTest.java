package dev.hayase.emulator;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static dev.hayase.emulator.Clients.await;
import static dev.hayase.emulator.Clients.defaultStream;
import static dev.hayase.emulator.Clients.descriptor;
import static dev.hayase.emulator.Clients.parent;
import static dev.hayase.emulator.Clients.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.rpc.ApiException;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsRequest;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsResponse;
import com.google.cloud.bigquery.storage.v1.Exceptions;
import com.google.cloud.bigquery.storage.v1.FlushRowsRequest;
import com.google.cloud.bigquery.storage.v1.GetWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.cloud.bigquery.storage.v1.StorageError;
import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.cloud.bigquery.storage.v1.WriteStreamView;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.Int64Value;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Status;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// Application-created streams: what is visible when, and what may be done with them.
class StreamTypeTest {
  private static final DescriptorProto ROW = descriptor(Map.of("id", TYPE_INT64));
  private static final TestClock CLOCK = new TestClock();

  @RegisterExtension
  static final RunningEmulator EMULATOR =
      new RunningEmulator(EmulatorOptions.inMemory().withClock(CLOCK));

  private final Clients clients = EMULATOR.clients();
  private String table;

  @BeforeEach
  void create() {
    table = EMULATOR.fresh();
    clients.table(table, List.of(), Field.of("id", StandardSQLTypeName.INT64));
  }

  private WriteStream create(WriteStream.Type type) {
    return clients.write.createWriteStream(
        parent(table), WriteStream.newBuilder().setType(type).build());
  }

  private static ProtoRows ids(long... ids) {
    return rows(
        ROW,
        LongStream.of(ids).mapToObj(id -> Map.<String, @Nullable Object>of("id", id)).toList());
  }

  private void append(String stream, long offset, long... ids) throws Exception {
    try (RawConnection connection = EMULATOR.connect()) {
      connection.send(stream, ROW, ids(ids), offset);
      assertThat(connection.answers(1)).containsExactly("ok@" + offset);
    }
  }

  private long flush(String stream, long offset) {
    return clients
        .write
        .flushRows(
            FlushRowsRequest.newBuilder()
                .setWriteStream(stream)
                .setOffset(Int64Value.of(offset))
                .build())
        .getOffset();
  }

  private BatchCommitWriteStreamsResponse commit(String... streams) {
    return clients.write.batchCommitWriteStreams(
        BatchCommitWriteStreamsRequest.newBuilder()
            .setParent(parent(table))
            .addAllWriteStreams(List.of(streams))
            .build());
  }

  private List<String> visible() throws InterruptedException {
    return clients.query("SELECT id FROM " + table + " ORDER BY id");
  }

  /// Code, storage code and message of a refused call.
  private static String refusal(Runnable call) {
    try {
      call.run();
    } catch (ApiException e) {
      Status status = Objects.requireNonNull(StatusProto.fromThrowable(e.getCause()));
      try {
        StorageError detail =
            status.getDetailsCount() == 0
                ? StorageError.getDefaultInstance()
                : status.getDetails(0).unpack(StorageError.class);
        return e.getStatusCode().getCode() + " " + detail.getCode() + " " + status.getMessage();
      } catch (InvalidProtocolBufferException invalid) {
        throw new IllegalStateException(invalid);
      }
    }
    return "OK";
  }

  @ParameterizedTest
  @EnumSource(
      value = WriteStream.Type.class,
      mode = Mode.INCLUDE,
      names = {"COMMITTED", "PENDING", "BUFFERED"})
  void aNewStreamIsDescribedInFullAndLaterAsAskedFor(WriteStream.Type type) {
    // When
    WriteStream created = create(type);

    // Then
    assertThat(created.getType()).isEqualTo(type);
    assertThat(created.getTableSchema().getFieldsList()).hasSize(1);
    assertThat(created.hasCreateTime()).isTrue();
    assertThat(created.hasCommitTime()).isEqualTo(type == WriteStream.Type.COMMITTED);
    assertThat(clients.write.getWriteStream(created.getName()))
        .isEqualTo(created.toBuilder().clearTableSchema().build());
    assertThat(
            clients.write.getWriteStream(
                GetWriteStreamRequest.newBuilder()
                    .setName(created.getName())
                    .setView(WriteStreamView.FULL)
                    .build()))
        .isEqualTo(created);
  }

  @Test
  void aStreamWithoutATypeIsRefused() {
    assertThat(refusal(() -> create(WriteStream.Type.TYPE_UNSPECIFIED)))
        .startsWith("INVALID_ARGUMENT STORAGE_ERROR_CODE_UNSPECIFIED Stream type");
  }

  @Test
  void rowsOfAPendingStreamAreInvisibleUntilItIsCommitted() throws Exception {
    // Given
    String stream = create(WriteStream.Type.PENDING).getName();
    append(stream, 0, 1, 2);
    append(stream, 2, 3);
    List<String> appended = visible();

    // When
    long rowCount = clients.write.finalizeWriteStream(stream).getRowCount();
    List<String> finalized = visible();
    BatchCommitWriteStreamsResponse committed = commit(stream);

    // Then
    assertThat(appended).isEmpty();
    assertThat(rowCount).isEqualTo(3);
    assertThat(finalized).isEmpty();
    assertThat(committed.getStreamErrorsList()).isEmpty();
    assertThat(committed.hasCommitTime()).isTrue();
    assertThat(visible()).containsExactly("1", "2", "3");
    assertThat(clients.write.getWriteStream(stream).getCommitTime())
        .isEqualTo(committed.getCommitTime());
  }

  @Test
  void severalStreamsAreCommittedTogether() throws Exception {
    // Given
    String one = create(WriteStream.Type.PENDING).getName();
    String two = create(WriteStream.Type.PENDING).getName();
    String other = create(WriteStream.Type.PENDING).getName();
    append(one, 0, 1);
    append(two, 0, 2);
    append(other, 0, 3);
    clients.write.finalizeWriteStream(one);
    clients.write.finalizeWriteStream(two);

    // When
    commit(one, two);

    // Then
    assertThat(visible()).containsExactly("1", "2");
  }

  @Test
  void oneStreamThatCannotBeCommittedKeepsAllFromBeingCommitted() throws Exception {
    // Given
    String good = create(WriteStream.Type.PENDING).getName();
    String open = create(WriteStream.Type.PENDING).getName();
    String committed = create(WriteStream.Type.COMMITTED).getName();
    String buffered = create(WriteStream.Type.BUFFERED).getName();
    String missing = parent(table) + "/streams/missing";
    append(good, 0, 1);
    clients.write.finalizeWriteStream(good);

    // When
    BatchCommitWriteStreamsResponse response = commit(good, open, committed, buffered, missing);

    // Then
    assertThat(response.hasCommitTime()).isFalse();
    assertThat(response.getStreamErrorsList())
        .extracting(StorageError::getEntity, StorageError::getCode)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(open, StorageErrorCode.INVALID_STREAM_STATE),
            org.assertj.core.groups.Tuple.tuple(committed, StorageErrorCode.INVALID_STREAM_TYPE),
            org.assertj.core.groups.Tuple.tuple(buffered, StorageErrorCode.INVALID_STREAM_TYPE),
            org.assertj.core.groups.Tuple.tuple(missing, StorageErrorCode.STREAM_NOT_FOUND));
    assertThat(response.getStreamErrors(1).getErrorMessage())
        .isEqualTo("Stream must be created in pending mode, actual: WRITE_OPTIMIZED");
    assertThat(visible()).isEmpty();
    assertThat(commit(good).hasCommitTime()).isTrue();
    assertThat(visible()).containsExactly("1");
  }

  @Test
  void aStreamIsCommittedOnce() throws Exception {
    // Given
    String stream = create(WriteStream.Type.PENDING).getName();
    append(stream, 0, 1);
    clients.write.finalizeWriteStream(stream);
    commit(stream);

    // When
    BatchCommitWriteStreamsResponse again = commit(stream);

    // Then
    assertThat(again.hasCommitTime()).isFalse();
    assertThat(again.getStreamErrors(0).getCode())
        .isEqualTo(StorageErrorCode.STREAM_ALREADY_COMMITTED);
    assertThat(visible()).containsExactly("1");
  }

  @Test
  void aStreamOfAnotherTableIsNotCommitted() {
    // Given
    String stream = create(WriteStream.Type.PENDING).getName();
    clients.write.finalizeWriteStream(stream);
    create();

    // When
    BatchCommitWriteStreamsResponse response = commit(stream);

    // Then
    assertThat(response.hasCommitTime()).isFalse();
    assertThat(response.getStreamErrors(0).getCode()).isEqualTo(StorageErrorCode.STREAM_NOT_FOUND);
  }

  @Test
  void aCommitNamesAtLeastOneStreamAndATableThatExists() {
    assertThat(refusal(this::commit)).startsWith("INVALID_ARGUMENT");
    table = "nowhere";
    assertThat(refusal(() -> commit("x")))
        .startsWith("PERMISSION_DENIED")
        .endsWith("(or it may not exist).");
  }

  @Test
  void aBufferedStreamIsVisibleUpToTheFlushedOffset() throws Exception {
    // Given
    String stream = create(WriteStream.Type.BUFFERED).getName();
    append(stream, 0, 10, 11, 12);
    append(stream, 3, 13, 14);
    List<String> unflushed = visible();

    // When
    long first = flush(stream, 1);
    List<String> afterFirst = visible();
    long second = flush(stream, 3);

    // Then
    assertThat(unflushed).isEmpty();
    assertThat(first).isEqualTo(1);
    assertThat(afterFirst).containsExactly("10", "11");
    assertThat(second).isEqualTo(3);
    assertThat(visible()).containsExactly("10", "11", "12", "13");
    assertThat(clients.write.finalizeWriteStream(stream).getRowCount()).isEqualTo(5);
  }

  @Test
  void aFlushNeitherGoesBackNorBeyondTheEnd() throws Exception {
    // Given
    String stream = create(WriteStream.Type.BUFFERED).getName();
    append(stream, 0, 10, 11, 12);
    flush(stream, 1);

    // When / Then
    assertThat(refusal(() -> flush(stream, 3)))
        .isEqualTo(
            "OUT_OF_RANGE OFFSET_OUT_OF_RANGE Offset 3 is beyond the end of the stream Entity: "
                + stream);
    assertThat(refusal(() -> flush(stream, 1))).startsWith("ALREADY_EXISTS OFFSET_ALREADY_EXISTS");
    assertThat(refusal(() -> flush(stream, 0))).startsWith("ALREADY_EXISTS OFFSET_ALREADY_EXISTS");
    assertThat(visible()).containsExactly("10", "11");
  }

  @ParameterizedTest
  @CsvSource({"COMMITTED, WRITE_OPTIMIZED", "PENDING, PENDING"})
  void onlyABufferedStreamIsFlushed(WriteStream.Type type, String name) throws Exception {
    // Given
    String stream = create(type).getName();
    append(stream, 0, 1);

    // When / Then
    assertThat(refusal(() -> flush(stream, 0)))
        .isEqualTo(
            "INVALID_ARGUMENT INVALID_STREAM_TYPE Stream must be created in buffered mode, actual: "
                + name
                + " Entity: "
                + stream);
  }

  @Test
  void theDefaultStreamIsNeitherFlushedNorFinalized() {
    assertThat(refusal(() -> flush(defaultStream(table), 0)))
        .startsWith(
            "INVALID_ARGUMENT INVALID_STREAM_TYPE Flush is not supported on the _default stream");
    assertThat(refusal(() -> clients.write.finalizeWriteStream(defaultStream(table))))
        .startsWith("INVALID_ARGUMENT");
  }

  @Test
  void aFinalizedStreamIsNotFlushed() throws Exception {
    // Given
    String stream = create(WriteStream.Type.BUFFERED).getName();
    append(stream, 0, 1);
    clients.write.finalizeWriteStream(stream);

    // When / Then
    assertThat(refusal(() -> flush(stream, 0))).startsWith("INVALID_ARGUMENT STREAM_FINALIZED");
  }

  @ParameterizedTest
  @EnumSource(
      value = WriteStream.Type.class,
      mode = Mode.INCLUDE,
      names = {"PENDING", "BUFFERED"})
  void stagedStreamsTakeRowsAtTheirEndOnly(WriteStream.Type type) throws Exception {
    // Given
    String stream = create(type).getName();
    try (RawConnection connection = EMULATOR.connect()) {
      // When
      connection.send(stream, ROW, ids(1, 2), 0);
      connection.send("", null, ids(1), 1);
      connection.send("", null, ids(1), 5);
      connection.send("", null, ids(3));

      // Then
      assertThat(connection.answers(4))
          .containsExactly(
              "ok@0",
              "ALREADY_EXISTS The offset is within stream, expected offset 2, received 1 Entity: "
                  + stream,
              "OUT_OF_RANGE The offset is beyond stream, expected offset 2, received 5 Entity: "
                  + stream,
              "ok@2");
    }
  }

  @Test
  void pendingRowsFollowTheirTablesSchema() throws Exception {
    // Given
    String stream = create(WriteStream.Type.PENDING).getName();
    append(stream, 0, 1);
    clients.addColumn(table, Field.of("more", StandardSQLTypeName.STRING));
    append(stream, 1, 2);
    clients.write.finalizeWriteStream(stream);

    // When
    commit(stream);

    // Then
    assertThat(clients.query("SELECT * FROM " + table + " ORDER BY id"))
        .containsExactly("1|null", "2|null");
  }

  @ParameterizedTest
  @CsvSource({"COMMITTED, 4", "PENDING, 4", "BUFFERED, 7"})
  void aStreamWithoutTrafficExpires(WriteStream.Type type, int days) throws Exception {
    // Given
    String stream = create(type).getName();
    try (StreamWriter writer = clients.writer(stream, ROW)) {
      CLOCK.advance(Duration.ofDays(days).minusSeconds(1));
      await(writer.append(ids(1), 0));
      CLOCK.advance(Duration.ofDays(days).minusSeconds(1));
      await(writer.append(ids(2), 1));

      // When
      CLOCK.advance(Duration.ofDays(days));

      // Then
      assertThatThrownBy(() -> await(writer.append(ids(3), 2)))
          .cause()
          .isInstanceOf(Exceptions.StreamNotFound.class);
      assertThat(refusal(() -> clients.write.getWriteStream(stream)))
          .startsWith("NOT_FOUND STREAM_NOT_FOUND");
      assertThat(refusal(() -> clients.write.finalizeWriteStream(stream)))
          .startsWith("NOT_FOUND STREAM_NOT_FOUND");
    }
    create(type);
    assertThat(visible())
        .isEqualTo(type == WriteStream.Type.COMMITTED ? List.of("1", "2") : List.of());
  }
}
