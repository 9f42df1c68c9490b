package dev.hayase.loader.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.letter.DeadLetter;
import dev.hayase.event.letter.LetterFilter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LetterIndexTest {
  private final LetterIndex index = new LetterIndex(0, LetterFilter.parse("code=chosen"), 10, 3);

  @Test
  void lettersStandInTheOrderOfTheirRecordsAndTheLastOneOfARecordCounts() {
    // When
    see(0, 30, "chosen");
    see(1, 20, "chosen");
    see(2, 9, "chosen");
    see(3, 30, "chosen");

    // Then
    assertThat(index.letters()).isEqualTo(Map.of(20L, 1L, 30L, 3L));
    assertThat(index.letters().firstKey()).isEqualTo(20);
    assertThat(index.more()).isEqualTo(OptionalLong.empty());
  }

  @Test
  void aRecordThatFailedAgainForAnotherReasonIsNotChosen() {
    // When
    see(0, 20, "chosen");
    see(1, 20, "other");

    // Then
    assertThat(index.letters()).isEmpty();
  }

  @Test
  void beyondWhatFitsNothingIsForgottenWithoutSayingSo() {
    // Given
    see(0, 50, "chosen");
    see(1, 40, "chosen");
    see(2, 30, "chosen");
    see(3, 20, "chosen");

    // When
    see(4, 20, "other");
    see(5, 60, "chosen");

    // Then
    assertThat(index.letters().keySet()).containsExactly(30L, 40L);
    assertThat(index.more()).isEqualTo(OptionalLong.of(50));
  }

  private void see(long letter, long offset, String code) {
    index.see(
        new DeadLetter(
            letter,
            "t",
            0,
            offset,
            Instant.EPOCH,
            "p.d.t",
            code,
            Optional.empty(),
            "r",
            "m",
            Optional.empty()));
  }
}
