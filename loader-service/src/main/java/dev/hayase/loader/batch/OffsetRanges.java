package dev.hayase.loader.batch;

import java.util.Arrays;
import java.util.Collection;

/// Offsets as ranges without gaps: what a table holds of a partition is mostly a few long ones,
/// broken by transaction markers and control records.
public final class OffsetRanges {
  public static final OffsetRanges NONE = new Builder().build();

  private final long[] firsts;
  private final long[] lasts;

  private OffsetRanges(long[] firsts, long[] lasts) {
    this.firsts = firsts;
    this.lasts = lasts;
  }

  /// Single offsets.
  public static OffsetRanges of(Collection<Long> offsets) {
    Builder builder = new Builder();
    offsets.stream().sorted().forEach(offset -> builder.add(offset, offset));
    return builder.build();
  }

  public boolean contains(long offset) {
    int found = Arrays.binarySearch(firsts, offset);
    int range = found >= 0 ? found : -found - 2;
    return range >= 0 && offset <= lasts[range];
  }

  /// The highest offset; -1 when there is none.
  public long highest() {
    return lasts.length == 0 ? -1 : lasts[lasts.length - 1];
  }

  /// How many offsets there are.
  public long count() {
    long count = 0;
    for (int i = 0; i < firsts.length; i++) {
      count += lasts[i] - firsts[i] + 1;
    }
    return count;
  }

  /// These and others.
  public OffsetRanges and(OffsetRanges others) {
    Builder all = new Builder();
    int mine = 0;
    int theirs = 0;
    while (mine < firsts.length || theirs < others.firsts.length) {
      boolean takeMine =
          theirs == others.firsts.length
              || (mine < firsts.length && firsts[mine] <= others.firsts[theirs]);
      if (takeMine) {
        all.add(firsts[mine], lasts[mine]);
        mine++;
      } else {
        all.add(others.firsts[theirs], others.lasts[theirs]);
        theirs++;
      }
    }
    return all.build();
  }

  /// Takes ranges in the order of their beginnings; they may touch and overlap.
  public static final class Builder {
    private long[] firsts = new long[8];
    private long[] lasts = new long[8];
    private int size;

    public Builder add(long first, long last) {
      if (last < first || (size > 0 && first < firsts[size - 1])) {
        throw new IllegalArgumentException(
            "The range %d to %d is out of order".formatted(first, last));
      }
      if (size > 0 && first <= lasts[size - 1] + 1) {
        lasts[size - 1] = Math.max(lasts[size - 1], last);
      } else {
        if (size == firsts.length) {
          firsts = Arrays.copyOf(firsts, size * 2);
          lasts = Arrays.copyOf(lasts, size * 2);
        }
        firsts[size] = first;
        lasts[size] = last;
        size++;
      }
      return this;
    }

    public OffsetRanges build() {
      return new OffsetRanges(Arrays.copyOf(firsts, size), Arrays.copyOf(lasts, size));
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < firsts.length; i++) {
      text.append(i == 0 ? "" : ", ").append(firsts[i]);
      if (lasts[i] > firsts[i]) {
        text.append("-").append(lasts[i]);
      }
    }
    return text.append("]").toString();
  }
}
