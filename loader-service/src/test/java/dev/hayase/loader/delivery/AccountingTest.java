package dev.hayase.loader.delivery;

import static dev.hayase.loader.delivery.TableUnderTest.LIMIT;
import static dev.hayase.loader.delivery.TableUnderTest.PARTITION;
import static dev.hayase.loader.delivery.TableUnderTest.change;
import static dev.hayase.loader.delivery.TableUnderTest.settled;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.loader.batch.CommitNote;
import dev.hayase.loader.batch.Settled;
import dev.hayase.loader.metrics.LoaderMetrics;
import dev.hayase.loader.metrics.LoaderMetrics.Result;
import dev.hayase.loader.outcome.Failure;
import dev.hayase.pipeline.TableSettings;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.table.TableMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The arithmetic of the metrics: `received = loaded + parked + skipped + control + returned + in
/// flight`, where in flight is never negative and returns to zero, though requests fail and the
/// partition comes and goes while records are on their way.
class AccountingTest {
  private static final int ROUNDS = 60;
  private static final int MOST_RECORDS = 40;

  private final TableUnderTest table = new TableUnderTest();
  private final Random random = new Random(20_261_123);
  private final List<Long> inFlight = new ArrayList<>();
  private long next;

  @AfterEach
  void close() {
    table.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"MIRROR", "HISTORY"})
  void eachRecordIsAccountedForOnceThoughItsPartitionComesAndGoes(TableMode mode) {
    // Given
    TableLoader loader = table.start(mode, TableSettings.DEFAULT, 0, CommitNote.NONE);

    // When
    for (int round = 0; round < ROUNDS; round++) {
      script(random.nextInt(30));
      receive(loader);
      if (random.nextInt(4) == 0) {
        rebalance(loader);
      }
      look();
    }
    table.outside.works();
    await().atMost(LIMIT).until(() -> settled(loader).position() == next);

    // Then
    await().atMost(LIMIT).until(() -> loader.heldBytes() == 0);
    assertThat(inFlight).allMatch(records -> records >= 0).anyMatch(records -> records > 0);
    assertThat(done()).isEqualTo(table.metrics.received());
    assertThat(table.metrics.settled()).containsKeys(Result.LOADED, Result.PARKED, Result.RETURNED);
    assertThat(table.metrics.oldestMillis()).isEqualTo(LoaderMetrics.NOTHING_WAITS);
  }

  private void script(int draw) {
    switch (draw) {
      case 0 -> table.outside.nextAppendFails(new Failure.Unavailable("away"));
      case 1 -> table.outside.nextAppendIsAppliedButFails(new Failure.Unavailable("lost"));
      case 2, 3, 4 ->
          table.outside.nextAppendFails(new Failure.RowsRefused(Map.of(0, "odd"), "refused"));
      case 5, 6 -> table.outside.nextAppendFails(new Failure.RequestTooLarge("too large"));
      default -> {}
    }
  }

  private void receive(TableLoader loader) {
    List<SourceRecord> records = new ArrayList<>();
    int count = 1 + random.nextInt(MOST_RECORDS);
    for (int i = 0; i < count; i++, next++) {
      boolean poison = random.nextInt(50) == 0;
      records.add(
          poison
              ? new SourceRecord(PARTITION, next, 0, null, "?".getBytes(UTF_8), List.of())
              : change(next, next));
    }
    loader.receive(0, records, next);
  }

  /// The partition goes, with whatever is on its way, and comes back from where it was settled.
  private void rebalance(TableLoader loader) {
    table.outside.nextAppendFails(new Failure.Unavailable("away"));
    receive(loader);
    Settled last = await().atMost(LIMIT).until(() -> settled(loader), s -> s.position() >= 0);
    loader.revoke(0);
    // What comes too late is given back for certain; of what came before, whatever was not taken.
    receive(loader);
    next = last.position();
    table.outside.works();
    table.assign(loader, next, last.note());
  }

  /// What is done is counted first, so that more can only have been received by then.
  private void look() {
    long done = done();
    inFlight.add(table.metrics.received() - done);
  }

  private long done() {
    return table.metrics.settled().values().stream().mapToLong(Long::longValue).sum();
  }
}
