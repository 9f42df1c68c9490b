package dev.hayase.loader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.replay.PartProgress.State;
import dev.hayase.event.replay.ReplayOrder;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.loader.scene.ChangeWriter;
import dev.hayase.loader.scene.LoaderProcess;
import dev.hayase.loader.scene.ReplayDesk;
import dev.hayase.loader.scene.ReplayDesk.Totals;
import dev.hayase.loader.scene.Scene;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Loading again beside the live flow, on a real broker and the emulator. One scene for all tests:
/// each has a table of its own.
@TestInstance(Lifecycle.PER_CLASS)
class ReplayTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long FAST = 50_000_000;
  private static final TableSchema SCHEMA =
      TableSchema.of(
          List.of(
              Column.nullable("id", ColumnType.INT64), Column.nullable("text", ColumnType.STRING)),
          List.of("id"));
  private static final TableSchema WIDER =
      TableSchema.of(
          List.of(
              Column.nullable("id", ColumnType.INT64),
              Column.nullable("text", ColumnType.STRING),
              Column.nullable("late", ColumnType.STRING)),
          List.of("id"));

  private Path folder;
  private Scene scene;
  private ReplayDesk desk;

  @BeforeAll
  void start(@TempDir Path shared) {
    folder = shared;
    scene =
        new Scene(folder)
            .table("missing", "{mode: history}")
            .table("killed", "{mode: history}")
            .table("unheard", "{mode: history}")
            .table("parked", "{mode: history}");
    desk = new ReplayDesk(scene);
    scene.startLoader();
  }

  @AfterAll
  void stop() {
    scene.close();
  }

  @Test
  void rowsThatAreThereAreSkippedAndThoseThatAreMissingAreWrittenWhileTheLiveFlowGoesOn() {
    try (ChangeWriter writer = new ChangeWriter(scene, "public", "missing", 2, SCHEMA)) {
      // Given
      int written = write(writer, 0, 400);
      await().atMost(LIMIT).until(() -> scene.isDrained(writer.topic()));
      scene.lose("missing", "MOD(id, 4) = 0");

      // When
      ReplayOrder order = desk.everything(writer.topic(), FAST);
      int more = write(writer, written, 200);

      // Then
      await().atMost(LIMIT).until(() -> desk.isOver(order));
      await().atMost(LIMIT).until(() -> scene.isDrained(writer.topic()));
      assertOnceEach("missing", more);
      assertThat(desk.totals(order)).isEqualTo(new Totals(100, 300, 0));
    }
  }

  @Test
  void aLoaderThatIsKilledAmidAReplayIsFollowedByOneThatDoublesNothing() {
    scene.stopLoader();
    try (ChangeWriter writer = new ChangeWriter(scene, "public", "killed", 2, SCHEMA)) {
      // Given
      int written = write(writer, 0, 2_000);
      ReplayOrder order;
      try (LoaderProcess loader = new LoaderProcess(scene, folder, "killed")) {
        await().atMost(LIMIT).until(() -> scene.isDrained(writer.topic()));
        scene.lose("killed", "id >= 0");
        order = desk.everything(writer.topic(), 200_000);
        await().atMost(LIMIT).until(() -> !count("killed").equals("0"));

        // When
        loader.kill();
        assertThat(count("killed")).isNotEqualTo("2000");
      } finally {
        scene.startLoader();
      }

      // Then
      await().atMost(LIMIT).until(() -> desk.isOver(order));
      assertOnceEach("killed", written);
    }
  }

  @Test
  void theEndOfASnapshotThatNoLoaderHasHeardOfIsTold() {
    try (ChangeWriter writer = new ChangeWriter(scene, "public", "unheard", 2, SCHEMA)) {
      // Given: as a loader leaves the table that knows nothing of ends
      writer.transaction(() -> {
        SequenceNumber start = writer.snapshotStart("s1");
        for (int id = 0; id < 10; id++) {
          writer.snapshotRow("s1", key(id), row(id, "a"));
        }
        writer.snapshotEnd("s1", start);
      });
      await().atMost(LIMIT).until(() -> scene.isDrained(writer.topic()));
      await().atMost(LIMIT).until(() -> count("unheard_complete").equals("10"));
      scene.lose("unheard", "_op = 'snapshot-end'");
      assertThat(count("unheard_complete")).isEqualTo("0");

      // When
      ReplayOrder order = desk.everything(writer.topic(), FAST);

      // Then
      await().atMost(LIMIT).until(() -> desk.isOver(order));
      assertThat(count("unheard_complete")).isEqualTo("10");
      assertThat(count("unheard")).isEqualTo("11");
    }
  }

  @Test
  void aMirrorIsFoldedToTheLastRecordOfEachKeySoThatNothingDeletedComesBack() {
    try (ChangeWriter writer = new ChangeWriter(scene, "public", "mirrored", 1, SCHEMA)) {
      // Given
      writer.transaction(() -> {
        writer.upsert("c", key(1), row(1, "gone"));
        writer.truncate();
        writer.upsert("c", key(1), row(1, "old"));
        writer.upsert("c", key(2), row(2, "deleted"));
        writer.upsert("c", key(3), row(3, "only"));
      });
      ReplayOrder early = desk.everything(writer.topic(), FAST);
      writer.transaction(() -> {
        writer.upsert("u", key(1), row(1, "new"));
        writer.delete(key(2), null);
      });
      await().atMost(LIMIT).until(() -> scene.isDrained(writer.topic()) && desk.isOver(early));

      // When
      ReplayOrder order = desk.everything(writer.topic(), FAST);

      // Then
      await().atMost(LIMIT).until(() -> desk.isOver(order));
      assertThat(scene.query("SELECT id, text FROM DATASET.mirrored ORDER BY id"))
          .containsExactly(List.of("1", "new"), List.of("3", "only"));
      assertThat(desk.totals(order)).isEqualTo(new Totals(3, 3, 0));
    }
  }

  @Test
  void deadLettersAreRedrivenOnceTheirCauseIsFixedAndThoseThatFailAgainAreParkedWithALink() {
    try (ChangeWriter writer = new ChangeWriter(scene, "public", "parked", 1, SCHEMA)) {
      // Given
      writer.transaction(() -> {
        writer.upsert("c", key(1), row(1, "good"));
        writer.raw(key(2).getBytes(UTF_8), change(2), headers(2));
        writer.raw(key(3).getBytes(UTF_8), "no json".getBytes(UTF_8), headers(3));
        writer.upsert("c", key(4), row(4, "good"));
      });
      await().atMost(LIMIT).until(() -> scene.isDrained(writer.topic()));
      String letters = writer.topic() + ".dlt";
      await().atMost(LIMIT).until(() -> scene.records(letters).size() == 2);
      writer.schema(WIDER);

      // When
      ReplayOrder order = desk.redrive(writer.topic(), "code=unknown-schema");

      // Then
      await().atMost(LIMIT).until(() -> desk.isOver(order));
      assertThat(desk.totals(order)).isEqualTo(new Totals(1, 0, 1));
      assertThat(scene.query("SELECT id, late FROM DATASET.parked ORDER BY id"))
          .containsExactly(List.of("1", "null"), List.of("2", "at last"), List.of("4", "null"));
      assertThat(scene.records(letters))
          .extracting(letter ->
              List.of(
                  header(letter, "hayase-dlt-original-offset"),
                  header(letter, "hayase-dlt-code"),
                  header(letter, "hayase-dlt-former")))
          .containsExactly(
              List.of("1", "unknown-schema", "none"),
              List.of("2", "unknown-schema", "none"),
              List.of("2", "malformed-record", "1"));

      // When
      ReplayOrder again = desk.redrive(writer.topic(), "");

      // Then
      await().atMost(LIMIT).until(() -> desk.isOver(again));
      assertThat(desk.totals(again)).isEqualTo(new Totals(0, 1, 1));
    }
  }

  @Test
  void whatIsCalledOffStopsWhereItIs() {
    try (ChangeWriter writer = new ChangeWriter(scene, "public", "cancelled", 1, SCHEMA)) {
      // Given
      write(writer, 0, 400);
      await().atMost(LIMIT).until(() -> scene.isDrained(writer.topic()));
      ReplayOrder order = desk.everything(writer.topic(), 2_000);
      await().atMost(LIMIT).until(() -> desk.book().progress(order.id(), 0).isPresent());

      // When
      desk.cancel(order);

      // Then
      await().atMost(LIMIT).until(() -> desk.isOver(order));
      assertThat(desk.book().progress(order.id(), 0).orElseThrow().state())
          .isEqualTo(State.CANCELLED);
    }
  }

  private static int write(ChangeWriter writer, int from, int rows) {
    for (int first = from; first < from + rows; first += 50) {
      int id = first;
      writer.transaction(() -> {
        for (int i = id; i < id + 50; i++) {
          writer.upsert("c", key(i), row(i, "text " + i));
        }
      });
    }
    return from + rows;
  }

  private String count(String table) {
    return scene.query("SELECT COUNT(*) FROM DATASET." + table).getFirst().getFirst();
  }

  private void assertOnceEach(String table, int written) {
    String all = Integer.toString(written);
    assertThat(
            scene.query(
                "SELECT COUNT(*), COUNT(DISTINCT id), MIN(id), MAX(id) FROM DATASET." + table))
        .containsExactly(List.of(all, all, "0", Integer.toString(written - 1)));
  }

  private static byte[] change(int id) {
    return """
    {"before":null,"after":{"id":%d,"text":"t","late":"at last"},"source":{"connector":"postgresql","name":"s",\
    "ts_ms":1,"ts_us":1,"snapshot":"false","db":"d","schema":"public","table":"parked"},"op":"c","ts_ms":1,"ts_us":1}\
    """
        .formatted(id)
        .getBytes(UTF_8);
  }

  private static Map<String, String> headers(int ordinal) {
    return Map.of(
        "hayase-version",
        "1",
        "hayase-schema",
        WIDER.fingerprint().hex(),
        "hayase-seq",
        new SequenceNumber(1_700_000_000L, 100 + ordinal).toString());
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? "none" : new String(header.value(), UTF_8);
  }

  private static String key(int id) {
    return "{\"id\":%d}".formatted(id);
  }

  private static String row(int id, String text) {
    return "{\"id\":%d,\"text\":\"%s\"}".formatted(id, text);
  }
}
