package dev.hayase.loader.delivery;

import static dev.hayase.loader.delivery.TableUnderTest.LIMIT;
import static dev.hayase.loader.delivery.TableUnderTest.awaitSettled;
import static dev.hayase.loader.delivery.TableUnderTest.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.loader.batch.CommitNote;
import dev.hayase.records.table.TableMode;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A region has a thousand connections, and a table that appends takes one for each partition.
class IdleConnectionTest {
  private final TableUnderTest table = new TableUnderTest();

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void aTableWithoutRecordsHasNoConnectionAndTheNextRecordGoesOnInItsStream() {
    // Given
    TableLoader loader = table.start(TableMode.HISTORY, CommitNote.NONE.of(Optional.of("topic")));
    assertThat(table.outside.actions()).isEmpty();
    loader.receive(0, records(0, 2), 2);
    awaitSettled(loader, 2);
    assertThat(table.outside.closed()).isEmpty();

    // When
    table.pass(Duration.ofMinutes(5));

    // Then
    await().atMost(LIMIT).until(() -> table.outside.closed().contains("s1"));
    table.outside.forgetActions();
    loader.receive(0, records(2, 1), 3);
    awaitSettled(loader, 3);
    assertThat(table.outside.actions()).containsExactly("append 1 to s1@2");
  }
}
