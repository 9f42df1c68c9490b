package dev.hayase.local.school;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Keys of rows that exist, to pick some from; at most a bounded number of them is remembered.
final class LiveKeys {
  private static final int LIMIT = 100_000;

  private final List<List<String>> keys = new ArrayList<>();
  private final RandomGenerator random;

  LiveKeys(RandomGenerator random) {
    this.random = random;
  }

  void add(List<String> key) {
    if (keys.size() < LIMIT) {
      keys.add(key);
    }
  }

  boolean isEmpty() {
    return keys.isEmpty();
  }

  List<String> any() {
    return keys.get(random.nextInt(keys.size()));
  }

  /// Any key; it is not given again.
  List<String> take() {
    int place = random.nextInt(keys.size());
    List<String> key = keys.get(place);
    List<String> last = keys.removeLast();
    if (place < keys.size()) {
      keys.set(place, last);
    }
    return key;
  }
}
