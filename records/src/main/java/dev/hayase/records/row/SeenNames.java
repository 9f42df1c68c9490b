package dev.hayase.records.row;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds names that stand twice in one object, while objects are open within objects, without
/// making objects of its own: it keeps 64-bit hashes (FNV-1a).
///
/// Two names of one hash would be taken for one and the record parked; nothing is ever lost by
/// that.
final class SeenNames {
  private static final long FNV_START = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /// Beyond so many names a set is quicker than looking at each.
  private static final int FEW = 64;

  private long[] hashes = new long[FEW];
  private int size;
  private int start;
  private @Nullable Set<Long> many;

  /// Forgets everything.
  void clear() {
    size = 0;
    start = 0;
    many = null;
  }

  /// An object begins.
  ///
  /// @return what [#end] wants to know
  int begin() {
    int outer = start;
    start = size;
    many = null;
    return outer;
  }

  /// The object ends.
  void end(int outer) {
    size = start;
    start = outer;
    many = null;
  }

  /// Adds a name to the innermost object.
  ///
  /// @return whether it is new there
  boolean add(byte[] text, int from, int to) {
    long hash = FNV_START;
    for (int i = from; i < to; i++) {
      hash = (hash ^ text[i]) * FNV_PRIME;
    }
    boolean fresh = size - start < FEW ? freshAmongFew(hash) : freshAmongMany(hash);
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    hashes[size++] = hash;
    return fresh;
  }

  private boolean freshAmongFew(long hash) {
    for (int i = start; i < size; i++) {
      if (hashes[i] == hash) {
        return false;
      }
    }
    return true;
  }

  private boolean freshAmongMany(long hash) {
    Set<Long> names = many;
    if (names == null) {
      // Also after an object within this one, which had the set for itself.
      names = new HashSet<>();
      for (int i = start; i < size; i++) {
        names.add(hashes[i]);
      }
      many = names;
    }
    return names.add(hash);
  }
}
