package dev.hayase.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StreamVerdictTest {
  @Test
  void eventsThatAreThereOnceEachAreComplete() {
    // When
    StreamVerdict verdict = StreamVerdict.of(Set.of("a", "b"), List.of("b", "a"), 3);

    // Then
    assertThat(verdict.good()).isTrue();
    assertThat(verdict.sentence())
        .isEqualTo("complete: 2 events acknowledged, each there once (1 sent again)");
  }

  @Test
  void whatIsMissingUnexpectedOrRepeatedIsNamed() {
    // When
    StreamVerdict verdict = StreamVerdict.of(Set.of("a", "b"), List.of("a", "a", "x"), 3);

    // Then
    assertThat(verdict.good()).isFalse();
    assertThat(verdict.sentence())
        .isEqualTo(
            "NOT COMPLETE: of 2 events acknowledged 1 (such as b) missing, 1 (such as x) unexpected,"
                + " 1 (such as a) repeated");
  }
}
