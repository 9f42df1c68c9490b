package dev.hayase.engine.group;

import dev.hayase.engine.measure.Items;
import dev.hayase.engine.state.OrderedState;
import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Items in a partition's state.
final class StoredItems implements Items {
  private final byte[] place;
  private final int measure;
  private final Header header;
  private final OrderedState state;

  /// @param place the group's
  /// @param header where items are counted
  StoredItems(byte[] place, int measure, Header header, OrderedState state) {
    this.place = place;
    this.measure = measure;
    this.header = header;
    this.state = state;
  }

  /// Everything that is kept of a group.
  static void forget(byte[] place, OrderedState state) {
    try (OrderedState.Scan items = state.prefix(Space.ITEM.key(place))) {
      while (items.next()) {
        state.delete(items.key());
      }
    }
  }

  @Override
  public long add(byte[] item, int weight) {
    byte[] key = key(item);
    byte[] value = state.get(key);
    long before = value == null ? 0 : count(value);
    long count = before + weight;
    if (count == 0) {
      state.delete(key);
      header.items--;
    } else {
      state.put(key, new OrderedWriter(9).integer(count).toBytes());
      header.items += before == 0 ? 1 : 0;
    }
    return count;
  }

  private byte[] prefix() {
    return Space.ITEM.key(place.length + 2).raw(place).raw(measure).toBytes();
  }

  private byte[] key(byte[] item) {
    return Space.ITEM
        .key(place.length + item.length + 2)
        .raw(place)
        .raw(measure)
        .raw(item)
        .toBytes();
  }

  private static long count(byte[] value) {
    return new OrderedReader(value).integer();
  }

  @Override
  public byte @Nullable [] first() {
    return first(state.prefix(prefix()));
  }

  @Override
  public byte @Nullable [] last() {
    return first(state.reversePrefix(prefix()));
  }

  private byte @Nullable [] first(OrderedState.Scan scan) {
    try (scan) {
      while (scan.next()) {
        if (count(scan.value()) > 0) {
          return item(scan.key());
        }
      }
      return null;
    }
  }

  private byte[] item(byte[] key) {
    return Arrays.copyOfRange(key, place.length + 2, key.length);
  }

  @Override
  public void forEach(Predicate<byte[]> more) {
    try (OrderedState.Scan scan = state.prefix(prefix())) {
      while (scan.next()) {
        if (count(scan.value()) > 0 && !more.test(item(scan.key()))) {
          return;
        }
      }
    }
  }

  @Override
  public long forgetFrom(byte[] item) {
    long there = 0;
    try (OrderedState.Scan scan = state.prefix(prefix(), key(item))) {
      while (scan.next()) {
        there += count(scan.value()) > 0 ? 1 : 0;
        state.delete(scan.key());
        header.items--;
      }
    }
    return there;
  }
}
