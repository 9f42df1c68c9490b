package dev.hayase.aggregation.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.aggregation.time.StageClock.Announce;
import dev.hayase.aggregation.time.StageClock.Measure;
import dev.hayase.aggregation.time.StageClock.Tell;
import dev.hayase.aggregation.time.StageClock.Wait;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StageClockTest {
  @Test
  void timeIsToldBehindEveryStageAndAnnouncedBehindTheGroups() {
    Chain chain = new Chain(1);
    chain.source(1);
    List<Object> steps = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      steps.add(chain.tick());
      chain.work(0);
      steps.add(chain.tick());
      chain.work(1);
      steps.add(chain.tick());
      chain.work(2);
    }
    Instant first = Instant.ofEpochSecond(1);
    assertThat(steps)
        .containsExactly(
            Wait.NOW,
            new Measure(0),
            new Tell(first),
            new Announce(first),
            Wait.NOW,
            Wait.NOW,
            Wait.NOW,
            Wait.NOW,
            Wait.NOW);
  }

  /// Whatever happens in whichever order, what is announced has arrived.
  @Property
  void nothingIsAnnouncedThatHasNotArrived(
      @ForAll @IntRange(min = 1, max = 3) int stages,
      @ForAll @Size(max = 300) List<@IntRange(max = 9) Integer> acts) {
    Chain chain = new Chain(stages);
    for (int act : acts) {
      chain.act(act);
      assertThat(chain.announced).isLessThanOrEqualTo(chain.arrived());
    }
  }

  /// Nobody waits for ever: when everything has worked off what there is, it is announced.
  @Property
  void whatHasArrivedIsAnnounced(
      @ForAll @IntRange(min = 1, max = 3) int stages,
      @ForAll @Size(max = 300) List<@IntRange(max = 9) Integer> acts) {
    Chain chain = new Chain(stages);
    acts.forEach(chain::act);
    chain.source(1);
    for (int i = 0; i < 60; i++) {
      for (int stage = 0; stage <= stages + 1; stage++) {
        chain.work(stage);
      }
      chain.tick();
    }
    assertThat(chain.announced).isEqualTo(chain.written);
  }

  /// A chain of topics: each record of the source is passed from one to the next as it is
  /// committed, and at last becomes a result. The topic behind the last stage is that of the time.
  private static final class Chain {
    private final int stages;
    private final long[] ends;
    private final long[] commits;
    private final List<Long> times = new ArrayList<>();
    private long written;
    private long announced;
    private long told;
    private StageClock clock;

    Chain(int stages) {
      this.stages = stages;
      this.ends = new long[stages + 1];
      this.commits = new long[stages + 1];
      this.clock = new StageClock(stages, Instant.EPOCH);
    }

    void act(int act) {
      switch (act) {
        case 0, 1 -> source(1 + act * 3);
        case 2 -> clock = new StageClock(stages, Instant.ofEpochSecond(announced));
        case 3, 4, 5, 6 -> work(act - 3);
        default -> tick();
      }
    }

    void source(int records) {
      written += records;
      ends[0] = written;
    }

    /// Topic i is read to its end, and what it says stands in the next.
    void work(int topic) {
      if (topic <= stages) {
        commits[topic] = ends[topic];
        if (topic < stages) {
          ends[topic + 1] = commits[topic];
        }
      } else {
        told = times.size();
      }
    }

    Object tick() {
      StageClock.Step step = clock.next(through(), committed());
      switch (step) {
        case Wait _ -> {
          return step;
        }
        case Measure(int stage) -> clock.ends(vector("t" + (stage + 1), ends[stage + 1]));
        case Tell(Instant through) -> {
          times.add(through.getEpochSecond());
          clock.told(vector("time", times.size()));
        }
        case Announce(Instant through) -> {
          announced = through.getEpochSecond();
          clock.announced();
        }
      }
      return step;
    }

    /// What the groups know.
    long arrived() {
      return commits[stages];
    }

    Optional<Instant> through() {
      return commits[0] == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(commits[0]));
    }

    Vector committed() {
      Map<String, Map<Integer, Long>> all = new HashMap<>();
      for (int i = 0; i <= stages; i++) {
        all.put("t" + i, Map.of(0, commits[i]));
      }
      all.put("time", Map.of(0, told));
      return new Vector(all);
    }

    private static Vector vector(String topic, long end) {
      return new Vector(Map.of(topic, Map.of(0, end)));
    }
  }
}
