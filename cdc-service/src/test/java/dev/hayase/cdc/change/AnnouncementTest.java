package dev.hayase.cdc.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.watermark.Watermark;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AnnouncementTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochSecond(1000));
  private final Announcement announcement =
      new Announcement(now::get, Duration.ofMillis(100), Duration.ofSeconds(1), 5_000_000);

  @Test
  void nothingIsAnnouncedBeforeAMarkerIsRead() {
    assertThat(announcement.due()).isEmpty();
  }

  @Test
  void aMarkersTimeIsAnnouncedLessTheMargin() {
    // When
    announcement.markerRead(10_000_000);

    // Then
    assertThat(announcement.due()).isEqualTo(Optional.of(Instant.ofEpochMilli(9_900)));
    assertThat(announcement.throughMicros()).isEqualTo(9_900_000);
  }

  @Test
  void atMostOneAnIntervalAndTheLatestOfThose() {
    // Given
    announcement.markerRead(10_000_000);
    announcement.due();

    // When
    announcement.markerRead(11_000_000);
    announcement.markerRead(12_000_000);
    Optional<Instant> tooSoon = announcement.due();
    now.set(now.get().plusSeconds(1));

    // Then
    assertThat(tooSoon).isEmpty();
    assertThat(announcement.due()).isEqualTo(Optional.of(Instant.ofEpochMilli(11_900)));
  }

  @Test
  void aClockThatWentBackAnnouncesNothingAlsoAfterARestart() {
    // When
    announcement.markerRead(4_000_000);

    // Then
    assertThat(announcement.due()).isEmpty();
    assertThat(announcement.throughMicros()).isEqualTo(5_000_000);
  }

  @Test
  void theFirstVectorIsFullThenOnlyWhatChangedAndFullEachMinute() {
    // Given
    PositionVector vector = new PositionVector();
    vector.advance("a", 0, 5);
    vector.advance("b", 1, 7);
    Instant start = now.get();

    // When
    Watermark first = vector.watermark("s", 1, start, Set.of(), start);
    vector.advance("a", 0, 9);
    vector.advance("a", 0, 8);
    Watermark second = vector.watermark("s", 1, start, Set.of(), start.plusSeconds(1));
    Watermark third = vector.watermark("s", 1, start, Set.of(), start.plusSeconds(61));

    // Then
    assertThat(first)
        .isEqualTo(
            Watermark.of(
                "s", 1, start, true, Map.of("a", Map.of(0, 5L), "b", Map.of(1, 7L)), Set.of()));
    assertThat(second)
        .isEqualTo(Watermark.of("s", 1, start, false, Map.of("a", Map.of(0, 9L)), Set.of()));
    assertThat(third)
        .isEqualTo(
            Watermark.of(
                "s", 1, start, true, Map.of("a", Map.of(0, 9L), "b", Map.of(1, 7L)), Set.of()));
  }
}
