package dev.hayase.loader.fold;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// The offset at which each key was seen last, for as many keys as fit. Keys are told apart by 128
/// bits of a cryptographic hash, so that a key costs the same however long it is.
final class LastOffsets {
  static final long NONE = -1;

  private final int mostKeys;
  private final MessageDigest sha256;
  private final int mask;
  private final long[] places;
  private final long[] kinds;
  private final long[] offsets;
  private int size;
  private long place;
  private long kind;

  LastOffsets(int mostKeys) {
    this.mostKeys = mostKeys;
    int slots = Integer.highestOneBit(Math.max(2, mostKeys)) << 2;
    this.mask = slots - 1;
    this.places = new long[slots];
    this.kinds = new long[slots];
    this.offsets = new long[slots];
    Arrays.fill(offsets, NONE);
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /// Keys fall into kinds, evenly and always the same way.
  ///
  /// @param bits how many bits of the key's kind count
  /// @param value what they are
  record Kind(int bits, long value) {
    static final Kind ALL = new Kind(0, 0);

    boolean contains(long kind) {
      return (kind & ((1L << bits) - 1)) == value;
    }

    Kind half() {
      return new Kind(bits + 1, value);
    }

    Kind otherHalf() {
      return new Kind(bits + 1, value | (1L << bits));
    }
  }

  /// Looks at a key; [#put] is about this one.
  void look(byte[] key) {
    ByteBuffer hash = ByteBuffer.wrap(sha256.digest(key));
    place = hash.getLong();
    kind = hash.getLong();
  }

  boolean isOf(Kind wanted) {
    return wanted.contains(kind);
  }

  boolean isFull() {
    return size >= mostKeys;
  }

  /// The key that was looked at is at this offset.
  ///
  /// @return where it was before, or [#NONE]
  long put(long offset) {
    int slot = slot(place, kind);
    long before = offsets[slot];
    if (before == NONE) {
      places[slot] = place;
      kinds[slot] = kind;
      size++;
    }
    offsets[slot] = offset;
    return before;
  }

  private int slot(long wantedPlace, long wantedKind) {
    int slot = (int) wantedPlace & mask;
    while (offsets[slot] != NONE && (places[slot] != wantedPlace || kinds[slot] != wantedKind)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /// Forgets the keys of other kinds.
  void keepOnly(Kind kept) {
    long[] formerPlaces = places.clone();
    long[] formerKinds = kinds.clone();
    long[] formerOffsets = offsets.clone();
    clear();
    for (int i = 0; i < formerOffsets.length; i++) {
      if (formerOffsets[i] != NONE && kept.contains(formerKinds[i])) {
        int slot = slot(formerPlaces[i], formerKinds[i]);
        places[slot] = formerPlaces[i];
        kinds[slot] = formerKinds[i];
        offsets[slot] = formerOffsets[i];
        size++;
      }
    }
  }

  void clear() {
    Arrays.fill(offsets, NONE);
    size = 0;
  }
}
