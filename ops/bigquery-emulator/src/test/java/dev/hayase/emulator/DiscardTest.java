package dev.hayase.emulator;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_STRING;
import static dev.hayase.emulator.Clients.await;
import static dev.hayase.emulator.Clients.descriptor;
import static dev.hayase.emulator.Clients.parent;
import static dev.hayase.emulator.Clients.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.storage.v1.Exceptions.AppendSerializationError;
import com.google.cloud.bigquery.storage.v1.Exceptions.OffsetAlreadyExists;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import dev.hayase.emulator.catalog.TableFilter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DiscardTest {
  private static final DescriptorProto ROW =
      descriptor(Map.of("id", TYPE_INT64, "name", TYPE_STRING));

  @RegisterExtension
  static final RunningEmulator EMULATOR =
      new RunningEmulator(
          EmulatorOptions.inMemory()
              .withDiscard(List.of(TableFilter.parse("d.sink").orElseThrow())));

  @Test
  void discardedRowsAreCheckedCountedAndAcknowledgedAndNotThere() throws Exception {
    // Given
    Clients clients = EMULATOR.clients();
    clients.table(
        "sink",
        List.of(),
        Field.of("id", StandardSQLTypeName.INT64),
        Field.newBuilder("name", StandardSQLTypeName.STRING).setMaxLength(3L).build());
    String stream =
        clients
            .write
            .createWriteStream(
                parent("sink"),
                WriteStream.newBuilder().setType(WriteStream.Type.COMMITTED).build())
            .getName();
    try (StreamWriter writer = clients.writer(stream, ROW)) {
      // When
      await(writer.append(rows(ROW, List.of(Map.of("id", 1L), Map.of("id", 2L))), 0));

      // Then
      assertThatThrownBy(() -> await(writer.append(rows(ROW, List.of(Map.of("id", 1L))), 0)))
          .hasCauseInstanceOf(OffsetAlreadyExists.class);
      assertThatThrownBy(
              () -> await(writer.append(rows(ROW, List.of(Map.of("id", 3L, "name", "long"))), 2)))
          .hasCauseInstanceOf(AppendSerializationError.class);
      assertThat(clients.write.finalizeWriteStream(stream).getRowCount()).isEqualTo(2);
      assertThat(clients.query("SELECT COUNT(*) FROM sink")).containsExactly("0");
    }
  }
}
