package dev.hayase.engine.state;

import java.util.Arrays;

/// Where the keys with a prefix end.
final class Prefixes {
  private Prefixes() {}

  /// The first key after all those that begin with these bytes, of which one is not 0xFF.
  static byte[] after(byte[] prefix) {
    int last = prefix.length - 1;
    while (prefix[last] == (byte) 0xFF) {
      last--;
    }
    byte[] after = Arrays.copyOf(prefix, last + 1);
    after[last]++;
    return after;
  }
}
