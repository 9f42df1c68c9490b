package dev.hayase.loader.delivery;

import static dev.hayase.loader.delivery.TableUnderTest.LIMIT;
import static dev.hayase.loader.delivery.TableUnderTest.awaitSettled;
import static dev.hayase.loader.delivery.TableUnderTest.records;
import static dev.hayase.loader.delivery.TableUnderTest.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.loader.batch.BatchLimits;
import dev.hayase.loader.batch.CommitNote;
import dev.hayase.loader.delivery.TableStatus.Episode;
import dev.hayase.loader.delivery.TableStatus.State;
import dev.hayase.loader.flow.Knobs;
import dev.hayase.loader.flow.TableFlow;
import dev.hayase.loader.flow.Ticket;
import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.FailurePolicy;
import dev.hayase.pipeline.TableSettings.Priority;
import dev.hayase.records.table.TableMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A table that waits because another one was refused for the project's quota.
class BrakedTableTest {
  private static final CommitNote OURS = CommitNote.NONE.of(Optional.of("topic"));

  private final TableUnderTest table = new TableUnderTest();

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void itSaysWhyItWaitsAndGoesOnWhenTheQuotaHasRefilled() {
    // Given
    TableLoader history = table.start(TableMode.HISTORY, OURS);
    history.receive(0, records(0, 1), 1);
    awaitSettled(history, 1);
    anotherIsRefused();
    assertThat(history.status().state()).as("nothing of it waits").isEqualTo(State.LOADING);

    // When
    history.receive(0, records(1, 1), 2);

    // Then
    await().atMost(LIMIT).until(() -> history.status().state() == State.BACKING_OFF);
    Episode episode = history.status().episode().orElseThrow();
    assertThat(episode.code()).isEqualTo("quota-exceeded");
    assertThat(episode.reason()).contains("all tables wait");
    assertThat(episode.remedy())
        .isEqualTo(FailurePolicy.remedy(new Failure.QuotaExceeded(episode.reason())));
    assertThat(episode.since()).isEqualTo(Instant.EPOCH);
    assertThat(settled(history).position()).isEqualTo(1);

    // When
    table.pass(Duration.ofSeconds(2));

    // Then
    awaitSettled(history, 2);
    await().atMost(LIMIT).until(() -> history.status().state() == State.LOADING);
  }

  private void anotherIsRefused() {
    TableFlow another =
        new TableFlow(
            Knobs.usual(new BatchLimits(1, 1, 1), Priority.NORMAL),
            table.gate,
            InstantSource.system());
    Ticket request = another.ask(1, () -> {});
    another.sent(request);
    another.refuse(request, true);
  }
}
