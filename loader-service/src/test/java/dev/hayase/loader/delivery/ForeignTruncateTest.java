package dev.hayase.loader.delivery;

import static dev.hayase.loader.delivery.TableUnderTest.LIMIT;
import static dev.hayase.loader.delivery.TableUnderTest.PARTITION;
import static dev.hayase.loader.delivery.TableUnderTest.awaitSettled;
import static dev.hayase.loader.delivery.TableUnderTest.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.loader.batch.CommitNote;
import dev.hayase.loader.batch.SourceRecord;
import dev.hayase.loader.connect.ChangeOrder;
import dev.hayase.loader.connect.InlineJson;
import dev.hayase.loader.format.ConnectFixtures;
import dev.hayase.loader.format.ConnectFormat;
import dev.hayase.loader.format.ConnectLayout;
import dev.hayase.loader.format.ConnectSchemas;
import dev.hayase.loader.format.ConnectTopic;
import dev.hayase.loader.format.TopicFormat;
import dev.hayase.loader.table.TableMode;
import dev.hayase.pipeline.TableSettings;
import dev.hayase.pipeline.TableSettings.OnTruncate;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a mirror of another capture's topic does when the source's table was truncated. Such a
/// capture says so in one partition only.
class ForeignTruncateTest {
  private static final CommitNote OURS = CommitNote.NONE.of(Optional.of("topic"));
  private static final Schema ROW = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
  private static final String CUTOFF =
      "0000000000000000/0000000000000010/0000000000000001/0000000000000001";

  private final ConnectFixtures connect = new ConnectFixtures(true);
  private final List<SourceRecord> records =
      List.of(
          record(0, connect.key("id", 1L), "c", row(1), 15),
          record(1, null, "t", null, 16),
          record(2, connect.key("id", 2L), "c", row(2), 17));
  private final TableUnderTest table = new TableUnderTest(ForeignTruncateTest::format);

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void whereTheTopicHasOnePartitionTheRowsFromBeforeAreDeleted() {
    // Given
    table.outside.partitions(1).oldKeys("{\"id\":1}");
    TableLoader mirror = start(OnTruncate.APPLY, 0);

    // When
    mirror.receive(0, records, 3);

    // Then
    awaitSettled(mirror, 3);
    assertThat(table.outside.actions()).contains("ask keys before " + CUTOFF);
    assertThat(table.outside.rows()).isEqualTo(3);
  }

  @Test
  void itMayBeTheFirstRecordThatALoaderReads() {
    // Given
    table.outside.partitions(1);
    TableLoader first = start(OnTruncate.APPLY, 0);
    first.receive(0, records.subList(0, 1), 1);
    awaitSettled(first, 1);
    CommitNote note = table.kill(first);

    // When
    TableLoader second = table.start(TableMode.MIRROR, settings(OnTruncate.APPLY), 1, note);
    second.receive(0, records.subList(1, 3), 3);

    // Then
    awaitSettled(second, 3);
    assertThat(table.outside.actions()).contains("ask keys before " + CUTOFF);
  }

  @Test
  void whereItHasMoreTheTableWaitsForAnOperatorWithWhatCameBeforeLoaded() {
    // Given
    TableLoader mirror = start(OnTruncate.APPLY, 0);

    // When
    mirror.receive(0, records, 3);

    // Then
    await().atMost(LIMIT).until(() -> mirror.status().state() == TableStatus.State.HALTED);
    awaitSettled(mirror, 1);
    assertThat(mirror.status().remedy().orElse("")).contains("on-truncate: ignore");
    assertThat(table.outside.rows()).isEqualTo(1);

    // When: the operator decides, and restarts the loader
    table.kill(mirror);
    TableLoader decided =
        table.start(TableMode.MIRROR, settings(OnTruncate.IGNORE), 1, settled(mirror).note());
    decided.receive(0, records.subList(1, 3), 3);

    // Then
    awaitSettled(decided, 3);
    assertThat(table.outside.rows()).isEqualTo(2);
    assertThat(table.outside.actions()).noneMatch(action -> action.startsWith("ask keys"));
  }

  @Test
  void haltingItWaitsWhateverTheTopicIs() {
    // Given
    table.outside.partitions(1);
    TableLoader mirror = start(OnTruncate.HALT, 0);

    // When
    mirror.receive(0, records, 3);

    // Then
    await().atMost(LIMIT).until(() -> mirror.status().state() == TableStatus.State.HALTED);
    awaitSettled(mirror, 1);
    assertThat(mirror.status().remedy().orElse("")).contains("on-truncate:");
  }

  private TableLoader start(OnTruncate onTruncate, long offset) {
    return table.start(TableMode.MIRROR, settings(onTruncate), offset, OURS);
  }

  private SourceRecord record(
      long offset, byte @Nullable [] key, String op, @Nullable Struct after, long lsn) {
    byte[] value = connect.change(op, null, after, ROW, ConnectFixtures.source(lsn, "false"));
    return new SourceRecord(PARTITION, offset, 0, key, value, List.of());
  }

  private static Struct row(long id) {
    return new Struct(ConnectFixtures.optional(ROW)).put("id", id);
  }

  private static TopicFormat format() {
    ConnectTopic topic =
        new ConnectTopic(
            Optional.of(ConnectLayout.ENVELOPE),
            List.of(),
            Optional.empty(),
            TableMode.MIRROR,
            ChangeOrder.USUAL);
    InlineJson values = new InlineJson();
    InlineJson keys = new InlineJson();
    ConnectSchemas schemas = new ConnectSchemas(topic, values, keys);
    return new TopicFormat(new ConnectFormat(topic, values, keys, schemas), schemas);
  }

  private static TableSettings settings(OnTruncate onTruncate) {
    TableSettings usual = TableSettings.DEFAULT;
    return new TableSettings(
        usual.mode(),
        usual.dataset(),
        usual.table(),
        usual.clusterBy(),
        usual.delivery(),
        usual.priority(),
        onTruncate,
        usual.onTypeConflict());
  }
}
