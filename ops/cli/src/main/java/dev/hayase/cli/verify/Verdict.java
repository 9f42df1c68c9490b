package dev.hayase.cli.verify;

import dev.hayase.cli.topics.DeadLetters;
import java.util.List;

/// What a comparison of one table concludes.
public sealed interface Verdict {
  /// Whether the table is as it should be.
  default boolean good() {
    return this instanceof Equal;
  }

  /// One sentence for people.
  String sentence();

  /// Every row and every value is equal.
  record Equal(long rows) implements Verdict {
    @Override
    public String sentence() {
      return "equal: %,d rows, every value".formatted(rows);
    }
  }

  /// Rows that differ, proven after everything that the source held at the time of reading had been
  /// loaded.
  ///
  /// @param examples the first ones
  /// @param parked what stands in the dead-letter topic: a reason for the differences, if anything
  ///   does
  record Different(
      long equal,
      long missing,
      long extra,
      long changed,
      List<Difference> examples,
      DeadLetters parked)
      implements Verdict {
    @Override
    public String sentence() {
      String counts =
          "DIFFERENT: %,d rows missing, %,d too many, %,d with other values, %,d equal"
              .formatted(missing, extra, changed, equal);
      return parked.records() == 0 ? counts : counts + "; " + parked.sentence();
    }
  }

  /// No proof either way.
  record Unproven(String reason) implements Verdict {
    @Override
    public String sentence() {
      return "NOT PROVEN: " + reason;
    }
  }
}
