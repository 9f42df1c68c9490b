package dev.hayase.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.order.CaptureOrder.SnapshotTable;
import dev.hayase.event.wire.Headers;
import dev.hayase.local.process.ChildProcess;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A table is read anew while it is written to, and the capture is killed in the middle of it.
class SnapshotKillTest {
  private static final int KILLS = Integer.getInteger("hayase.test.snapshot.kills", 1);
  private static final int ROWS = 30_000;
  private static final long PACE_NANOS = 2_000_000;

  private final School school = Lab.school();
  private final AtomicBoolean writing = new AtomicBoolean(true);

  @AfterEach
  void end() {
    writing.set(false);
    school.close();
  }

  @Test
  void theRunGoesOnWhereItWasAndTheMirrorIsTheTable() throws Exception {
    // Given
    school.sql(
        "CREATE TABLE counters (id int PRIMARY KEY, n int NOT NULL)",
        "INSERT INTO counters SELECT i, 0 FROM generate_series(1, %d) i".formatted(ROWS));
    ChildProcess capture = school.captureProcess();
    awaitControls(6);
    capture.kill();
    CompletableFuture<Void> writer = CompletableFuture.runAsync(this::write);
    school.order(new SnapshotTable(school.table("counters"), Optional.empty()));
    capture = school.captureProcess();

    // When
    for (int kill = 1; kill <= KILLS; kill++) {
      int progress = kill * ROWS / (KILLS + 2);
      Awaitility.await().atMost(School.PATIENCE).until(() -> readAnew().size() > progress);
      capture.kill();
      capture = school.captureProcess();
    }
    awaitControls(12);
    writing.set(false);
    writer.get();
    school.sql("INSERT INTO counters VALUES (0, 7)");

    // Then
    Awaitility.await()
        .atMost(School.PATIENCE)
        .until(() -> Folded.of(school.records("counters")).containsKey("{\"id\":0}"));
    List<Received> records = school.records("counters");
    assertThat(mirror(records)).isEqualTo(table());
    assertThat(readAnew()).extracting(Received::key).doesNotHaveDuplicates();
    assertThat(records)
        .extracting(r -> r.sequence().ordinal())
        .isEqualTo(LongStream.rangeClosed(1, records.size()).boxed().toList());
    assertThat(records).filteredOn(Received::isControl).hasSize(12);
  }

  private void awaitControls(int count) {
    Awaitility.await()
        .atMost(School.PATIENCE)
        .until(
            () -> school.records("counters").stream().filter(Received::isControl).count() >= count);
  }

  /// The rows of the second snapshot.
  private List<Received> readAnew() {
    List<Received> records = school.records("counters");
    String first = records.getFirst().value().get("snapshotId").asString();
    return records.stream()
        .filter(r -> !r.isControl())
        .filter(r -> !r.header(Headers.SNAPSHOT).isEmpty())
        .filter(r -> !r.header(Headers.SNAPSHOT).equals(first))
        .toList();
  }

  /// Updates, inserts, deletes and changed keys, here and there in the table.
  private void write() {
    Random random = new Random(11);
    try (Connection connection = school.connect();
        Statement statement = connection.createStatement()) {
      while (writing.get()) {
        int id = 1 + random.nextInt(ROWS * 2);
        statement.execute(
            switch (random.nextInt(4)) {
              case 0 -> "DELETE FROM counters WHERE id = " + id;
              case 1 -> "INSERT INTO counters VALUES (%d, 1) ON CONFLICT DO NOTHING".formatted(id);
              case 2 ->
                  "UPDATE counters SET id = %d WHERE id = %d AND NOT EXISTS (SELECT FROM counters WHERE id = %d)"
                      .formatted(id + 1, id, id + 1);
              default ->
                  "UPDATE counters SET n = n + 1 WHERE id BETWEEN %d AND %d".formatted(id, id + 5);
            });
        LockSupport.parkNanos(PACE_NANOS);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Integer> mirror(List<Received> records) {
    Map<String, Integer> rows = new TreeMap<>();
    Folded.of(records).forEach((key, row) -> rows.put(key, row.get("n").asInt()));
    return rows;
  }

  private Map<String, Integer> table() throws SQLException {
    Map<String, Integer> rows = new TreeMap<>();
    try (Connection connection = school.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT id, n FROM counters")) {
      while (row.next()) {
        rows.put("{\"id\":%d}".formatted(row.getInt(1)), row.getInt(2));
      }
    }
    return rows;
  }
}
