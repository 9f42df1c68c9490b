package dev.hayase.log.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.log.access.Sender;
import dev.hayase.log.admission.Admission.Room;
import dev.hayase.pipeline.ByteSize;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private long nanos;
  private final ByteBudget budget = new ByteBudget(1000);
  private final Admission admission =
      new Admission(budget, new Quotas(), new Pace(new Random(1), 0), () -> nanos);

  private static Sender sender(String name, Optional<ByteSize> rate) {
    return new Sender(name, Set.of("*"), Set.of(), rate);
  }

  @Test
  void oneSenderAloneMayTakeEverythingAndNothingIsTakenBeyondIt() {
    // Given
    Room room = admission.room(sender("a", Optional.empty()));
    room.grow(900);

    // Then
    assertThatThrownBy(() -> room.grow(101)).isInstanceOf(NoRoomException.class);
    room.grow(100);
    room.close();
    assertThat(budget.taken()).isZero();
  }

  @Test
  void whenMoreThanHalfIsTakenNobodyGetsMoreThanAnEqualShare() {
    // Given
    Room greedy = admission.room(sender("greedy", Optional.empty()));
    Room modest = admission.room(sender("modest", Optional.empty()));
    greedy.grow(490);
    modest.grow(100);

    // Then
    assertThatThrownBy(() -> greedy.grow(20)).isInstanceOf(NoRoomException.class);
    modest.grow(300);
    greedy.grow(10);
  }

  @Test
  void aKeysRateIsItsOwn() {
    // Given
    Sender limited = sender("limited", Optional.of(new ByteSize(100)));

    // When
    admission.room(limited).grow(100);

    // Then
    assertThatThrownBy(() -> admission.room(limited).grow(1))
        .isInstanceOfSatisfying(
            NoRoomException.class,
            e -> {
              assertThat(e.reason()).contains("limited", "100B");
              assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(1));
            });
    admission.room(sender("other", Optional.empty())).grow(100);
  }

  @Test
  void oneComesAgainWhenWhatIsHereWillBeDealtWith() {
    // Given
    Pace pace = new Pace(new Random(1), 0);
    pace.answered(1_000, 1_000_000_000L);

    // Then
    assertThat(pace.retryAfter(0)).isEqualTo(Duration.ofSeconds(1));
    assertThat(pace.retryAfter(10_000)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(16));
    assertThat(pace.retryAfter(10_000_000)).isEqualTo(Duration.ofSeconds(60));
  }
}
