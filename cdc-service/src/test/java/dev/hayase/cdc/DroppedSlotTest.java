package dev.hayase.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.cdc.change.CapturePosition;
import dev.hayase.cdc.change.Captured;
import dev.hayase.cdc.change.WalPlace;
import dev.hayase.cdc.postgres.PostgresDatabase;
import dev.hayase.cdc.source.Stream;
import dev.hayase.cdc.source.TableInspection;
import dev.hayase.event.SequenceNumber;
import dev.hayase.pipeline.PipelineFile;
import dev.hayase.pipeline.PostgresSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A slot that is dropped after it was looked at, and before the engine reads from it.
class DroppedSlotTest {
  private final School school = Lab.school();
  private final List<Captured> handedOn = new ArrayList<>();

  @BeforeEach
  void begin() {
    school.sql(
        "CREATE TABLE steps (id int PRIMARY KEY)",
        "SELECT pg_create_logical_replication_slot('hayase_%s', 'pgoutput')"
            .formatted(school.name()));
  }

  @AfterEach
  void end() {
    school.close();
  }

  @Test
  void nothingIsTakenForWhatFollowsAndTheNextLookSaysWhatIsLost() {
    try (PostgresDatabase database = database()) {
      // Given
      WalPlace place = confirmed();
      List<TableInspection> tables = looked(database, place);

      // When
      school.sql(
          "INSERT INTO steps VALUES (1)",
          "SELECT pg_drop_replication_slot('hayase_%s')".formatted(school.name()));

      // Then
      assertThatThrownBy(() -> run(database, tables, place)).isInstanceOf(RuntimeException.class);
      assertThat(handedOn).isEmpty();
      var _ = database.inspect();
      assertThat(database.gap(place))
          .hasValueSatisfying(
              gap -> assertThat(gap.problem()).containsAnyOf("does not exist", "was made anew"));
    }
  }

  @Test
  void aSlotThatIsStillTheOneIsReadFromWhereItStands() {
    try (PostgresDatabase database = database()) {
      // Given
      WalPlace place = confirmed();
      List<TableInspection> tables = looked(database, place);

      // When
      school.sql("INSERT INTO steps VALUES (1)");

      // Then
      assertThatThrownBy(() -> run(database, tables, place)).hasRootCauseMessage("enough");
      assertThat(handedOn).isNotEmpty();
    }
  }

  private List<TableInspection> looked(PostgresDatabase database, WalPlace place) {
    List<TableInspection> tables = database.inspect();
    assertThat(database.gap(place)).isEmpty();
    database.publish(tables);
    return tables;
  }

  private void run(PostgresDatabase database, List<TableInspection> tables, WalPlace place) {
    CapturePosition from =
        new CapturePosition(
            school.name(),
            "hayase_" + school.name(),
            new SequenceNumber(1, 1),
            Optional.of(place),
            1,
            new TreeSet<>(tables.stream().map(table -> table.topic().name()).toList()));
    try (Stream stream =
        database.changes(
            tables,
            from,
            Duration.ofMillis(200),
            batch -> {
              handedOn.addAll(batch);
              throw new IllegalStateException("enough");
            })) {
      stream.run();
    }
  }

  private WalPlace confirmed() {
    return WalPlace.afterCommit(
        Long.parseLong(
            school.ask(
                "SELECT (confirmed_flush_lsn - '0/0')::bigint FROM pg_replication_slots"
                    + " WHERE slot_name = 'hayase_%s'".formatted(school.name()))));
  }

  private PostgresDatabase database() {
    return new PostgresDatabase(source(), _ -> false);
  }

  private PostgresSource source() {
    return (PostgresSource)
        PipelineFile.read(school.pipelineFile()).source(school.name()).orElseThrow();
  }
}
