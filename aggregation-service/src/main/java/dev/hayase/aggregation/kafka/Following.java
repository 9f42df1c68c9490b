package dev.hayase.aggregation.kafka;

import dev.hayase.aggregation.time.StageClock;
import dev.hayase.aggregation.time.StageClock.Announce;
import dev.hayase.aggregation.time.StageClock.Measure;
import dev.hayase.aggregation.time.StageClock.Tell;
import dev.hayase.aggregation.time.StageClock.Wait;
import dev.hayase.aggregation.time.Vector;
import dev.hayase.event.SequenceNumber;
import dev.hayase.event.watermark.Completeness;
import dev.hayase.event.watermark.Watermark;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One aggregation whose time is kept here, as long as it is. Used by one thread.
final class Following {
  /// How often it is asked before it is looked at more closely; five times a second.
  private static final int PATIENCE = 20;

  private final Followed followed;
  private final Completeness completeness = new Completeness();
  private int waited;
  private long highest;
  private Instant announced = Instant.EPOCH;
  private long epoch = -1;
  private StageClock clock;

  Following(Followed followed) {
    this.followed = followed;
    this.clock = new StageClock(followed.stages().size(), announced);
  }

  Followed followed() {
    return followed;
  }

  /// Takes the next watermark of the topic, of any source.
  void accept(Watermark watermark) {
    if (!watermark.source().equals(followed.output())) {
      if (watermark.positions().keySet().stream().anyMatch(followed.sources()::contains)
          || watermark.snapshotting().stream().anyMatch(followed.sources()::contains)
          || !watermark.full()) {
        completeness.accept(watermark);
      }
      return;
    }
    highest = Math.max(highest, watermark.epoch());
    if (watermark.through().isAfter(announced)) {
      announced = watermark.through();
    }
    if (epoch >= 0 && watermark.epoch() > epoch) {
      // Somebody else keeps this time, or has believed so for a moment; what is written with our
      // number from now on nobody would read.
      epoch = -1;
    }
  }

  /// Whether a step may be taken; begins a new epoch if there is none.
  void begin(Instant now) {
    if (epoch < 0) {
      epoch = SequenceNumber.epochAfter(highest, now.getEpochSecond());
      clock = new StageClock(followed.stages().size(), announced);
    }
  }

  /// Goes as far as it can at once.
  ///
  /// @param committed of its group
  void advance(Vector committed, TimeEdge edge) {
    Optional<Instant> through = sources(committed);
    while (true) {
      switch (clock.next(through, committed)) {
        case Wait _ -> {
          waited++;
          return;
        }
        case Measure measure ->
            clock.ends(edge.ends(followed.stages().get(measure.stage()), followed.partitions()));
        case Tell tell -> clock.told(edge.tell(followed, tell.through()));
        case Announce announce -> {
          if (!followed.telling()) {
            edge.built(followed, announce.through(), announced);
          } else if (edge.isWhole(followed)) {
            // What was told after the groups knew this time is before where the output ends now.
            edge.write(
                watermark(
                    announce.through(),
                    edge.ends(Set.of(followed.output()), followed.partitions())));
          } else if (through.filter(announce.through()::isBefore).isEmpty()) {
            waited++;
            return;
          }
          clock.announced();
          waited = 0;
        }
      }
    }
  }

  /// What it waits for, to be looked at more closely: what a stage must commit, and where the
  /// sources end if their time has not come for a while.
  Optional<Vector> awaited(TimeEdge edge) {
    Optional<Vector> awaited = clock.awaited();
    return awaited.isEmpty() && waited > PATIENCE
        ? Optional.of(edge.ends(followed.sources()))
        : awaited;
  }

  private Optional<Instant> sources(Vector committed) {
    List<Optional<Instant>> each =
        followed.sources().stream()
            .map(topic -> completeness.through(topic, committed.of(topic)))
            .toList();
    return each.stream().allMatch(Optional::isPresent)
        ? each.stream().flatMap(Optional::stream).min(Comparator.naturalOrder())
        : Optional.empty();
  }

  private Watermark watermark(Instant through, Vector ends) {
    String output = followed.output();
    return Watermark.of(output, epoch, through, true, Map.of(output, ends.of(output)), Set.of());
  }
}
