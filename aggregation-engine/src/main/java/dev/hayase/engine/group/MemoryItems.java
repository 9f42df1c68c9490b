package dev.hayase.engine.group;

import dev.hayase.engine.measure.Items;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Items of a session while its result is computed.
final class MemoryItems implements Items {
  private final NavigableMap<byte[], Long> counts = new TreeMap<>(Arrays::compareUnsigned);

  @Override
  public long add(byte[] item, int weight) {
    Long count = counts.merge(item, (long) weight, (a, b) -> a + b == 0 ? null : a + b);
    return count == null ? 0 : count;
  }

  @Override
  public byte @Nullable [] first() {
    return first(counts);
  }

  @Override
  public byte @Nullable [] last() {
    return first(counts.descendingMap());
  }

  private static byte @Nullable [] first(NavigableMap<byte[], Long> counts) {
    for (Map.Entry<byte[], Long> each : counts.entrySet()) {
      if (each.getValue() > 0) {
        return each.getKey();
      }
    }
    return null;
  }

  @Override
  public void forEach(Predicate<byte[]> more) {
    for (Map.Entry<byte[], Long> each : counts.entrySet()) {
      if (each.getValue() > 0 && !more.test(each.getKey())) {
        return;
      }
    }
  }

  @Override
  public long forgetFrom(byte[] item) {
    NavigableMap<byte[], Long> tail = counts.tailMap(item, true);
    long there = tail.values().stream().filter(count -> count > 0).count();
    tail.clear();
    return there;
  }
}
