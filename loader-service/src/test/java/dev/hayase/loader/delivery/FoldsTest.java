package dev.hayase.loader.delivery;

import static dev.hayase.loader.delivery.TableUnderTest.LIMIT;
import static dev.hayase.loader.delivery.TableUnderTest.awaitSettled;
import static dev.hayase.loader.delivery.TableUnderTest.change;
import static dev.hayase.loader.delivery.TableUnderTest.delete;
import static dev.hayase.loader.delivery.TableUnderTest.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.loader.batch.CommitNote;
import dev.hayase.loader.metrics.LoaderMetrics.Result;
import dev.hayase.pipeline.TableSettings;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.table.TableMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FoldsTest {
  private static final CommitNote OURS = CommitNote.NONE.of(Optional.of("topic"));
  private static final List<SourceRecord> LOG =
      List.of(change(0, 1), change(1, 2), change(2, 1), delete(3, 2), change(4, 3));

  private final TableUnderTest table = new TableUnderTest();

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void whatWasLoadedBeforeIsFoldedToTheLastRecordOfEachKey() {
    // Given
    isThere(TableMode.MIRROR);
    table.outside.log(LOG);
    TableLoader mirror = table.start(TableMode.MIRROR, OURS.foldingTo(5));

    // When
    mirror.receive(0, LOG, 5);

    // Then
    awaitSettled(mirror, 5);
    assertThat(table.outside.actions()).containsExactly("read 0 to 5", "append 3 to default");
    assertThat(table.metrics.settled()).isEqualTo(Map.of(Result.LOADED, 3L, Result.SKIPPED, 2L));
    assertThat(settled(mirror).note()).isEqualTo(OURS);
  }

  @Test
  void aKeyWhoseLastRecordCannotBeLoadedGetsTheOneBeforeAndThatOneIsParked() {
    // Given
    SourceRecord unfit = change(3, 1, TableUnderTest.SCHEMA, "{\"id\":\"x\",\"v\":\"x\"}");
    List<SourceRecord> log = List.of(change(0, 1), change(1, 1), change(2, 2), unfit);
    isThere(TableMode.MIRROR);
    table.outside.log(log);
    TableLoader mirror = table.start(TableMode.MIRROR, OURS.foldingTo(4));

    // When
    mirror.receive(0, log, 4);

    // Then
    awaitSettled(mirror, 4);
    assertThat(table.metrics.settled())
        .isEqualTo(Map.of(Result.LOADED, 2L, Result.SKIPPED, 1L, Result.PARKED, 1L));
    assertThat(table.outside.actions()).contains("read 0 to 4", "append 2 to default");
  }

  @Test
  void whatLiesBehindTheRangeIsLoadedAsItComes() {
    // Given
    isThere(TableMode.MIRROR);
    table.outside.log(LOG);
    TableLoader mirror = table.start(TableMode.MIRROR, OURS.foldingTo(2));

    // When
    mirror.receive(0, LOG, 5);

    // Then
    awaitSettled(mirror, 5);
    assertThat(table.outside.actions()).containsExactly("read 0 to 2", "append 5 to default");
  }

  @Test
  void whoDiesAmidAFoldLeavesTheRestOfTheRangeToFold() {
    // Given
    isThere(TableMode.MIRROR);
    table.outside.log(LOG);
    TableLoader first = table.start(TableMode.MIRROR, OURS.foldingTo(5));
    first.receive(0, LOG.subList(0, 3), 3);
    awaitSettled(first, 3);

    // When
    CommitNote committed = table.kill(first);
    TableLoader second = table.start(TableMode.MIRROR, TableSettings.DEFAULT, 3, committed);
    second.receive(0, LOG.subList(3, 5), 5);

    // Then
    awaitSettled(second, 5);
    assertThat(committed).isEqualTo(OURS.foldingTo(5));
    assertThat(table.outside.actions())
        .containsExactly(
            "read 0 to 5", "append 1 to default", "read 3 to 5", "append 2 to default");
  }

  @Test
  void aTableThatIsMadeAnewTakesEverythingAsItComes() {
    // Given
    table.outside.log(LOG);
    TableLoader mirror = table.start(TableMode.MIRROR, OURS.foldingTo(5));

    // When
    mirror.receive(0, LOG, 5);

    // Then
    awaitSettled(mirror, 5);
    assertThat(table.outside.actions())
        .containsExactly("create mirror", "mark", "append 5 to default");
  }

  @Test
  void aTableThatAppendsIsNeverFolded() {
    // Given
    isThere(TableMode.HISTORY);
    table.outside.log(LOG);
    TableLoader history = table.start(TableMode.HISTORY, OURS.foldingTo(5));

    // When
    history.receive(0, LOG, 5);

    // Then
    awaitSettled(history, 5);
    assertThat(table.outside.actions())
        .containsExactly("finish s1", "ask from 0", "make s2", "claim s2", "append 5 to s2@0");
  }

  @Test
  void aLogThatCannotBeReadIsReadAgainAndNothingIsLoadedBefore() {
    // Given
    isThere(TableMode.MIRROR);
    table.outside.log(LOG).nextReadingFails();
    TableLoader mirror = table.start(TableMode.MIRROR, OURS.foldingTo(5));

    // When
    mirror.receive(0, LOG, 5);

    // Then
    await().atMost(LIMIT).until(() -> mirror.status().state() == TableStatus.State.WAITING);
    awaitSettled(mirror, 5);
    assertThat(table.outside.actions())
        .containsExactly("reading failed", "read 0 to 5", "append 3 to default");
    assertThat(mirror.status().state()).isEqualTo(TableStatus.State.LOADING);
  }

  private void isThere(TableMode mode) {
    TableLoader before = table.start(mode, OURS);
    before.receive(0, List.of(change(0, 9)), 1);
    awaitSettled(before, 1);
    table.kill(before);
    table.outside.forgetActions();
    table.metrics.forget();
  }
}
