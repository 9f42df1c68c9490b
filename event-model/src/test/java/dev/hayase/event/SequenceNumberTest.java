package dev.hayase.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceNumberTest {
  @Test
  void textIsSixteenDigitsOfEachPart() {
    assertThat(new SequenceNumber(1_795_000_000L, 42))
        .hasToString("000000006AFD86C0/000000000000002A");
    assertThat(new SequenceNumber(Long.MAX_VALUE, 0))
        .hasToString("7FFFFFFFFFFFFFFF/0000000000000000");
  }

  @Test
  void textsSortLikeTheNumbersAndReadBack() {
    // Given
    Random random = new Random(7);
    List<SequenceNumber> numbers =
        Stream.generate(() ->
                new SequenceNumber(
                    random.nextLong(1L << random.nextInt(1, 62)),
                    random.nextLong(1L << random.nextInt(1, 62))))
            .limit(500)
            .toList();

    // When
    List<SequenceNumber> byNumber = numbers.stream().sorted().toList();
    List<SequenceNumber> byText =
        numbers.stream().map(SequenceNumber::toString).sorted().map(SequenceNumber::parse).toList();

    // Then
    assertThat(byText).isEqualTo(byNumber);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1/2",
        "000000006AFDA2C0-000000000000002A",
        "000000006AFDA2C0/00000000000000ZZ",
        "000000006AFDA2C0/000000000000002A0",
        "FFFFFFFFFFFFFFFF/0000000000000000"
      })
  void otherTextIsRefused(String text) {
    assertThatThrownBy(() -> SequenceNumber.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNewEpochFollowsTheOldEvenWhenTheClockStandsBehindIt() {
    assertThat(SequenceNumber.epochAfter(100, 2000)).isEqualTo(2000);
    assertThat(SequenceNumber.epochAfter(2000, 2000)).isEqualTo(2001);
    assertThat(SequenceNumber.epochAfter(3000, 2000)).isEqualTo(3001);
  }
}
