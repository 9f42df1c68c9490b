package dev.hayase.engine.state;

import org.jspecify.annotations.Nullable;

/// What a partition remembers: bytes to bytes, in the unsigned order of the keys. Used by one
/// thread.
public interface OrderedState {
  byte @Nullable [] get(byte[] key);

  void put(byte[] key, byte[] value);

  void delete(byte[] key);

  /// The entries from one key up to another, which is left out. What is changed while it is walked
  /// through may or may not be seen.
  Scan range(byte[] from, byte[] to);

  /// The entries whose keys begin with these bytes, of which one is not 0xFF.
  default Scan prefix(byte[] prefix) {
    return range(prefix, Prefixes.after(prefix));
  }

  /// The same from one of these keys on.
  default Scan prefix(byte[] prefix, byte[] from) {
    return range(from, Prefixes.after(prefix));
  }

  /// The entries from one key up to another, which is left out, from the last to the first.
  Scan reverseRange(byte[] from, byte[] to);

  /// The entries whose keys begin with these bytes, from the last to the first.
  default Scan reversePrefix(byte[] prefix) {
    return reverseRange(prefix, Prefixes.after(prefix));
  }

  /// Entries, one after the other.
  interface Scan extends AutoCloseable {
    /// Whether there was another one, which is the current one now.
    boolean next();

    byte[] key();

    byte[] value();

    @Override
    void close();
  }
}
