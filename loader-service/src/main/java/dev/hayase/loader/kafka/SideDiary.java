package dev.hayase.loader.kafka;

import dev.hayase.event.replay.PartProgress;
import dev.hayase.event.replay.PartProgress.State;
import dev.hayase.loader.delivery.SideRun;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How far one partition of an order is, over all runs that it takes, and what `hayase.replays` is
/// told of it. Written by the thread that carries it out, read by any.
final class SideDiary {
  private static final Logger LOG = LoggerFactory.getLogger(SideDiary.class);
  private static final long TELL_MILLIS = 1_000;

  private final ReplayTopic topic;
  private final InstantSource clock;

  /// Before the present run.
  private PartProgress base;

  private @Nullable SideRun run;
  private Optional<String> detail = Optional.empty();
  private long toldMillis;
  private volatile PartProgress progress;

  /// @param begun what is known from former carriers of the order
  SideDiary(ReplayTopic topic, InstantSource clock, PartProgress begun) {
    this.topic = topic;
    this.clock = clock;
    this.base = begun;
    this.progress = begun;
  }

  PartProgress progress() {
    return progress;
  }

  /// The next run goes on from here.
  void begins(SideRun next) {
    base = progress;
    run = next;
  }

  /// Takes over how far the run is.
  void update() {
    progress = with(State.RUNNING);
  }

  /// Tells how far it is, now and then.
  void tell() {
    update();
    long now = clock.millis();
    if (now - toldMillis >= TELL_MILLIS) {
      toldMillis = now;
      detail = Optional.empty();
      var _ = topic.tell(progress);
    }
  }

  /// It cannot go on now.
  void waits(String why) {
    detail = Optional.of(why);
    LOG.atWarn()
        .addKeyValue("replay", base.id())
        .addKeyValue("partition", base.partition())
        .addKeyValue("reason", why)
        .log("Loading again waits");
    update();
    var _ = topic.tell(progress);
  }

  /// It can never go on.
  void fails(String why) {
    detail = Optional.of(why);
    over(State.FAILED);
  }

  /// Nothing more happens. Until this is written it is not over: a successor would do it again.
  void over(State state) {
    PartProgress last = with(state);
    topic.tell(last).join();
    progress = last;
    LOG.atInfo()
        .addKeyValue("replay", last.id())
        .addKeyValue("partition", last.partition())
        .addKeyValue("state", state.code())
        .addKeyValue("written", last.written())
        .addKeyValue("skipped", last.skipped())
        .addKeyValue("parked", last.parked())
        .log("Loading again is over");
  }

  private PartProgress with(State state) {
    SideRun now = run;
    return new PartProgress(
        base.id(),
        base.partition(),
        state,
        now == null ? base.position() : now.position(),
        base.written() + (now == null ? 0 : now.written()),
        base.skipped() + (now == null ? 0 : now.skipped()),
        base.parked() + (now == null ? 0 : now.parkedRecords()),
        detail,
        clock.instant());
  }
}
