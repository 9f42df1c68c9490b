package dev.hayase.loader.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OffsetRangesTest {
  @Test
  void rangesThatTouchAreOne() {
    OffsetRanges ranges =
        new OffsetRanges.Builder().add(1, 3).add(4, 4).add(4, 9).add(11, 12).build();
    assertThat(ranges).hasToString("[1-9, 11-12]");
    assertThat(ranges.count()).isEqualTo(11);
    assertThat(ranges.highest()).isEqualTo(12);
  }

  @Test
  void nothingHoldsNothing() {
    assertThat(OffsetRanges.NONE.contains(0)).isFalse();
    assertThat(OffsetRanges.NONE.highest()).isEqualTo(-1);
    assertThat(OffsetRanges.NONE.and(OffsetRanges.of(List.of(2L)))).hasToString("[2]");
  }

  @Test
  void whatComesOutOfOrderIsRefused() {
    OffsetRanges.Builder builder = new OffsetRanges.Builder().add(5, 6);
    assertThatThrownBy(() -> builder.add(4, 9)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.add(9, 8)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anyOffsetsAreHeldAsASetHoldsThem() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      // Given
      Set<Long> some = offsets(random);
      Set<Long> others = offsets(random);
      Set<Long> all = new HashSet<>(some);
      all.addAll(others);

      // When
      OffsetRanges ranges = OffsetRanges.of(some).and(OffsetRanges.of(others));

      // Then
      for (long offset = 0; offset < 70; offset++) {
        assertThat(ranges.contains(offset)).isEqualTo(all.contains(offset));
      }
      assertThat(ranges.count()).isEqualTo(all.size());
    }
  }

  private static Set<Long> offsets(Random random) {
    Set<Long> offsets = new HashSet<>();
    int count = random.nextInt(60);
    for (int i = 0; i < count; i++) {
      offsets.add((long) random.nextInt(64));
    }
    return offsets;
  }
}
