package dev.hayase.loader.delivery;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Knows whether the table has lately stopped to demand something of values. BigQuery's write
/// service refuses rows by the old rules for some minutes after that, which are the table's no
/// longer: such rows are offered again before they are set aside.
///
/// What a table demanded before the first look nobody knows. If it changed shortly before, a loader
/// that died may have relaxed it.
final class Loosening {
  private static final long SPREADS_WITHIN_MILLIS = 600_000;

  private @Nullable Set<String> last;
  private long untilMillis;

  /// The table was looked at.
  void looked(Preparation.Limits limits, long nowMillis) {
    if (last == null) {
      untilMillis = Math.min(limits.changedMillis(), nowMillis) + SPREADS_WITHIN_MILLIS;
    }
    Set<String> gone = new HashSet<>(last == null ? Set.of() : last);
    gone.addAll(limits.found());
    gone.removeAll(limits.now());
    if (!gone.isEmpty()) {
      untilMillis = nowMillis + SPREADS_WITHIN_MILLIS;
    }
    last = limits.now();
  }

  /// Whether a refused row may be acceptable soon.
  boolean isSpreading(long nowMillis) {
    return nowMillis < untilMillis;
  }
}
