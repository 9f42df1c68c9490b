package dev.hayase.emulator;

import static dev.hayase.emulator.Clients.DATASET;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.Dataset;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.TimePartitioning;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExpirationTest {
  private static final TestClock CLOCK = new TestClock();
  private static final Schema DAY = Schema.of(Field.of("day", StandardSQLTypeName.DATE));

  @RegisterExtension
  static final RunningEmulator EMULATOR =
      new RunningEmulator(EmulatorOptions.inMemory().withClock(CLOCK));

  private final Clients clients = EMULATOR.clients();
  private final String name = EMULATOR.fresh();
  private final TableId table = TableId.of(DATASET, name);

  @Test
  void aTableEndsAtItsExpirationTimeAndItsNameIsFree() {
    // Given
    long end = CLOCK.instant().plusSeconds(60).toEpochMilli();
    TableInfo info =
        TableInfo.newBuilder(table, StandardTableDefinition.of(DAY)).setExpirationTime(end).build();
    clients.rest.create(info);

    // When
    CLOCK.advance(Duration.ofSeconds(60));

    // Then
    assertThat(clients.rest.getTable(table)).isNull();
    assertThat(clients.rest.listTables(DATASET).iterateAll())
        .noneMatch(each -> each.getTableId().getTable().equals(name));
    clients.rest.create(TableInfo.of(table, StandardTableDefinition.of(DAY)));
    assertThat(clients.rest.getTable(table).getExpirationTime()).isNull();
  }

  @Test
  void aDatasetGivesItsNewTablesAnEnd() {
    // Given
    Dataset dataset =
        clients.rest.create(
            DatasetInfo.newBuilder("ending").setDefaultTableLifetime(3_600_000L).build());

    // When
    clients.rest.create(TableInfo.of(TableId.of("ending", name), StandardTableDefinition.of(DAY)));

    // Then
    assertThat(clients.rest.getTable(TableId.of("ending", name)).getExpirationTime())
        .isEqualTo(CLOCK.instant().plusSeconds(3600).toEpochMilli());
    assertThat(dataset.getDefaultTableLifetime()).isEqualTo(3_600_000L);
  }

  @Test
  void rowsOfPartitionsThatExpiredAreGone() throws Exception {
    // Given
    CLOCK.set(Instant.parse("2026-01-03T00:00:00Z"));
    clients.rest.create(
        TableInfo.of(
            table,
            StandardTableDefinition.newBuilder()
                .setSchema(DAY)
                .setTimePartitioning(
                    TimePartitioning.newBuilder(TimePartitioning.Type.DAY)
                        .setField("day")
                        .setExpirationMs(Duration.ofDays(2).toMillis())
                        .build())
                .build()));
    clients.query(
        "INSERT INTO "
            + name
            + " SELECT d FROM UNNEST([DATE '2026-01-01', DATE '2026-01-02', NULL]) AS d");

    // When
    CLOCK.set(Instant.parse("2026-01-03T23:59:59Z"));

    // Then
    assertThat(clients.query("SELECT day FROM " + name + " WHERE day IS NOT NULL"))
        .containsExactly("2026-01-02");
    assertThat(clients.rest.getTable(table).getNumRows()).isEqualTo(2);
    CLOCK.set(Instant.parse("2026-01-04T00:00:00Z"));
    assertThat(clients.rest.getTable(table).getNumRows()).isEqualTo(1);
  }
}
