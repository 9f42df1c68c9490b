package dev.hayase.log.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTimesTest {
  private static final Instant RECEIVED = Instant.parse("2026-11-23T10:00:00Z");

  @ParameterizedTest(name = "{4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                 |                      |                      | PT0S      | nobody says when
                                 | 2026-11-23T11:00:00Z |                      | PT0S      | only when it was sent
          2026-11-23T09:00:00Z   |                      | 2026-11-23T09:00:00Z | PT0S      | a clock that nobody can judge
          2026-11-23T10:00:59Z   |                      | 2026-11-23T10:00:59Z | PT0S      | a server's clock is a little ahead
          2026-11-23T10:01:01Z   |                      | 2026-11-23T10:00:00Z | PT-1M-1S  | a time in the future
          2026-11-23T10:59:50Z   | 2026-11-23T11:00:00Z | 2026-11-23T09:59:50Z | PT-1H     | a clock an hour ahead
          2020-01-01T00:00:00Z   | 2020-01-01T00:00:05Z | 2026-11-23T09:59:55Z | PT60441H59M55S | a clock of years ago
          2026-11-23T11:00:10Z   | 2026-11-23T11:00:00Z | 2026-11-23T10:00:00Z | PT-1H-10S | later than it was sent
          """)
  void theClientsClockIsPutRightAndNothingHappensInTheFuture(
      String told, String sent, String happened, Duration correction, String name) {
    // When
    EventTimes times = EventTimes.of(instant(told), instant(sent), RECEIVED);

    // Then
    assertThat(times.happened()).isEqualTo(instant(happened));
    assertThat(times.correction()).as(name).isEqualTo(correction);
  }

  private static Optional<Instant> instant(String text) {
    return Optional.ofNullable(text).map(Instant::parse);
  }
}
