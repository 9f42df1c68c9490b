package dev.hayase.loader.delivery;

import static dev.hayase.loader.delivery.EmulatedTable.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.loader.bigquery.EmulatedBigQuery;
import dev.hayase.pipeline.TableSettings.OnTypeConflict;
import dev.hayase.records.table.TableMode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The source of a mirror is restored, read anew, or gets another key: the mirror ends as the
/// source is, whatever dies meanwhile.
class SourceChangesTest {
  private static final EmulatedBigQuery BIGQUERY = new EmulatedBigQuery();
  private static final ChangeTopic TOPIC = new ChangeTopic("school", "public", "t");
  private static final TableSchema SCHEMA = schema("id");

  @AfterAll
  static void close() {
    BIGQUERY.close();
  }

  private static TableSchema schema(String... key) {
    return TableSchema.of(
        List.of(
            Column.nullable("id", ColumnType.INT64),
            Column.nullable("v", ColumnType.STRING),
            Column.nullable("s", ColumnType.STRING)),
        List.of(key));
  }

  private static EmulatedTable mirror() {
    EmulatedTable table = new EmulatedTable(BIGQUERY, TableMode.MIRROR, OnTypeConflict.WIDEN);
    table.kafka.partitions(1);
    table.start(0);
    return table;
  }

  private static String row(int id, String v) {
    return "{'id':%d,'v':'%s','s':null}".formatted(id, v);
  }

  private static ControlRecord begin(String id, SequenceNumber at) {
    return new ControlRecord.SnapshotStart(TOPIC, 1, 5, id, at);
  }

  private static ControlRecord end(String id, SequenceNumber begunAt) {
    return new ControlRecord.SnapshotEnd(TOPIC, 1, 6, id, begunAt);
  }

  private static List<List<String>> rows(EmulatedTable table) {
    return table.query("SELECT id, v FROM TABLE ORDER BY id");
  }

  @Test
  void aRestoredSourceWinsOverWhatItHasForgotten() {
    try (EmulatedTable table = mirror()) {
      // Given
      table.write(SCHEMA, row(1, "a"), row(2, "a"), row(3, "a"), row(1, "b"), row(1, "c"));
      table.awaitSettled();

      // When
      table.newEpoch();
      SequenceNumber at = table.now();
      table.write(begin("s2", at));
      table.write(SCHEMA, row(1, "restored"), row(2, "restored"));
      table.write(end("s2", at));
      table.write(SCHEMA, row(2, "changed since"), "-{'id':1}");

      // Then
      table.awaitSettled();
      assertThat(rows(table)).containsExactly(List.of("2", "changed since"));
    }
  }

  @Test
  void aSnapshotLeavesNoGhostsThoughTheLoaderDiesAmidItAndAmidTheSweep() {
    try (EmulatedTable table = mirror()) {
      // Given
      table.write(SCHEMA, row(1, "old"), row(2, "ghost"), row(3, "old"), row(4, "ghost"));
      table.awaitSettled();
      SequenceNumber at = table.now();
      table.write(begin("s2", at));
      table.write(SCHEMA, row(1, "new"));
      table.awaitSettled();

      // When
      table.restart();
      table.write(SCHEMA, row(3, "new"));
      table.awaitSettled();
      BIGQUERY.order(
          "{\"fault\": \"error\", \"status\": \"UNAVAILABLE\", \"calls\": [\"AppendRows\"], \"table\": \"%s.t\"}"
              .formatted(table.dataset));
      table.write(end("s2", at));
      table.write(SCHEMA, row(5, "after"));
      await().atMost(LIMIT).until(() -> table.metrics.failed().containsKey("unavailable"));
      table.restart();
      BIGQUERY.heal();

      // Then
      table.awaitSettled();
      assertThat(rows(table))
          .containsExactly(List.of("1", "new"), List.of("3", "new"), List.of("5", "after"));
    }
  }

  @Test
  void anotherKeyOfTheSourceHaltsTheMirrorWithTheRemedyAndChangesNothing() {
    try (EmulatedTable table = mirror()) {
      // Given
      table.write(SCHEMA, row(1, "a"));
      table.awaitSettled();

      // When
      table.write(schema("id", "v"), row(1, "b"));

      // Then
      await().atMost(LIMIT).until(() -> table.status().state() == TableStatus.State.HALTED);
      TableStatus.Episode episode = table.status().episode().orElseThrow();
      assertThat(episode.code()).isEqualTo("table-refused");
      assertThat(episode.reason())
          .isEqualTo("the table's primary key is [id], the source's is [id, v]");
      assertThat(episode.remedy().orElseThrow()).contains("primary key (NOT ENFORCED)");
      assertThat(rows(table)).containsExactly(List.of("1", "a"));
      assertThat(table.kafka.actions()).noneMatch(action -> action.startsWith("park"));
      assertThat(table.isSettled()).isFalse();
    }
  }

  @Test
  void aSourceThatLosesItsKeyHaltsTheMirror() {
    try (EmulatedTable table = mirror()) {
      // Given
      table.write(SCHEMA, row(1, "a"));
      table.awaitSettled();

      // When
      table.write(schema(), row(1, "b"));

      // Then
      await().atMost(LIMIT).until(() -> table.status().state() == TableStatus.State.HALTED);
      assertThat(table.status().episode().orElseThrow().reason())
          .contains("the source's primary key changed");
      assertThat(rows(table)).containsExactly(List.of("1", "a"));
    }
  }
}
