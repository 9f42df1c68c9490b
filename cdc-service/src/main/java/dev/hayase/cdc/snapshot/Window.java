package dev.hayase.cdc.snapshot;

import dev.hayase.cdc.change.ChunkMark;
import dev.hayase.cdc.value.TableShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Remembers which rows the log touched between the marks around a chunk: of those it knows better
/// than the chunk.
final class Window {
  /// Some tens of megabytes. A chunk beside more than that is read again.
  static final int MOST_KEYS = 200_000;

  private final int mostKeys;
  private final Set<List<@Nullable String>> touched = new HashSet<>();
  private @Nullable ChunkMark low;
  private boolean all;
  private boolean overflowed;

  Window(int mostKeys) {
    this.mostKeys = mostKeys;
  }

  void open(ChunkMark mark) {
    forget();
    low = mark;
  }

  void close() {
    forget();
  }

  private void forget() {
    low = null;
    touched.clear();
    all = false;
    overflowed = false;
  }

  /// Whether it was opened by the mark that belongs to this one.
  boolean isOf(ChunkMark high) {
    return low != null && Objects.equals(low.atEnd(), high);
  }

  void touch(TableShape shape, @Nullable List<@Nullable String> row) {
    if (low == null || row == null) {
      return;
    }
    if (touched.size() >= mostKeys) {
      overflowed = true;
      touched.clear();
    }
    if (!overflowed) {
      touched.add(key(shape, row));
    }
  }

  void touchAll() {
    all = true;
  }

  boolean isTouched(TableShape shape, List<@Nullable String> row) {
    return all || touched.contains(key(shape, row));
  }

  /// Whether more rows were touched than it remembers.
  boolean hasOverflowed() {
    return overflowed;
  }

  static List<@Nullable String> key(TableShape shape, List<@Nullable String> row) {
    List<@Nullable String> key = new ArrayList<>();
    for (int i : shape.keyIndexes()) {
      key.add(row.get(i));
    }
    return key;
  }
}
