package dev.hayase.cdc.snapshot;

import dev.hayase.cdc.source.Visibility;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The transactions whose changes were streamed and which a reading of the database may not see
/// yet: a commit is in the log before others see it, and long before where it waits for a standby.
final class StreamedTransactions {
  private final int most;
  private final Set<Integer> beforeLow = new HashSet<>();
  private final Set<Integer> sinceLow = new HashSet<>();
  private boolean overflowed;

  StreamedTransactions(int most) {
    this.most = most;
  }

  void add(@Nullable Long transaction) {
    if (transaction == null || overflowed) {
      return;
    }
    sinceLow.add(transaction.intValue());
    if (sinceLow.size() + beforeLow.size() > most) {
      overflowed = true;
      beforeLow.clear();
      sinceLow.clear();
    }
  }

  /// The log was read up to a low mark.
  void passLow() {
    beforeLow.addAll(sinceLow);
    sinceLow.clear();
  }

  /// Whether a reading missed something that was streamed before its low mark. What it saw is
  /// forgotten: it stays visible.
  boolean isMissedBy(Visibility reading) {
    beforeLow.removeIf(transaction -> !reading.misses(transaction));
    return !beforeLow.isEmpty();
  }

  /// Whether there were too many to remember: then only a reading that waits for all will do.
  boolean hasOverflowed() {
    return overflowed;
  }

  /// What was streamed until now is visible to the next reading.
  void settle() {
    overflowed = false;
    beforeLow.clear();
    sinceLow.clear();
  }
}
