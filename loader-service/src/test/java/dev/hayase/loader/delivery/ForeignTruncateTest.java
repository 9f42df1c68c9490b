package dev.hayase.loader.delivery;

import static dev.hayase.loader.delivery.TableUnderTest.PARTITION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.loader.format.ConnectFixtures;
import dev.hayase.pipeline.TableSettings.OnTruncate;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.connect.ChangeOrder;
import dev.hayase.records.connect.InlineJson;
import dev.hayase.records.format.ConnectFormat;
import dev.hayase.records.format.ConnectLayout;
import dev.hayase.records.format.ConnectSchemas;
import dev.hayase.records.format.ConnectTopic;
import dev.hayase.records.format.TopicFormat;
import dev.hayase.records.table.TableMode;
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
  private static final Schema ROW = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
  private static final String CUTOFF =
      "0000000000000000/0000000000000010/0000000000000001/0000000000000001";

  private final ConnectFixtures connect = new ConnectFixtures(true);
  private final TableUnderTest table = new TableUnderTest(ForeignTruncateTest::format);
  private final TruncatedMirror mirror =
      new TruncatedMirror(
          table,
          List.of(
              record(0, connect.key("id", 1L), "c", row(1), 15),
              record(1, null, "t", null, 16),
              record(2, connect.key("id", 2L), "c", row(2), 17)));

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void whereTheTopicHasOnePartitionTheRowsFromBeforeAreDeleted() {
    // Given
    table.outside.partitions(1).oldKeys("{\"id\":1}");

    // When
    TableLoader loader = mirror.first(OnTruncate.APPLY, 3);

    // Then
    mirror.awaitAll(loader, 3);
    assertThat(table.outside.actions()).contains("ask keys before " + CUTOFF);
  }

  @Test
  void itMayBeTheFirstRecordThatALoaderReads() {
    // Given
    table.outside.partitions(1);
    TableLoader first = mirror.first(OnTruncate.APPLY, 1);

    // When
    TableLoader second = mirror.successor(first, OnTruncate.APPLY);

    // Then
    mirror.awaitAll(second, 2);
    assertThat(table.outside.actions()).contains("ask keys before " + CUTOFF);
  }

  @Test
  void whereItHasMoreTheTableWaitsForAnOperatorWithWhatCameBeforeLoaded() {
    // When
    TableLoader loader = mirror.first(OnTruncate.APPLY, 3);

    // Then
    mirror.awaitHalted(loader, "on-truncate: ignore");

    // When: the operator decides, and restarts the loader
    TableLoader decided = mirror.successor(loader, OnTruncate.IGNORE);

    // Then
    mirror.awaitAll(decided, 2);
    assertThat(table.outside.actions()).noneMatch(action -> action.startsWith("ask keys"));
  }

  @Test
  void haltingItWaitsWhateverTheTopicIs() {
    // Given
    table.outside.partitions(1);

    // When
    TableLoader loader = mirror.first(OnTruncate.HALT, 3);

    // Then
    mirror.awaitHalted(loader, "on-truncate:");
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
}
