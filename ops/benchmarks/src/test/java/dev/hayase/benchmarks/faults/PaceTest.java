package dev.hayase.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void rowsAreSpreadOverTheFaultsHoweverLongTheyTake() {
    // Given
    AtomicLong clock = new AtomicLong(7);
    Pace pace = new Pace(1_000, 4, clock::get);

    // When
    long atFirst = pace.getAsLong();
    clock.addAndGet(6 * SECOND);
    long halfOfTheFirstGuess = pace.getAsLong();
    clock.addAndGet(114 * SECOND);
    long aLongFirstFault = pace.getAsLong();
    pace.faultOver();
    clock.addAndGet(60 * SECOND);
    long halfOfWhatIsUsualByNow = pace.getAsLong();

    // Then
    assertThat(atFirst).isZero();
    assertThat(halfOfTheFirstGuess).isEqualTo(100);
    assertThat(aLongFirstFault).isEqualTo(245);
    assertThat(halfOfWhatIsUsualByNow).isEqualTo(350);
  }

  @Test
  void afterTheLastFaultTheRestMayBeWritten() {
    // Given
    Pace pace = new Pace(1_000, 1, () -> 0);

    // When
    pace.faultOver();

    // Then
    assertThat(pace.getAsLong()).isGreaterThanOrEqualTo(1_000);
  }
}
