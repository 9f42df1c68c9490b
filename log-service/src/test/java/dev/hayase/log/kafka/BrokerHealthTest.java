package dev.hayase.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class BrokerHealthTest {
  private final AtomicLong nanos = new AtomicLong();
  private final BrokerHealth health = new BrokerHealth(nanos::get);

  @Test
  void kafkaIsAwayWhenSomethingWasGivenUpAndNothingElseAnsweredMeanwhile() {
    // When
    pass(Duration.ofSeconds(8));
    health.failed(new TimeoutException());

    // Then
    assertThat(health.isAway()).isTrue();
    pass(Duration.ofSeconds(3));
    health.failed(new TimeoutException());
    assertThat(health.awayFor()).isEqualTo(Duration.ofSeconds(3));
    assertThat(health.trouble()).contains("TimeoutException");
    health.answered();
    assertThat(health.isAway()).isFalse();
    assertThat(health.awayFor()).isZero();
    assertThat(health.trouble()).isEmpty();
  }

  @Test
  void aPartOfKafkaThatIsAwayIsNotKafka() {
    // When
    pass(Duration.ofSeconds(7));
    health.answered();
    pass(Duration.ofSeconds(7));
    health.failed(new TimeoutException());

    // Then
    assertThat(health.isAway()).isFalse();
    assertThat(health.trouble()).contains("TimeoutException");
  }

  @Test
  void whoRefusesIsThere() {
    // When
    pass(Duration.ofMinutes(1));
    health.failed(new TopicAuthorizationException("no"));

    // Then
    assertThat(health.isAway()).isFalse();
    assertThat(health.trouble()).contains("TopicAuthorizationException");
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
