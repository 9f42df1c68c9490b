package dev.hayase.log.watermark;

/// What the watermark has to know of an instance's journal.
///
/// Thread-safe.
public interface HeldJournal {
  /// The name by which the instance is known, whenever it starts again on the same journal.
  String instance();

  /// How many entries were appended since the start.
  long appended();

  /// Whether nothing waits.
  boolean isEmpty();

  /// From now on the watermark waits for this instance: events may be kept.
  void hold();

  /// The watermark need not wait for this instance any longer, if nothing waits: no event may be
  /// kept from now on.
  ///
  /// @return whether nothing waits
  boolean release();
}
