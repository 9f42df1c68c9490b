package dev.hayase.conformance;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static dev.hayase.conformance.Tables.await;
import static dev.hayase.conformance.Tables.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsRequest;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsResponse;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import com.google.cloud.bigquery.storage.v1.Exceptions;
import com.google.cloud.bigquery.storage.v1.FlushRowsRequest;
import com.google.cloud.bigquery.storage.v1.GetWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.cloud.bigquery.storage.v1.WriteStreamView;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.Int64Value;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Stream types, what is visible when, offsets, finalize, flush, commit.
@ExtendWith(Conformance.class)
class StreamsTest {
  private static final DescriptorProto ROW = Tables.row(Map.entry("id", TYPE_INT64));

  private final Tables tables;
  private final BigQueryWriteClient write;
  private String table;

  StreamsTest(Tables tables) {
    this.tables = tables;
    this.write = tables.underTest().write();
  }

  @BeforeEach
  void create() {
    table = tables.create(Field.of("id", StandardSQLTypeName.INT64));
  }

  private static ProtoRows ids(long... ids) {
    return rows(ROW, LongStream.of(ids).mapToObj(id -> Map.<String, Object>of("id", id)).toList());
  }

  private List<String> visible() throws InterruptedException {
    return tables.query("SELECT id FROM " + table + " ORDER BY id");
  }

  private void commitOk(String... streams) {
    BatchCommitWriteStreamsResponse response = commit(streams);
    assertThat(response.getStreamErrorsList()).isEmpty();
    assertThat(response.hasCommitTime()).isTrue();
  }

  private BatchCommitWriteStreamsResponse commit(String... streams) {
    return write.batchCommitWriteStreams(
        BatchCommitWriteStreamsRequest.newBuilder()
            .setParent(tables.parent(table))
            .addAllWriteStreams(List.of(streams))
            .build());
  }

  @Test
  void theDefaultStreamHasTwoNamesAndItsRowsAreVisibleWhenTheyAreAcknowledged() throws Exception {
    for (String stream : List.of(tables.defaultStream(table), tables.parent(table) + "/_default")) {
      try (StreamWriter writer = tables.writer(stream, ROW)) {
        assertThat(await(writer.append(ids(1))).getAppendResult().hasOffset()).isFalse();
      }
    }
    assertThat(visible()).containsExactly("1", "1");
  }

  @Test
  void aCommittedStreamAnswersTheOffsetOfItsFirstRow() throws Exception {
    try (StreamWriter writer =
        tables.writer(tables.createStream(table, WriteStream.Type.COMMITTED), ROW)) {
      assertThat(await(writer.append(ids(1, 2), 0)).getAppendResult().getOffset().getValue())
          .isZero();
      assertThat(await(writer.append(ids(3))).getAppendResult().getOffset().getValue())
          .isEqualTo(2);
    }
    assertThat(visible()).containsExactly("1", "2", "3");
  }

  @Test
  void anOffsetWithinTheStreamExistsAlready() throws Exception {
    try (StreamWriter writer =
        tables.writer(tables.createStream(table, WriteStream.Type.COMMITTED), ROW)) {
      await(writer.append(ids(1), 0));
      assertThatThrownBy(() -> await(writer.append(ids(1), 0)))
          .cause()
          .isInstanceOf(Exceptions.OffsetAlreadyExists.class)
          .hasMessageContaining("The offset is within stream, expected offset 1, received 0");
    }
    assertThat(visible()).containsExactly("1");
  }

  @Test
  void anOffsetBeyondTheStreamIsOutOfRange() throws Exception {
    try (StreamWriter writer =
        tables.writer(tables.createStream(table, WriteStream.Type.COMMITTED), ROW)) {
      assertThatThrownBy(() -> await(writer.append(ids(1), 10)))
          .cause()
          .asInstanceOf(InstanceOfAssertFactories.type(Exceptions.OffsetOutOfRange.class))
          .satisfies(e ->
              assertThat(e)
                  .hasMessageContaining(
                      "The offset is beyond stream, expected offset 0, received 10"));
    }
    assertThat(visible()).isEmpty();
  }

  @Test
  void aReconnectedWriterGoesOnWhereTheFirstOneEnded() throws Exception {
    String stream = tables.createStream(table, WriteStream.Type.COMMITTED);
    try (StreamWriter first = tables.writer(stream, ROW)) {
      await(first.append(ids(1), 0));
    }
    try (StreamWriter second = tables.writer(stream, ROW)) {
      assertThat(await(second.append(ids(2), 1)).getAppendResult().getOffset().getValue())
          .isEqualTo(1);
    }
  }

  @Test
  void aBufferedStreamShowsRowsUpToWhereItWasFlushed() throws Exception {
    String stream = tables.createStream(table, WriteStream.Type.BUFFERED);
    try (StreamWriter writer = tables.writer(stream, ROW)) {
      await(writer.append(ids(1, 2, 3), 0));
      assertThat(visible()).isEmpty();
      assertThat(flush(stream, 1)).isEqualTo(1);
      assertThat(visible()).containsExactly("1", "2");
      assertThat(flush(stream, 2)).isEqualTo(2);
    }
    assertThat(visible()).containsExactly("1", "2", "3");
  }

  private long flush(String stream, long offset) {
    return write
        .flushRows(
            FlushRowsRequest.newBuilder()
                .setWriteStream(stream)
                .setOffset(Int64Value.of(offset))
                .build())
        .getOffset();
  }

  @Test
  void pendingStreamsAreCommittedTogetherAndOnce() throws Exception {
    String one = tables.createStream(table, WriteStream.Type.PENDING);
    String two = tables.createStream(table, WriteStream.Type.PENDING);
    for (String stream : List.of(one, two)) {
      try (StreamWriter writer = tables.writer(stream, ROW)) {
        await(writer.append(ids(1), 0));
      }
    }
    write.finalizeWriteStream(one);
    assertThat(commit(one, two).getStreamErrorsList()).isNotEmpty();
    assertThat(commit(one, two).hasCommitTime()).isFalse();
    assertThat(visible()).isEmpty();
    write.finalizeWriteStream(two);
    commitOk(one, two);
    assertThat(visible()).containsExactly("1", "1");
    assertThat(commit(one).getStreamErrorsList()).isNotEmpty();
    assertThat(visible()).containsExactly("1", "1");
  }

  @Test
  void aFinalizedStreamCountsItsRowsAndTakesNoMore() throws Exception {
    String stream = tables.createStream(table, WriteStream.Type.COMMITTED);
    try (StreamWriter writer = tables.writer(stream, ROW)) {
      await(writer.append(ids(1, 2), 0));
      assertThat(write.finalizeWriteStream(stream).getRowCount()).isEqualTo(2);
      assertThatThrownBy(() -> await(writer.append(ids(3), 2)))
          .cause()
          .isInstanceOf(Exceptions.StreamFinalizedException.class)
          .hasMessageContaining("Stream has been finalized");
    }
    assertThat(visible()).containsExactly("1", "2");
  }

  @Test
  void theSchemaIsInTheFullViewOnly() {
    String stream = tables.createStream(table, WriteStream.Type.COMMITTED);
    assertThat(view(stream, WriteStreamView.BASIC).hasTableSchema()).isFalse();
    assertThat(view(stream, WriteStreamView.FULL).getTableSchema().getFieldsCount()).isEqualTo(1);
    assertThat(view(stream, WriteStreamView.FULL).getType()).isEqualTo(WriteStream.Type.COMMITTED);
  }

  private WriteStream view(String stream, WriteStreamView view) {
    return write.getWriteStream(
        GetWriteStreamRequest.newBuilder().setName(stream).setView(view).build());
  }
}
