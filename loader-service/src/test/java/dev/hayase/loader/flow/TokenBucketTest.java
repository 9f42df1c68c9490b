package dev.hayase.loader.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  @Test
  void withoutARateEverythingGoesAtOnce() {
    // Given
    TokenBucket bucket = new TokenBucket();

    // When
    bucket.took(1L << 40, 5);

    // Then
    assertThat(bucket.allowedAtMillis(5)).isEqualTo(5);
  }

  @Test
  void aRequestLargerThanTheRateGoesAndIsPaidOff() {
    // Given
    TokenBucket bucket = new TokenBucket();
    bucket.rate(1_000, 0);

    // When
    bucket.took(5_000, 0);

    // Then
    assertThat(bucket.allowedAtMillis(0)).isEqualTo(5_000);
    assertThat(bucket.allowedAtMillis(4_000)).isEqualTo(5_000);
    assertThat(bucket.allowedAtMillis(5_000)).isEqualTo(5_000);
  }

  @Test
  void aHigherRateHelpsAtOnceAndNoRateLetsEverythingGo() {
    // Given
    TokenBucket bucket = new TokenBucket();
    bucket.rate(10, 0);
    bucket.took(1_000_000, 0);

    // When
    bucket.rate(1_000, 1);

    // Then
    assertThat(bucket.allowedAtMillis(1)).isEqualTo(1_001);
    bucket.rate(TokenBucket.UNLIMITED, 2);
    assertThat(bucket.allowedAtMillis(2)).isEqualTo(2);
  }

  @Property(tries = 200)
  void theRateHoldsAndIsUsedUp(
      @ForAll long seed,
      @ForAll @LongRange(min = 1, max = 10_000_000) long rate,
      @ForAll @IntRange(min = 1, max = 5_000_000) int largest) {
    // Given
    TokenBucket bucket = new TokenBucket();
    Random chance = new Random(seed);
    bucket.rate(rate, 0);
    long sent = 0;
    long last = 0;
    long now = 0;

    // When
    for (int request = 0; request < 500; request++) {
      now = bucket.allowedAtMillis(now);
      last = 1L + chance.nextInt(largest);
      bucket.took(last, now);
      sent += last;
    }

    // Then
    double allowed = rate * (now / 1_000.0);
    assertThat((double) (sent - last))
        .isBetween(allowed - rate * 0.5 - last - 500.0 * rate / 1_000, allowed + rate * 0.11);
  }
}
