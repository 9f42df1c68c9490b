package dev.hayase.loader.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.records.table.TableRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpdatePaceTest {
  private static final TableRef TABLE = new TableRef("p", "d", "t");
  private static final Duration WINDOW = Duration.ofSeconds(10);

  private Instant now = Instant.parse("2026-11-23T10:00:00Z");
  private final UpdatePace pace = new UpdatePace(() -> now);

  @Test
  void noTenSecondsHoldMoreThanFiveTurns() {
    // Given
    List<Instant> turns = new ArrayList<>();

    // When
    for (int millis : new int[] {0, 0, 0, 1, 2_000, 7_000, 0, 0, 30_000, 0, 0, 2_499, 2_501, 0}) {
      now = now.plusMillis(millis);
      turns.add(now.plus(pace.reserve(TABLE)));
    }

    // Then
    for (Instant from : turns) {
      assertThat(turns.stream().filter(t -> !t.isBefore(from) && !t.isAfter(from.plus(WINDOW))))
          .as("from %s", from)
          .hasSizeBetween(1, 5);
    }
    assertThat(turns).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void whoComesSeldomDoesNotWaitAndTablesDoNotWaitForEachOther() {
    // Given
    pace.reserve(TABLE);

    // When
    Duration other = pace.reserve(new TableRef("p", "d", "u"));
    now = now.plusSeconds(60);
    Duration later = pace.reserve(TABLE);

    // Then
    assertThat(List.of(other, later)).containsOnly(Duration.ZERO);
  }
}
