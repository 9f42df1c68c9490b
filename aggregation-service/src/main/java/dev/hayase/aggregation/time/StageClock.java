package dev.hayase.aggregation.time;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides when a time may be told to an aggregation's groups, and when its results are known to be
/// complete through it.
///
/// When what was committed has passed all that the sources had through T, everything that follows
/// from it stands in the topics of the next stage: where these end then is how far that stage must
/// be committed. After the last of them T is told to the groups, and when they have committed that,
/// where the output ends is what readers must have read to be complete through T.
///
/// Nothing of it is kept: whoever begins anew begins with the sources, and loses some seconds. Not
/// thread-safe.
public final class StageClock {
  private final int stages;
  private Instant announced;
  private @Nullable Instant through;
  private int stage;
  private boolean told;
  private @Nullable Vector awaited;

  /// @param stages how many topics, or sets of them, are between the sources and the groups
  /// @param announced the time that was announced last, by whomever
  public StageClock(int stages, Instant announced) {
    this.stages = stages;
    this.announced = announced;
  }

  /// What to do now.
  public sealed interface Step {}

  /// Nothing; ask again.
  public enum Wait implements Step {
    NOW
  }

  /// Say where the topics of a stage end: [StageClock#ends].
  public record Measure(int stage) implements Step {}

  /// Tell the groups the time, and say where it stands: [StageClock#told].
  public record Tell(Instant through) implements Step {}

  /// Write the watermark of the output as it ends now: [StageClock#announced].
  public record Announce(Instant through) implements Step {}

  /// @param sources through which instant what was committed of the sources is complete
  /// @param committed how far the aggregation has committed its topics, asked for after `sources`
  ///   became known
  public Step next(Optional<Instant> sources, Vector committed) {
    Instant current = through;
    if (current == null) {
      if (sources.isEmpty() || !sources.get().isAfter(announced)) {
        return Wait.NOW;
      }
      current = sources.get();
      through = current;
      stage = 0;
      told = false;
      awaited = null;
    }
    Vector target = awaited;
    if (target != null) {
      if (!committed.passes(target)) {
        return Wait.NOW;
      }
      if (told) {
        return new Announce(current);
      }
      awaited = null;
      stage++;
    }
    return stage < stages ? new Measure(stage) : new Tell(current);
  }

  /// Where the topics of the stage ended.
  public void ends(Vector ends) {
    awaited = ends;
  }

  /// Where the time stands in its topic.
  public void told(Vector ends) {
    told = true;
    awaited = ends;
  }

  /// The watermark was written.
  public void announced() {
    announced = through == null ? announced : through;
    through = null;
    awaited = null;
  }

  /// What is waited for; empty when nothing is.
  public Optional<Vector> awaited() {
    return Optional.ofNullable(awaited);
  }

  /// The time that was announced last.
  public Instant lastAnnounced() {
    return announced;
  }
}
