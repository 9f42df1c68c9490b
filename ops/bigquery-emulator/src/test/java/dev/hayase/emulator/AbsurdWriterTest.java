package dev.hayase.emulator;

import static dev.hayase.emulator.Clients.defaultStream;
import static dev.hayase.emulator.Clients.descriptor;
import static dev.hayase.emulator.Clients.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Random descriptors and rows over gRPC; `RowFuzzTest` tries many more without it.
class AbsurdWriterTest {
  private static final int REQUESTS = 60;
  private static final DescriptorProto GOOD =
      descriptor(
          Map.of(
              "id", FieldDescriptorProto.Type.TYPE_INT64,
              "s", FieldDescriptorProto.Type.TYPE_STRING));

  @RegisterExtension
  static final RunningEmulator EMULATOR = new RunningEmulator(EmulatorOptions.inMemory());

  @Test
  void eachRequestIsTakenOrRefusedAndAGoodOneIsStillTaken() throws Exception {
    // Given
    String table = EMULATOR.fresh();
    EMULATOR
        .clients()
        .table(
            table,
            List.of(),
            Field.of("id", StandardSQLTypeName.INT64),
            Field.of("s", StandardSQLTypeName.STRING));
    Random random = new Random(20261123);
    try (RawConnection connection = EMULATOR.connect()) {
      // When
      for (int i = 0; i < REQUESTS; i++) {
        connection.send(defaultStream(table), absurd(random), bytes(random));
      }
      connection.send(defaultStream(table), GOOD, rows(GOOD, List.of(Map.of("id", 7L))));

      // Then
      List<String> answers = connection.answers(REQUESTS + 1);
      assertThat(answers)
          .hasSize(REQUESTS + 1)
          .allMatch(answer -> answer.matches("(?s)ok|INVALID_ARGUMENT .*"));
      assertThat(answers.getLast()).isEqualTo("ok");
    }
  }

  private static DescriptorProto absurd(Random random) {
    if (random.nextBoolean()) {
      return GOOD;
    }
    FieldDescriptorProto.Type[] types = FieldDescriptorProto.Type.values();
    DescriptorProto.Builder builder = DescriptorProto.newBuilder().setName("Row");
    for (String name : List.of("id", "s", "other").subList(0, 1 + random.nextInt(3))) {
      FieldDescriptorProto.Type type = types[random.nextInt(types.length)];
      FieldDescriptorProto.Builder field =
          FieldDescriptorProto.newBuilder()
              .setName(name)
              .setNumber(random.nextInt(4))
              .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
              .setType(type);
      if (type == FieldDescriptorProto.Type.TYPE_MESSAGE) {
        field.setTypeName("Row");
      }
      builder.addField(field);
    }
    return builder.build();
  }

  private static ProtoRows bytes(Random random) {
    ProtoRows.Builder rows = ProtoRows.newBuilder();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      byte[] row = new byte[random.nextInt(30)];
      random.nextBytes(row);
      rows.addSerializedRows(ByteString.copyFrom(row));
    }
    return rows.build();
  }
}
