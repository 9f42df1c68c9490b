package dev.hayase.loader.flow;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class FlightWindowTest {
  private static final long MOST = 128L << 20;

  @Test
  void aWindowThatNobodyWaitsForFallsToTwiceWhatIsUsed() {
    // Given
    FlightWindow window = new FlightWindow(MOST);
    new SimulatedSink(80_000_000, 100).run(window, 10_000);
    long before = window.bytes();

    // When
    for (int answer = 0; answer < 10_000; answer++) {
      window.used(2 << 20);
      window.answered(100, 10_000 + answer * 10L);
    }

    // Then
    assertThat(before).isGreaterThan(5 << 20);
    assertThat(window.bytes()).isEqualTo(4 << 20);
  }

  @Test
  void aTableThatIsSlowByItselfHoldsNobodyBack() {
    // Given
    FlightWindow window = new FlightWindow(MOST);

    // When
    for (int answer = 0; answer < 1_000; answer++) {
      window.limits();
      window.answered(answer % 3 == 0 ? 5_000 : 20, answer * 10L);
    }

    // Then
    assertThat(window.bytes()).isGreaterThan(MOST / 8);
  }

  @Property(tries = 60)
  void whateverBigQueryTakesIsUsedAndTheQueueInsideStaysShort(
      @ForAll @LongRange(min = 1_000_000, max = 80_000_000) long bytesPerSecond,
      @ForAll @LongRange(min = 2, max = 300) long wayMillis) {
    // Given
    FlightWindow window = new FlightWindow(MOST);
    SimulatedSink sink = new SimulatedSink(bytesPerSecond, wayMillis);

    // When
    sink.run(window, 30_000);
    sink.forget();
    sink.run(window, 90_000);

    // Then
    assertThat(sink.usedShare()).isGreaterThan(0.9);
    assertThat(sink.meanMillis())
        .isLessThan(wayMillis + 2.2 * FlightWindow.TARGET_MILLIS + sink.requestMillis());
  }

  @Property(tries = 30)
  void whenTheWayGetsLongerItIsLearntAndTheRateReturns(
      @ForAll @LongRange(min = 5_000_000, max = 40_000_000) long bytesPerSecond) {
    // Given
    FlightWindow window = new FlightWindow(MOST);
    SimulatedSink sink = new SimulatedSink(bytesPerSecond, 20);
    sink.run(window, 30_000);

    // When
    sink.way(1_000);
    sink.run(window, 120_000);
    sink.forget();
    sink.run(window, 60_000);

    // Then
    assertThat(sink.usedShare()).isGreaterThan(0.6);
  }
}
