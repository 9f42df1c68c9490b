package dev.hayase.aggregation.streams;

import dev.hayase.engine.state.OrderedState;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// A part of a store: the keys that begin with one byte, without it.
final class StoreState implements OrderedState {
  private final ReadOnlyKeyValueStore<Bytes, byte[]> reading;
  private final @Nullable KeyValueStore<Bytes, byte[]> writing;
  private final byte part;

  private StoreState(
      ReadOnlyKeyValueStore<Bytes, byte[]> reading,
      @Nullable KeyValueStore<Bytes, byte[]> writing,
      byte part) {
    this.reading = reading;
    this.writing = writing;
    this.part = part;
  }

  /// For the thread that computes.
  static StoreState of(KeyValueStore<Bytes, byte[]> store, byte part) {
    return new StoreState(store, store, part);
  }

  /// To read only, by any thread.
  static StoreState reading(ReadOnlyKeyValueStore<Bytes, byte[]> store, byte part) {
    return new StoreState(store, null, part);
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return reading.get(in(key));
  }

  @Override
  public void put(byte[] key, byte[] value) {
    store().put(in(key), value);
  }

  @Override
  public void delete(byte[] key) {
    store().delete(in(key));
  }

  private KeyValueStore<Bytes, byte[]> store() {
    if (writing == null) {
      throw new IllegalStateException("This state is for reading");
    }
    return writing;
  }

  @Override
  public Scan range(byte[] from, byte[] to) {
    return new StoreScan(reading.range(in(from), in(to)), in(to));
  }

  @Override
  public Scan reverseRange(byte[] from, byte[] to) {
    return new StoreScan(reading.reverseRange(in(from), in(to)), in(to));
  }

  private Bytes in(byte[] key) {
    byte[] whole = new byte[key.length + 1];
    whole[0] = part;
    System.arraycopy(key, 0, whole, 1, key.length);
    return Bytes.wrap(whole);
  }

  /// Kafka's ranges hold their upper end, too; ours do not.
  private static final class StoreScan implements Scan {
    private final KeyValueIterator<Bytes, byte[]> entries;
    private final Bytes end;
    private byte[] key = new byte[0];
    private byte[] value = key;

    StoreScan(KeyValueIterator<Bytes, byte[]> entries, Bytes end) {
      this.entries = entries;
      this.end = end;
    }

    @Override
    public boolean next() {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        if (!entry.key.equals(end)) {
          byte[] whole = entry.key.get();
          key = Arrays.copyOfRange(whole, 1, whole.length);
          value = entry.value;
          return true;
        }
      }
      return false;
    }

    @Override
    public byte[] key() {
      return key;
    }

    @Override
    public byte[] value() {
      return value;
    }

    @Override
    public void close() {
      entries.close();
    }
  }
}
