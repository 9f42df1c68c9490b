package dev.hayase.cli.verify;

import dev.hayase.cli.topics.CompletenessWatch;
import java.time.Duration;
import java.time.Instant;

/// Waits until a table in BigQuery has caught up with its source, with an end to the patience.
final class Catching {
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final CompletenessWatch watch;
  private final ComparedTable table;
  private final Instant giveUp;

  Catching(CompletenessWatch watch, ComparedTable table, Instant giveUp) {
    this.watch = watch;
    this.table = table;
    this.giveUp = giveUp;
  }

  boolean patient() {
    return Instant.now().isBefore(giveUp);
  }

  /// Whether the table became complete through that moment.
  boolean upWith(Instant moment) throws InterruptedException {
    while (patient()) {
      Instant through = watch.through().get(table.topic());
      if (through != null && !through.isBefore(moment)) {
        return true;
      }
      Thread.sleep(PAUSE);
    }
    return false;
  }

  /// Where it stands, for people.
  String state() {
    Instant through = watch.through().get(table.topic());
    return through == null
        ? "nothing is known of its completeness, or it is in its snapshot"
        : "it is complete through " + through;
  }
}
