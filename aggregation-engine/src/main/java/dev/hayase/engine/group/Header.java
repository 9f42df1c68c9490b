package dev.hayase.engine.group;

import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import org.jspecify.annotations.Nullable;

/// What is kept of a group, or of one window of it, beside its items. What follows it is the
/// [Body]'s; of a closed window the row that was told last.
final class Header {
  private static final int DIRTY = 1;
  private static final int CLOSED = 2;
  private static final int TOLD = 4;
  private static final int REFUSED = 8;
  private static final int ALARM = 16;

  /// Whether it is to be looked at, and a mark says so.
  boolean dirty;

  /// Whether nothing is taken any more.
  boolean closed;

  /// What was told last.
  Told told = Told.NOTHING;

  /// When it is to be looked at though nothing has come; null: never.
  @Nullable Long alarm;

  /// How many contributions, those that were taken back taken away.
  long rows;

  /// How many items are kept.
  long items;

  /// Where the window ends; 0 without a window.
  long end;

  static Header read(OrderedReader in) {
    Header header = new Header();
    int flags = in.raw();
    header.dirty = (flags & DIRTY) != 0;
    header.closed = (flags & CLOSED) != 0;
    if ((flags & (TOLD | REFUSED)) != 0) {
      header.told = new Told((flags & REFUSED) != 0, in.fixed(), in.fixed());
    }
    if ((flags & ALARM) != 0) {
      header.alarm = in.integer();
    }
    header.rows = in.integer();
    header.items = in.integer();
    header.end = in.integer();
    return header;
  }

  void write(OrderedWriter out) {
    boolean something = !told.equals(Told.NOTHING);
    out.raw(
        (dirty ? DIRTY : 0)
            | (closed ? CLOSED : 0)
            | (something ? told.refused() ? REFUSED : TOLD : 0)
            | (alarm == null ? 0 : ALARM));
    if (something) {
      out.fixed(told.high()).fixed(told.low());
    }
    if (alarm != null) {
      out.integer(alarm);
    }
    out.integer(rows).integer(items).integer(end);
  }
}
