package dev.hayase.loader.replay;

import java.util.ArrayDeque;
import java.util.Deque;

/// What was handed over and is not settled.
public final class InFlight {
  private final Deque<Portion> portions = new ArrayDeque<>();
  private long bytes;

  private record Portion(long next, long bytes) {}

  /// A portion was handed over.
  ///
  /// @param next the offset behind it
  public void add(long next, long portionBytes) {
    portions.addLast(new Portion(next, portionBytes));
    bytes += portionBytes;
  }

  /// Bytes that are left when everything below the position is settled.
  public long bytes(long position) {
    Portion first;
    while ((first = portions.peekFirst()) != null && first.next() <= position) {
      portions.removeFirst();
      bytes -= first.bytes();
    }
    return bytes;
  }
}
