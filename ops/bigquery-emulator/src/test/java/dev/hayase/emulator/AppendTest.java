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
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AppendTest {
  private static final DescriptorProto ROW =
      descriptor(Map.of("id", TYPE_INT64, "name", TYPE_STRING));

  private Emulator emulator;
  private Clients clients;

  @BeforeEach
  void start() throws IOException {
    emulator = Emulator.start(EmulatorOptions.inMemory());
    clients = new Clients(emulator.restPort(), emulator.grpcPort());
    clients.dataset();
    clients.table(
        "t",
        List.of(),
        Field.of("id", StandardSQLTypeName.INT64),
        Field.of("name", StandardSQLTypeName.STRING));
  }

  @AfterEach
  void stop() {
    clients.close();
    emulator.close();
  }

  @Test
  void acknowledgedRowsOfTheDefaultStreamAreVisibleToTheNextQuery() throws Exception {
    // Given
    try (StreamWriter writer = clients.writer(defaultStream("t"), ROW)) {

      // When
      AppendRowsResponse response =
          await(writer.append(rows(ROW, List.of(Map.of("id", 1L, "name", "ä"), Map.of("id", 2L)))));

      // Then
      assertThat(response.getAppendResult().hasOffset()).isFalse();
      assertThat(clients.query("SELECT id, name FROM t ORDER BY id"))
          .containsExactly("1|ä", "2|null");
    }
  }

  @Test
  void aCommittedStreamAnswersTheOffsetOfTheFirstRow() throws Exception {
    // Given
    WriteStream stream =
        clients.write.createWriteStream(
            parent("t"), WriteStream.newBuilder().setType(WriteStream.Type.COMMITTED).build());
    try (StreamWriter writer = clients.writer(stream.getName(), ROW)) {
      await(writer.append(rows(ROW, List.of(Map.of("id", 1L), Map.of("id", 2L))), 0));

      // When
      AppendRowsResponse response = await(writer.append(rows(ROW, List.of(Map.of("id", 3L))), 2));

      // Then
      assertThat(response.getAppendResult().getOffset().getValue()).isEqualTo(2);
      assertThat(clients.query("SELECT count(*) FROM t")).containsExactly("3");
    }
  }
}
