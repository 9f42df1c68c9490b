package dev.hayase.loader.delivery;

import static dev.hayase.loader.delivery.EmulatedTable.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.loader.bigquery.EmulatedBigQuery;
import dev.hayase.loader.delivery.TableStatus.Episode;
import dev.hayase.loader.delivery.TableStatus.State;
import dev.hayase.pipeline.TableSettings.OnTypeConflict;
import dev.hayase.records.table.TableMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What follows from a verdict, from the record to the row, on a server that fails to order. That
/// another loader has taken over is not its to say: see [TableLoaderTest].
class VerdictsTest {
  private static final EmulatedBigQuery BIGQUERY = new EmulatedBigQuery();
  private static final TableSchema SCHEMA =
      TableSchema.of(
          List.of(
              Column.nullable("id", ColumnType.INT64),
              Column.nullable("v", ColumnType.STRING),
              Column.nullable("g", ColumnType.GEOGRAPHY)),
          List.of("id"));
  private static final Duration REFILL = Duration.ofMinutes(10);

  @AfterAll
  static void close() {
    BIGQUERY.close();
  }

  private static EmulatedTable loaded(TableMode mode) {
    EmulatedTable table = new EmulatedTable(BIGQUERY, mode, OnTypeConflict.WIDEN);
    table.start(0);
    table.write(SCHEMA, row(0));
    table.awaitSettled();
    return table;
  }

  private static String row(int id) {
    return "{'id':%d,'v':'x','g':null}".formatted(id);
  }

  private static String[] rows(int from, int to) {
    return IntStream.range(from, to).mapToObj(VerdictsTest::row).toArray(String[]::new);
  }

  private static void order(EmulatedTable table, String fault) {
    BIGQUERY.order("{%s, \"table\": \"%s.t\"}".formatted(fault, table.dataset));
  }

  private static void assertEachOnce(EmulatedTable table, int rows) {
    assertThat(table.query("SELECT COUNT(*), COUNT(DISTINCT id) FROM TABLE"))
        .containsExactly(List.of(Integer.toString(rows), Integer.toString(rows)));
    assertThat(table.status().state()).isEqualTo(State.LOADING);
  }

  @ParameterizedTest
  @CsvSource({
    "MIRROR, UNAVAILABLE",
    "MIRROR, INTERNAL",
    "HISTORY, ABORTED",
    "HISTORY, DEADLINE_EXCEEDED"
  })
  void retry(TableMode mode, String status) {
    try (EmulatedTable table = loaded(mode)) {
      // Given
      order(
          table,
          "\"fault\": \"error\", \"status\": \"%s\", \"calls\": [\"AppendRows\"], \"times\": 3"
              .formatted(status));

      // When
      table.write(SCHEMA, rows(1, 300));

      // Then
      table.awaitSettled();
      assertEachOnce(table, 300);
      // Requests that were on their way behind the first one fail with it, and count once.
      assertThat(table.metrics.failed()).containsKey("unavailable");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MIRROR", "HISTORY"})
  void appliedOrSentAgain(TableMode mode) {
    try (EmulatedTable table = loaded(mode)) {
      // Given
      order(table, "\"fault\": \"unacknowledged\", \"calls\": [\"AppendRows\"], \"times\": 2");

      // When
      table.write(SCHEMA, rows(1, 300));

      // Then
      table.awaitSettled();
      assertEachOnce(table, 300);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MIRROR", "HISTORY"})
  void aRefillOfTenMinutesIsWaitedFor(TableMode mode) {
    try (EmulatedTable table = loaded(mode)) {
      // Given
      Instant began = Instant.now();
      order(
          table,
          "\"fault\": \"error\", \"status\": \"RESOURCE_EXHAUSTED\", \"calls\": [\"AppendRows\"],"
              + " \"for\": \"10m\"");

      // When
      table.write(SCHEMA, rows(1, 300));
      for (int minute = 1; minute < REFILL.toMinutes(); minute++) {
        long failed = failures(table);
        table.pass(Duration.ofMinutes(1));
        await().atMost(LIMIT).until(() -> failures(table) > failed);
      }

      // Then
      Episode episode = table.status().episode().orElseThrow();
      assertThat(table.status().state()).isEqualTo(State.BACKING_OFF);
      assertThat(episode.code()).isEqualTo("quota-exceeded");
      assertThat(episode.since()).isBetween(began, began.plus(Duration.ofMinutes(2)));
      assertThat(episode.attempts()).isBetween(9, 40);
      assertThat(episode.nextAttempt().orElseThrow())
          .isBefore(Instant.now().plus(REFILL).plus(Duration.ofSeconds(90)));
      assertThat(table.metrics.troubled()).contains(episode.since());

      // When
      table.passUntilSettled(Duration.ofMinutes(1));

      // Then
      assertEachOnce(table, 300);
      assertThat(table.metrics.troubled()).isEmpty();
    }
  }

  private static long failures(EmulatedTable table) {
    return table.metrics.failed().getOrDefault("quota-exceeded", 0L);
  }

  @ParameterizedTest
  @EnumSource(names = {"MIRROR", "HISTORY"})
  @EnabledIfSystemProperty(
      named = "hayase.realtime",
      matches = "true",
      disabledReason = "takes ten minutes")
  void aRefillOfTenMinutesIsWaitedForInRealTime(TableMode mode) {
    try (EmulatedTable table = loaded(mode)) {
      // Given
      order(
          table,
          "\"fault\": \"error\", \"status\": \"RESOURCE_EXHAUSTED\", \"calls\": [\"AppendRows\"],"
              + " \"for\": \"10m\"");

      // When
      table.write(SCHEMA, rows(1, 300));

      // Then
      await()
          .atMost(REFILL.plus(Duration.ofMinutes(3)))
          .pollInterval(Duration.ofSeconds(1))
          .until(table::isSettled);
      assertEachOnce(table, 300);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "access-denied, '\"fault\": \"error\", \"status\": \"PERMISSION_DENIED\"'",
    "not-authenticated, '\"fault\": \"error\", \"status\": \"UNAUTHENTICATED\"'"
  })
  void setupIsHaltedSlowlyRetriedAndHealed(String code, String fault) {
    try (EmulatedTable table = loaded(TableMode.HISTORY)) {
      // Given
      order(table, fault + ", \"message\": \"no role\", \"calls\": [\"AppendRows\"]");

      // When
      table.write(SCHEMA, rows(1, 10));

      // Then
      await().atMost(LIMIT).until(() -> table.status().state() == State.HALTED);
      assertThat(table.status().episode().orElseThrow().code()).isEqualTo(code);
      assertThat(table.status().remedy()).isPresent();

      // When
      BIGQUERY.heal();

      // Then
      table.passUntilSettled(Duration.ofSeconds(1));
      assertEachOnce(table, 10);
    }
  }

  @Test
  void aTableThatIsGoneIsMadeAnew() {
    try (EmulatedTable table = loaded(TableMode.MIRROR)) {
      // Given
      BIGQUERY.query("DROP TABLE `%s`.t".formatted(table.dataset));

      // When
      table.write(SCHEMA, rows(1, 10));

      // Then
      table.passUntilSettled(Duration.ofSeconds(1));
      assertEachOnce(table, 9);
    }
  }

  @Test
  void aTableThatCannotBeMadeIsHaltedUntilItCan() {
    try (EmulatedTable table =
        new EmulatedTable(BIGQUERY, TableMode.MIRROR, OnTypeConflict.WIDEN)) {
      // Given
      BIGQUERY.order(
          "{\"fault\": \"httpError\", \"status\": 403, \"reason\": \"accessDenied\", \"message\":"
              + " \"no role\", \"calls\": [\"REST\"]}");
      table.start(0);

      // When
      table.write(SCHEMA, rows(0, 10));

      // Then
      await().atMost(LIMIT).until(() -> table.status().state() == State.HALTED);
      assertThat(table.status().episode().orElseThrow().code()).isEqualTo("access-denied");

      // When
      BIGQUERY.heal();

      // Then
      table.passUntilSettled(Duration.ofSeconds(1));
      assertEachOnce(table, 10);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MIRROR", "HISTORY"})
  void parkRows(TableMode mode) {
    try (EmulatedTable table = loaded(mode)) {
      // When
      table.write(SCHEMA, row(1), "{'id':2,'v':'x','g':'POINT(nowhere)'}", row(3));

      // Then
      table.awaitSettled();
      assertEachOnce(table, 3);
      assertThat(table.kafka.actions().stream().filter(action -> action.startsWith("park")))
          .hasSize(1)
          .allMatch(action -> action.startsWith("park 2"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MIRROR", "HISTORY"})
  void split(TableMode mode) {
    try (EmulatedTable table = loaded(mode)) {
      // Given
      String wide = "{'id':%d,'v':'" + "x".repeat(400_000) + "','g':null}";
      String tooWide = "{'id':9,'v':'" + "x".repeat(1_100_000) + "','g':null}";

      // When
      table.write(
          SCHEMA,
          wide.formatted(1),
          wide.formatted(2),
          wide.formatted(3),
          tooWide,
          wide.formatted(4));

      // Then
      table.awaitSettled();
      assertEachOnce(table, 5);
      assertThat(table.kafka.actions().stream().filter(action -> action.startsWith("park")))
          .hasSize(1);
    }
  }

  @Test
  void replaceStream() {
    try (EmulatedTable table = loaded(TableMode.HISTORY)) {
      // Given
      table.pass(Duration.ofDays(5));

      // When
      table.write(SCHEMA, rows(1, 10));

      // Then
      table.passUntilSettled(Duration.ofSeconds(1));
      assertEachOnce(table, 10);
      List<String> actions = table.kafka.actions();
      assertThat(actions.stream().filter(action -> action.startsWith("claim")))
          .as("claims among %s", actions)
          .hasSize(2);
    }
  }

  @Test
  void haltTable() {
    try (EmulatedTable table = loaded(TableMode.HISTORY)) {
      // Given
      order(
          table,
          "\"fault\": \"error\", \"status\": \"INVALID_ARGUMENT\", \"message\": \"no\", \"calls\":"
              + " [\"AppendRows\"]");

      // When
      table.write(SCHEMA, rows(1, 10));

      // Then
      await().atMost(LIMIT).until(() -> table.status().state() == State.HALTED);
      assertThat(table.status().episode().orElseThrow().code()).isEqualTo("request-refused");

      // When
      BIGQUERY.heal();

      // Then
      table.passUntilSettled(Duration.ofSeconds(1));
      assertEachOnce(table, 10);
    }
  }
}
