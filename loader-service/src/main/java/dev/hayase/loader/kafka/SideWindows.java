package dev.hayase.loader.kafka;

import dev.hayase.loader.delivery.SideGround;
import dev.hayase.loader.delivery.SideRun;
import dev.hayase.loader.fold.Fold;
import dev.hayase.loader.kafka.SideReader.Troubled;
import dev.hayase.loader.outcome.Outcome;
import dev.hayase.loader.replay.Needless;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.format.Refusal;
import java.util.ArrayList;
import java.util.List;

/// Finds out, stretch by stretch, which records need no row: by asking a table that appends, by
/// folding the log for a mirror.
final class SideWindows {
  /// Of a table that appends; one question each, which reads two columns of it.
  private static final long OFFSETS = 1_000_000;

  private final SideGround ground;
  private final SideLog log;
  private final boolean appends;
  private final SideHandover handover;

  SideWindows(SideGround ground, SideLog log, boolean appends, SideHandover handover) {
    this.ground = ground;
    this.log = log;
    this.appends = appends;
    this.handover = handover;
  }

  /// What is needless from `from` on.
  Needless from(long from, long to) throws InterruptedException {
    if (appends) {
      long through = Math.min(to, from + OFFSETS);
      return new Needless.Held(value(ground.held(from, through)), through);
    }
    long beginning = log.beginning();
    if (from < beginning) {
      return new Needless.Unprovable(Math.min(to, beginning));
    }
    long end = log.end();
    Fold fold = new Fold(from, end, ground.rules(), ground.loadable());
    while (fold.wantsPass()) {
      log.read(
          from,
          end,
          (records, bytes, _) -> {
            records.forEach(fold::see);
            handover.read(bytes);
          });
      fold.passed();
    }
    return new Needless.Replaced(fold.superseded());
  }

  /// Hands over those that need a row.
  void take(SideRun run, Needless needless, List<SourceRecord> records, long through)
      throws InterruptedException {
    if (needless instanceof Needless.Unprovable) {
      for (SourceRecord record : records) {
        ground.park(record, Refusal.unknownOrder()).join();
        run.parked();
      }
      handover.give(List.of(), through);
      return;
    }
    List<SourceRecord> needed = new ArrayList<>(records.size());
    for (SourceRecord record : records) {
      if (!needless.contains(record)) {
        needed.add(record);
      }
    }
    run.skipped(records.size() - needed.size());
    handover.give(needed, through);
  }

  static <T> T value(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T> done -> done.value();
      case Outcome.Failed<T> failed -> throw new Troubled(failed.failure().detail());
    };
  }
}
