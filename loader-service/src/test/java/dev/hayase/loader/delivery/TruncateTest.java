package dev.hayase.loader.delivery;

import static dev.hayase.loader.delivery.TableUnderTest.TOPIC;
import static dev.hayase.loader.delivery.TableUnderTest.change;
import static dev.hayase.loader.delivery.TableUnderTest.control;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.pipeline.TableSettings.OnTruncate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a mirror does when the source's table was truncated.
class TruncateTest {
  private static final SequenceNumber AT = new SequenceNumber(1, 1);

  private final TableUnderTest table = new TableUnderTest();
  private final TruncatedMirror mirror =
      new TruncatedMirror(
          table,
          List.of(
              change(0, 1), control(1, new ControlRecord.Truncate(TOPIC, 1, 0, AT)), change(2, 2)));

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void appliedItDeletesTheRowsFromBefore() {
    // Given
    table.outside.oldKeys("{\"id\":1}");

    // When
    TableLoader loader = mirror.first(OnTruncate.APPLY, 3);

    // Then
    mirror.awaitAll(loader, 3);
    assertThat(table.outside.actions()).contains("ask keys before " + AT);
  }

  @Test
  void ignoredItDeletesNothing() {
    // Given
    table.outside.oldKeys("{\"id\":1}");

    // When
    TableLoader loader = mirror.first(OnTruncate.IGNORE, 3);

    // Then
    mirror.awaitAll(loader, 2);
    assertThat(table.outside.actions()).noneMatch(action -> action.startsWith("ask keys"));
  }

  @Test
  void haltingItWaitsForAnOperatorWithWhatCameBeforeLoaded() {
    // When
    TableLoader loader = mirror.first(OnTruncate.HALT, 3);

    // Then
    mirror.awaitHalted(loader, "on-truncate:");

    // When: the operator decides, and restarts the loader
    TableLoader decided = mirror.successor(loader, OnTruncate.IGNORE);

    // Then
    mirror.awaitAll(decided, 2);
  }
}
