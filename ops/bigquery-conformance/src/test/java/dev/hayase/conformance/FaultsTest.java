package dev.hayase.conformance;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static dev.hayase.conformance.Tables.await;
import static dev.hayase.conformance.Tables.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.core.ApiFuture;
import com.google.api.gax.retrying.RetrySettings;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.Exceptions;
import com.google.cloud.bigquery.storage.v1.ProtoSchema;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import dev.hayase.emulator.junit.BigQueryEmulator;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Failures that BigQuery has now and then, and Google's client over them.
@ExtendWith(Conformance.class)
@EmulatorOnly
class FaultsTest {
  private static final DescriptorProto ROW = Tables.row(Map.entry("id", TYPE_INT64));

  private final Tables tables;
  private final BigQueryEmulator emulator;

  FaultsTest(Tables tables) {
    this.tables = tables;
    this.emulator = tables.underTest().emulator().orElseThrow();
  }

  private String table() {
    return tables.create(Field.of("id", StandardSQLTypeName.INT64));
  }

  @Test
  void aClientThatRetriesGetsOverAnErrorInEachTenthAnswer() throws Exception {
    String table = table();
    String stream = tables.createStream(table, WriteStream.Type.COMMITTED);
    emulator.faults().untilLifted().appendRows().every(10).fail(Status.Code.INTERNAL);
    try (StreamWriter writer =
        StreamWriter.newBuilder(stream, tables.underTest().write())
            .setWriterSchema(ProtoSchema.newBuilder().setProtoDescriptor(ROW).build())
            .setCredentialsProvider(tables.underTest().credentials())
            .setChannelProvider(tables.underTest().channels())
            .setLocation("us")
            // Fewer than half of ten: no request can meet the fault twice in a row.
            .setMaxInflightRequests(4)
            .setRetrySettings(RetrySettings.newBuilder().setMaxAttempts(5).build())
            .build()) {
      List<ApiFuture<AppendRowsResponse>> answers = new ArrayList<>();
      for (long id = 0; id < 901; id++) {
        answers.add(writer.append(rows(ROW, List.of(Map.of("id", id))), id));
      }
      for (ApiFuture<AppendRowsResponse> answer : answers) {
        assertThat(await(answer).hasError()).isFalse();
      }
    }
    assertThat(tables.query("SELECT COUNT(*), COUNT(DISTINCT id) FROM " + table))
        .containsExactly("901|901");
  }

  @Test
  void aLostAnswerOnACommittedStreamDoublesNothing() throws Exception {
    String table = table();
    String stream = tables.createStream(table, WriteStream.Type.COMMITTED);
    emulator.faults().next(1).appendRows().loseAnswer();
    try (StreamWriter writer = tables.writer(stream, ROW)) {
      // The client sends it again, and learns that it was there.
      assertThatThrownBy(() -> await(writer.append(rows(ROW, List.of(Map.of("id", 1L))), 0)))
          .hasMessageContaining("The offset is within stream, expected offset 1, received 0");
    }
    assertThat(tables.query("SELECT id FROM " + table)).containsExactly("1");
  }

  @Test
  void anExhaustedQuotaIsTheCallersToWaitFor() throws Exception {
    String table = table();
    emulator.faults().next(1).appendRows().fail(Status.Code.RESOURCE_EXHAUSTED);
    try (StreamWriter writer = tables.writer(tables.defaultStream(table), ROW)) {
      assertThatThrownBy(() -> await(writer.append(rows(ROW, List.of(Map.of("id", 1L))))))
          .hasMessageContaining("Exceeds 'AppendRows throughput' quota");
      await(writer.append(rows(ROW, List.of(Map.of("id", 2L)))));
    }
    assertThat(tables.query("SELECT id FROM " + table)).containsExactly("2");
  }

  @Test
  void aNewColumnIsUnknownUntilItsDelayIsOver() throws Exception {
    String table = table();
    DescriptorProto wider = Tables.row(Map.entry("id", TYPE_INT64), Map.entry("more", TYPE_INT64));
    emulator.faults().untilLifted().delaySchema(Duration.ofMinutes(5));
    try (StreamWriter writer = tables.writer(tables.defaultStream(table), ROW)) {
      await(writer.append(rows(ROW, List.of(Map.of("id", 1L)))));
      tables.addColumn(table, Field.of("more", StandardSQLTypeName.INT64));
      assertThat(await(writer.append(rows(ROW, List.of(Map.of("id", 2L))))).hasUpdatedSchema())
          .isFalse();
      try (StreamWriter early = tables.writer(tables.defaultStream(table), wider)) {
        assertThatThrownBy(
                () -> await(early.append(rows(wider, List.of(Map.of("id", 3L, "more", 3L))))))
            .cause()
            .isInstanceOf(Exceptions.SchemaMismatchedException.class);
      }

      emulator.clock().advance(Duration.ofMinutes(6));

      AppendRowsResponse told = await(writer.append(rows(ROW, List.of(Map.of("id", 4L)))));
      assertThat(told.getUpdatedSchema().getFieldsCount()).isEqualTo(2);
      assertThat(told.hasError()).isFalse();
    }
    try (StreamWriter writer = tables.writer(tables.defaultStream(table), wider)) {
      await(writer.append(rows(wider, List.of(Map.of("id", 5L, "more", 5L)))));
    }
    assertThat(tables.query("SELECT id, more FROM " + table + " ORDER BY id"))
        .containsExactly("1|null", "2|null", "4|null", "5|5");
  }
}
