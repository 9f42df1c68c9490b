package dev.hayase.pipeline.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The name that somebody probably meant.
public final class NearestName {
  private NearestName() {}

  /// The closest of the names, if it is close: a third of the letters may differ, and two in a
  /// short word.
  public static Optional<String> to(String written, Collection<String> names) {
    String wanted = written.toLowerCase(Locale.ROOT).replace('_', '-');
    return names.stream()
        .min(Comparator.comparingInt(name -> distance(wanted, name)))
        .filter(name -> distance(wanted, name) <= Math.max(2, name.length() / 3));
  }

  /// Levenshtein's distance, one row at a time.
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
