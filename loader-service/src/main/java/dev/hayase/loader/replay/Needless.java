package dev.hayase.loader.replay;

import dev.hayase.event.wire.Headers;
import dev.hayase.loader.batch.OffsetRanges;
import dev.hayase.loader.fold.Superseded;
import dev.hayase.records.SourceRecord;

/// Which records of a stretch of a partition need no row.
public sealed interface Needless {
  /// The first offset that this says nothing about.
  long through();

  /// Whether the record needs no row.
  boolean contains(SourceRecord record);

  /// Those that a table that appends has.
  record Held(OffsetRanges offsets, long through) implements Needless {
    @Override
    public boolean contains(SourceRecord record) {
      return offsets.contains(record.offset());
    }
  }

  /// A mirror's records of which nobody can say whether a later one replaced them, since the log
  /// behind them is gone. A row of one might bring back what was deleted.
  record Unprovable(long through) implements Needless {
    @Override
    public boolean contains(SourceRecord record) {
      return true;
    }
  }

  /// Those that mean nothing to a mirror, since what is behind them counts.
  record Replaced(Superseded superseded) implements Needless {
    @Override
    public long through() {
      return superseded.through();
    }

    @Override
    public boolean contains(SourceRecord record) {
      return record.key() != null
          && record.header(Headers.CONTROL).isEmpty()
          && superseded.contains(record.offset());
    }
  }
}
