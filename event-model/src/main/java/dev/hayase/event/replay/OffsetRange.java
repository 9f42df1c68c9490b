package dev.hayase.event.replay;

/// Offsets of a partition.
///
/// @param from the first
/// @param to the one behind the last
public record OffsetRange(long from, long to) {
  public OffsetRange {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("From offset %d to %d is no range".formatted(from, to));
    }
  }

  /// Whether there is nothing in it.
  public boolean isEmpty() {
    return from == to;
  }

  /// How many offsets there are; transaction markers occupy some.
  public long size() {
    return to - from;
  }
}
