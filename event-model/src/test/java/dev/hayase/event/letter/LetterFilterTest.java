package dev.hayase.event.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LetterFilterTest {
  private static final DeadLetter LETTER =
      new DeadLetter(
          17,
          "school.public.payments",
          3,
          120,
          Instant.EPOCH,
          "p.d.payments",
          "unfit-value",
          Optional.of("amount"),
          "has 40 digits, too many",
          "remedy",
          Optional.empty());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "code=unfit-value",
        "code~UNFIT",
        "column=amount",
        "table~payments",
        "reason~Digits",
        "reason=has 40 digits\\, too many",
        "partition=3",
        "offset=120",
        "offset=100..120",
        "offset=120..",
        "offset=..120",
        "letter=..17",
        " code = unfit-value , offset=100..200, reason~40"
      })
  void conditionsThatHoldTakeTheLetter(String text) {
    assertThat(LetterFilter.parse(text).takes(LETTER)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code=unfit",
        "column=price",
        "reason~letters",
        "partition=4",
        "offset=121..",
        "offset=..119",
        "letter=18",
        "code=unfit-value,partition=4"
      })
  void oneConditionThatDoesNotHoldLeavesIt(String text) {
    assertThat(LetterFilter.parse(text).takes(LETTER)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "code          | 'code' is no condition",
        "kode=x        | Letters have no 'kode'",
        "offset~3      | 'offset~3' is no condition on a number",
        "offset=a..b   | 'offset=a..b' is no condition on a number",
        "code=x,,      | '' is no condition"
      })
  void whatIsNoConditionIsRefusedWithWhatIs(String text, String message) {
    assertThatThrownBy(() -> LetterFilter.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aColumnIsAskedForOnlyOfLettersThatHaveOne() {
    // Given
    DeadLetter without =
        new DeadLetter(
            1,
            "t",
            0,
            1,
            Instant.EPOCH,
            "p.d.t",
            "malformed-record",
            Optional.empty(),
            "r",
            "m",
            Optional.empty());

    // Then
    assertThat(LetterFilter.parse("column~").takes(without)).isFalse();
  }
}
