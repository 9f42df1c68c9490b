package dev.hayase.log.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.log.admission.Admission.Room;
import dev.hayase.pipeline.ByteSize;
import dev.hayase.pipeline.access.Sender;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private long nanos;
  private final ByteBudget budget = new ByteBudget(1000);
  private final Admission admission =
      new Admission(budget, new Quotas(), new Pace(new Random(1)), () -> nanos, 0);

  private static Sender sender(String name, Optional<ByteSize> rate) {
    return new Sender(name, Set.of("*"), Set.of(), rate, false, Set.of());
  }

  @Test
  void aRequestTakesRoomForItsBytesAndForTheWorkWithThem() {
    // Given
    Room room = admission.room(sender("a", Optional.empty()));

    // Then
    room.grow(50);
    assertThat(budget.taken()).isEqualTo(250);
    room.work(300);
    assertThat(budget.taken()).isEqualTo(350);
    room.work(20);
    assertThat(budget.taken()).isEqualTo(70);
    room.close();
    assertThat(budget.taken()).isZero();
  }

  @Test
  void everyRequestTakesRoomForTheServersBuffers() {
    // Given
    Admission served =
        new Admission(budget, new Quotas(), new Pace(new Random(1)), () -> nanos, 300);
    Room room = served.room(sender("a", Optional.empty()));

    // Then
    room.grow(1);
    assertThat(budget.taken()).isEqualTo(305);
    room.work(0);
    assertThat(budget.taken()).isEqualTo(301);
    room.close();
    assertThat(budget.taken()).isZero();
  }

  @Test
  void workGetsNoMoreThanHalfOfEverythingButBytesGetAll() {
    // Given
    Room room = admission.room(sender("a", Optional.empty()));

    // Then
    room.grow(200);
    room.work(10_000);
    assertThat(budget.taken()).isEqualTo(500);
    room.grow(700);
    assertThat(budget.taken()).isEqualTo(900);
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
    Room third = admission.room(sender("third", Optional.empty()));
    greedy.grow(60);
    modest.grow(20);
    third.grow(20);

    // Then
    assertThatThrownBy(() -> greedy.grow(10)).isInstanceOf(NoRoomException.class);
    modest.grow(40);
    greedy.grow(6);
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
  void oneComesAgainAfterAboutTheTimeThatARequestTakes() {
    // Given
    assertThat(admission.retryAfter()).isEqualTo(Duration.ofSeconds(1));

    // When
    for (int i = 0; i < 200; i++) {
      Room room = admission.room(sender("a", Optional.empty()));
      room.work(10);
      nanos += 8_000_000_000L;
      room.close();
    }

    // Then
    assertThat(admission.retryAfter()).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(13));
  }
}
