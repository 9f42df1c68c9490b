package dev.hayase.emulator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.emulator.catalog.TableFilter;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.clock.EmulatorClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultBookTest {
  private static final TableName TABLE = new TableName("p", "d", "t");
  private static final Fault RESET = new Fault.ConnectionReset();
  private static final Call APPEND = new Call(CallKind.APPEND_ROWS, Optional.of(TABLE));
  private static final Call FLUSH = new Call(CallKind.FLUSH_ROWS, Optional.of(TABLE));

  private final EmulatorClock clock = new EmulatorClock(InstantSource.fixed(Instant.EPOCH));
  private final FaultBook book = new FaultBook(clock);

  private static FaultRule rule(Fault fault, long skip, long every, OptionalLong times) {
    return new FaultRule(
        fault, fault.possible(), Optional.empty(), skip, every, times, Optional.empty());
  }

  /// Which of so many appends are hit.
  private List<Integer> hits(int calls) {
    return IntStream.range(0, calls)
        .filter(_ -> book.decide(APPEND).ending().isPresent())
        .boxed()
        .toList();
  }

  @Test
  void withoutFaultsNothingHappens() {
    assertThat(book.decide(APPEND)).isEqualTo(Decision.NOTHING);
    assertThat(book.stopped(APPEND)).isFalse();
    assertThat(book.schemaDelay(TABLE, Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aFaultForTheNextCallsEndsWithThem() {
    // When
    book.add(rule(RESET, 0, 1, OptionalLong.of(2)));

    // Then
    assertThat(hits(4)).containsExactly(0, 1);
    assertThat(book.list().getFirst()).matches(fault -> fault.hits() == 2 && fault.over());
  }

  @Test
  void aFaultSkipsCallsAndHitsEachSoManieth() {
    // When
    book.add(rule(RESET, 1, 3, OptionalLong.of(2)));

    // Then
    assertThat(hits(12)).containsExactly(3, 6);
  }

  @Test
  void aFaultForADurationEndsByTheEmulatorsClock() {
    // Given
    book.add(
        new FaultRule(
            RESET,
            RESET.possible(),
            Optional.empty(),
            0,
            1,
            OptionalLong.empty(),
            Optional.of(Instant.EPOCH.plusSeconds(600))));
    clock.set(Instant.EPOCH.plusSeconds(599));
    assertThat(hits(1)).containsExactly(0);

    // When
    clock.advance(Duration.ofSeconds(1));

    // Then
    assertThat(hits(1)).isEmpty();
    assertThat(book.list().getFirst().over()).isTrue();
  }

  @Test
  void aFaultIsForItsCallsAndItsTableOnly() {
    // When
    book.add(
        new FaultRule(
            RESET,
            Set.of(CallKind.APPEND_ROWS),
            TableFilter.parse("d.t"),
            0,
            1,
            OptionalLong.empty(),
            Optional.empty()));

    // Then
    assertThat(book.decide(APPEND).ending()).contains(new Fault.ConnectionReset());
    assertThat(book.decide(FLUSH)).isEqualTo(Decision.NOTHING);
    assertThat(
            book.decide(
                new Call(CallKind.APPEND_ROWS, Optional.of(new TableName("p", "d", "other")))))
        .isEqualTo(Decision.NOTHING);
    assertThat(book.decide(new Call(CallKind.APPEND_ROWS, Optional.empty())))
        .isEqualTo(Decision.NOTHING);
  }

  @Test
  void latenciesAddUpAndTheFirstEndingWins() {
    // Given
    book.add(FaultRule.of(new Fault.Latency(Duration.ofSeconds(1))));
    book.add(FaultRule.of(new Fault.Latency(Duration.ofSeconds(2))));
    book.add(FaultRule.of(RESET));
    book.add(FaultRule.of(new Fault.StreamClosed()));

    // When
    Decision decision = book.decide(APPEND);

    // Then
    assertThat(decision)
        .isEqualTo(
            new Decision(
                Duration.ofSeconds(3), Duration.ZERO, Optional.of(new Fault.ConnectionReset())));
    assertThat(book.list()).extracting(FaultBook.Ordered::hits).containsExactly(1L, 1L, 1L, 0L);
  }

  @Test
  void aFullStopLastsUntilItIsLifted() {
    // Given
    String id = book.add(FaultRule.of(new Fault.FullStop())).id();
    assertThat(book.stopped(APPEND)).isTrue();

    // When
    boolean lifted = book.remove(id);

    // Then
    assertThat(lifted).isTrue();
    assertThat(book.stopped(APPEND)).isFalse();
    assertThat(book.remove(id)).isFalse();
  }

  @Test
  void aSchemaDelayReplacesTheUsualOne() {
    // When
    book.add(FaultRule.of(new Fault.SchemaDelay(Duration.ofMinutes(3))));

    // Then
    assertThat(book.schemaDelay(TABLE, Duration.ZERO)).isEqualTo(Duration.ofMinutes(3));
  }
}
