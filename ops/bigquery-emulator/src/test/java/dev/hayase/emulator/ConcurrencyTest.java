package dev.hayase.emulator;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_STRING;
import static dev.hayase.emulator.Clients.defaultStream;
import static dev.hayase.emulator.Clients.descriptor;
import static dev.hayase.emulator.Clients.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many writers, readers and schema changes at once, on disk: every answer is "ok", and every table
/// holds what was acknowledged.
class ConcurrencyTest {
  private static final int TABLES = 3;
  private static final int REQUESTS = 60;
  private static final int ROWS = 50;
  private static final DescriptorProto PLAIN = descriptor(Map.of("id", TYPE_INT64));
  private static final DescriptorProto CHANGE =
      descriptor(
          Map.of(
              "id", TYPE_INT64,
              "_CHANGE_TYPE", TYPE_STRING,
              "_CHANGE_SEQUENCE_NUMBER", TYPE_STRING));

  @TempDir Path directory;

  @Test
  void writersReadersAndSchemaChangesDoNotDisturbEachOther() throws Exception {
    try (Emulator emulator =
            Emulator.start(EmulatorOptions.inMemory().withDataDirectory(directory));
        Clients clients = new Clients(emulator.restPort(), emulator.grpcPort());
        ExecutorService threads = Executors.newCachedThreadPool()) {
      // Given
      clients.dataset();
      for (int i = 0; i < TABLES; i++) {
        clients.table("mirror" + i, List.of("id"), Field.of("id", StandardSQLTypeName.INT64));
        clients.table("history" + i, List.of(), Field.of("id", StandardSQLTypeName.INT64));
      }

      // When
      List<Callable<List<String>>> work = new ArrayList<>();
      for (int i = 0; i < TABLES; i++) {
        String mirror = "mirror" + i;
        String history = "history" + i;
        work.add(() -> write(emulator, mirror, CHANGE));
        work.add(() -> write(emulator, history, PLAIN));
        work.add(() -> write(emulator, history, PLAIN));
        work.add(() -> read(clients, mirror));
        work.add(() -> read(clients, history));
        work.add(() -> widen(clients, mirror));
      }
      List<String> answers = new ArrayList<>();
      for (Future<List<String>> done : threads.invokeAll(work)) {
        answers.addAll(done.get());
      }

      // Then
      assertThat(answers).containsOnly("ok");
      for (int i = 0; i < TABLES; i++) {
        assertThat(clients.query("SELECT COUNT(*), COUNT(DISTINCT id), MAX(id) FROM mirror" + i))
            .containsExactly(ROWS + "|" + ROWS + "|" + (ROWS - 1));
        assertThat(clients.query("SELECT COUNT(*) FROM history" + i))
            .containsExactly(Integer.toString(2 * REQUESTS * ROWS));
      }
    }
  }

  private static List<String> write(Emulator emulator, String table, DescriptorProto schema) {
    try (RawConnection connection = new RawConnection(emulator.grpcPort())) {
      for (int request = 0; request < REQUESTS; request++) {
        int number = request;
        connection.send(
            defaultStream(table),
            request == 0 ? schema : null,
            rows(
                schema,
                LongStream.range(0, ROWS).mapToObj(id -> row(schema, id, number)).toList()));
      }
      return connection.answers(REQUESTS);
    }
  }

  private static Map<String, @Nullable Object> row(DescriptorProto schema, long id, int number) {
    return schema.equals(PLAIN)
        ? Map.of("id", id)
        : Map.of(
            "id",
            id,
            "_CHANGE_TYPE",
            "UPSERT",
            "_CHANGE_SEQUENCE_NUMBER",
            Integer.toHexString(number));
  }

  private static List<String> read(Clients clients, String table) throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      clients.query("SELECT COUNT(*), MAX(id) FROM " + table);
    }
    return List.of("ok");
  }

  private static List<String> widen(Clients clients, String table) {
    IntStream.range(0, 5)
        .forEach(i -> clients.addColumn(table, Field.of("more" + i, StandardSQLTypeName.STRING)));
    return List.of("ok");
  }
}
