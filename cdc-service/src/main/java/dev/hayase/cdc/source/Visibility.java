package dev.hayase.cdc.source;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/// Which transactions a reading of the database did not see, though they may stand in its log.
///
/// Numbers of transactions are those of the log, of 32 bits, and begin anew when they are used up;
/// those that are compared here are never half of them apart.
///
/// @param oldest every transaction before this one was seen, or was undone
/// @param next this one and those after it were not seen
/// @param open those between the two that were not seen
public record Visibility(int oldest, int next, Set<Integer> open) {
  public Visibility {
    open = Set.copyOf(open);
  }

  /// Everything was seen.
  public static final Visibility ALL = new Visibility(0, 0, Set.of());

  /// Reads PostgreSQL's `pg_snapshot`, as `10:20:10,14,15`.
  public static Visibility parse(String snapshot) {
    String[] parts = snapshot.split(":", -1);
    Set<Integer> open = new HashSet<>();
    Arrays.stream(parts[2].split(","))
        .filter(text -> !text.isEmpty())
        .forEach(text -> open.add((int) Long.parseLong(text)));
    return new Visibility((int) Long.parseLong(parts[0]), (int) Long.parseLong(parts[1]), open);
  }

  /// Whether the reading missed what a transaction did, if it did anything.
  public boolean misses(int transaction) {
    if (equals(ALL) || transaction - oldest < 0) {
      return false;
    }
    return transaction - next >= 0 || open.contains(transaction);
  }
}
