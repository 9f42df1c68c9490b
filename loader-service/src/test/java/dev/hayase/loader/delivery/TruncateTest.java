package dev.hayase.loader.delivery;

import static dev.hayase.loader.delivery.TableUnderTest.LIMIT;
import static dev.hayase.loader.delivery.TableUnderTest.TOPIC;
import static dev.hayase.loader.delivery.TableUnderTest.awaitSettled;
import static dev.hayase.loader.delivery.TableUnderTest.change;
import static dev.hayase.loader.delivery.TableUnderTest.control;
import static dev.hayase.loader.delivery.TableUnderTest.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.loader.batch.CommitNote;
import dev.hayase.loader.batch.SourceRecord;
import dev.hayase.loader.table.TableMode;
import dev.hayase.pipeline.TableSettings;
import dev.hayase.pipeline.TableSettings.OnTruncate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a mirror does when the source's table was truncated.
class TruncateTest {
  private static final CommitNote OURS = CommitNote.NONE.of(Optional.of("topic"));
  private static final SequenceNumber AT = new SequenceNumber(1, 1);
  private static final List<SourceRecord> RECORDS =
      List.of(change(0, 1), control(1, new ControlRecord.Truncate(TOPIC, 1, 0, AT)), change(2, 2));

  private final TableUnderTest table = new TableUnderTest();

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void appliedItDeletesTheRowsFromBefore() {
    // Given
    table.outside.oldKeys("{\"id\":1}");
    TableLoader mirror = start(OnTruncate.APPLY);

    // When
    mirror.receive(0, RECORDS, 3);

    // Then
    awaitSettled(mirror, 3);
    assertThat(table.outside.actions()).contains("ask keys before " + AT);
    assertThat(table.outside.rows()).isEqualTo(3);
  }

  @Test
  void ignoredItDeletesNothing() {
    // Given
    table.outside.oldKeys("{\"id\":1}");
    TableLoader mirror = start(OnTruncate.IGNORE);

    // When
    mirror.receive(0, RECORDS, 3);

    // Then
    awaitSettled(mirror, 3);
    assertThat(table.outside.actions()).noneMatch(action -> action.startsWith("ask keys"));
    assertThat(table.outside.rows()).isEqualTo(2);
  }

  @Test
  void haltingItWaitsForAnOperatorWithWhatCameBeforeLoaded() {
    // Given
    TableLoader mirror = start(OnTruncate.HALT);

    // When
    mirror.receive(0, RECORDS, 3);

    // Then
    await().atMost(LIMIT).until(() -> mirror.status().state() == TableStatus.State.HALTED);
    awaitSettled(mirror, 1);
    assertThat(mirror.status().remedy().orElse("")).contains("on-truncate:");
    assertThat(table.outside.rows()).isEqualTo(1);

    // When: the operator decides, and restarts the loader
    table.kill(mirror);
    TableLoader decided =
        table.start(TableMode.MIRROR, settings(OnTruncate.IGNORE), 1, settled(mirror).note());
    decided.receive(0, RECORDS.subList(1, 3), 3);

    // Then
    awaitSettled(decided, 3);
    assertThat(table.outside.rows()).isEqualTo(2);
  }

  private TableLoader start(OnTruncate onTruncate) {
    return table.start(TableMode.MIRROR, settings(onTruncate), 0, OURS);
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
