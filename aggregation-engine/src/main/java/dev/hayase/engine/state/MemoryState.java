package dev.hayase.engine.state;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// State that is lost with the process: for tests of aggregations, and to compute one at once.
public final class MemoryState implements OrderedState {
  private final NavigableMap<byte[], byte[]> entries =
      new ConcurrentSkipListMap<>(Arrays::compareUnsigned);

  /// How many entries there are.
  public int size() {
    return entries.size();
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return entries.get(key);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    entries.put(key, value);
  }

  @Override
  public void delete(byte[] key) {
    entries.remove(key);
  }

  @Override
  public Scan range(byte[] from, byte[] to) {
    return scan(between(from, to));
  }

  @Override
  public Scan reverseRange(byte[] from, byte[] to) {
    return scan(between(from, to).descendingMap());
  }

  private NavigableMap<byte[], byte[]> between(byte[] from, byte[] to) {
    return Arrays.compareUnsigned(from, to) < 0
        ? entries.subMap(from, true, to, false)
        : entries.subMap(from, true, from, false);
  }

  private static Scan scan(NavigableMap<byte[], byte[]> part) {
    return new Walk(part.entrySet().iterator());
  }

  /// Sees changes behind where it is, or not, as the iterator of a map that bears them.
  private static final class Walk implements Scan {
    private final Iterator<Map.Entry<byte[], byte[]>> entries;
    private Optional<Map.Entry<byte[], byte[]>> current = Optional.empty();

    Walk(Iterator<Map.Entry<byte[], byte[]>> entries) {
      this.entries = entries;
    }

    @Override
    public boolean next() {
      current = entries.hasNext() ? Optional.of(entries.next()) : Optional.empty();
      return current.isPresent();
    }

    @Override
    public byte[] key() {
      return current.orElseThrow().getKey();
    }

    @Override
    public byte[] value() {
      return current.orElseThrow().getValue();
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }
}
