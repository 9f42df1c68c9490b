package dev.hayase.engine.group;

import dev.hayase.engine.value.OrderedWriter;

/// The first byte of each key in a partition's state: what stands there. Never changes its meaning.
enum Space {
  /// Through which instant everything is known.
  CLOCK(0),
  /// Groups and their windows: a [Header] each.
  GROUP(1),
  /// What is kept of their rows: counts.
  ITEM(2),
  /// When a group is to be looked at though nothing has come for it: instant, then group.
  TIMER(3),
  /// Groups whose results may have changed since they were told.
  DIRTY(4),
  /// Ids of events that have counted: until when they are remembered.
  SEEN(5),
  /// The same by that instant.
  SEEN_UNTIL(6);

  private final int code;

  Space(int code) {
    this.code = code;
  }

  /// Begins a key.
  OrderedWriter key() {
    return new OrderedWriter().raw(code);
  }

  /// Begins a key of so many bytes.
  OrderedWriter key(int length) {
    return new OrderedWriter(length).raw(code);
  }

  byte[] key(byte[] rest) {
    return key(rest.length + 1).raw(rest).toBytes();
  }
}
