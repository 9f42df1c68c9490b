package dev.hayase.emulator.store;

/// What a table remembers about its changes.
///
/// @param oldestDeletion when the oldest remembered deletion was written, in micros
/// @param written rows that came as changes
/// @param withSequence those of them that had a sequence number
/// @param pending changes that are not merged into the rows
/// @param lastOrdinal counts changes in the order of their arrival
record ChangeState(
    long oldestDeletion, long written, long withSequence, long pending, long lastOrdinal) {
  static final ChangeState NONE = new ChangeState(Long.MAX_VALUE, 0, 0, 0, 0);

  boolean any() {
    return written > 0;
  }

  boolean conflicts(Append.Kind kind) {
    return switch (kind) {
      case INSERT -> false;
      case CHANGE_WITH_SEQUENCE -> written > withSequence;
      case CHANGE_WITHOUT_SEQUENCE -> withSequence > 0;
    };
  }

  ChangeState wrote(long rows, boolean sequenced, long deletionAt) {
    return new ChangeState(
        Math.min(oldestDeletion, deletionAt),
        written + rows,
        withSequence + (sequenced ? rows : 0),
        pending + rows,
        lastOrdinal + rows);
  }

  ChangeState merged() {
    return new ChangeState(oldestDeletion, written, withSequence, 0, lastOrdinal);
  }
}
