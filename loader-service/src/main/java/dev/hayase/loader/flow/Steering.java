package dev.hayase.loader.flow;

import dev.hayase.loader.batch.BatchLimits;
import dev.hayase.pipeline.knob.Knob;
import dev.hayase.pipeline.knob.TableKnobs;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// Which knobs are in effect at each table: what the pipeline file says, and above it what
/// operators have turned, as long as it holds.
///
/// Thread-safe.
public final class Steering {
  private final Gate gate;
  private final Function<String, Knobs> usual;
  private final InstantSource clock;
  private final Map<String, TableKnobs> turned = new ConcurrentHashMap<>();
  private final Map<String, TableFlow> flows = new ConcurrentHashMap<>();
  private final Map<String, String> complaints = new ConcurrentHashMap<>();
  private volatile Instant nextEnd = Instant.MAX;

  /// @param usual what the pipeline file says, by topic
  public Steering(Gate gate, Function<String, Knobs> usual, InstantSource clock) {
    this.gate = gate;
    this.usual = usual;
    this.clock = clock;
  }

  /// What is turned at a table, and what is in effect there.
  ///
  /// @param complaint why what was turned last could not be read
  public record Effective(
      String topic, TableKnobs turned, Knobs knobs, Optional<String> complaint) {}

  /// How the topic's table may flow, from now on and for good.
  public TableFlow of(String topic) {
    return flows.computeIfAbsent(
        topic,
        t -> new TableFlow(effective(t, turned.getOrDefault(t, TableKnobs.NONE)), gate, clock));
  }

  /// Knobs were turned at a table, or back. What cannot be is left out.
  public void turn(String topic, TableKnobs knobs) {
    complaints.remove(topic);
    if (knobs.isEmpty()) {
      turned.remove(topic);
    } else {
      turned.put(topic, knobs);
    }
    apply(topic);
    findNextEnd();
  }

  /// What was turned at a table cannot be read; what was turned before stays.
  public void complain(String topic, String reason) {
    complaints.put(topic, reason);
  }

  /// Turns back what has held long enough. Cheap as long as there is nothing of the kind.
  public void expire() {
    if (!clock.instant().isBefore(nextEnd)) {
      findNextEnd();
      turned.keySet().forEach(this::apply);
    }
  }

  /// Every table, and every topic at which knobs are turned.
  public List<Effective> effective() {
    return Stream.of(flows.keySet(), turned.keySet(), complaints.keySet())
        .flatMap(Set::stream)
        .distinct()
        .sorted()
        .map(topic -> {
          TableKnobs own = turned(topic);
          return new Effective(
              topic, own, effective(topic, own), Optional.ofNullable(complaints.get(topic)));
        })
        .toList();
  }

  /// What is turned at a table now, what cannot be included.
  public TableKnobs turned(String topic) {
    return turned.getOrDefault(topic, TableKnobs.NONE).live(clock.instant());
  }

  private void apply(String topic) {
    TableFlow flow = flows.get(topic);
    if (flow != null) {
      flow.turn(effective(topic, turned.getOrDefault(topic, TableKnobs.NONE)));
    }
  }

  private void findNextEnd() {
    Instant now = clock.instant();
    nextEnd =
        turned.values().stream()
            .flatMap(knobs -> knobs.nextEnd(now).stream())
            .min(Instant::compareTo)
            .orElse(Instant.MAX);
  }

  private Knobs effective(String topic, TableKnobs own) {
    Knobs base = usual.apply(topic);
    Instant now = clock.instant();
    return new Knobs(
        own.find(Knob.PAUSED, now).orElse(base.paused()),
        own.find(Knob.RATE, now).map(rate -> rate.bytes()).orElse(base.bytesPerSecond()),
        own.find(Knob.IN_FLIGHT, now).orElse(base.requestsInFlight()),
        new BatchLimits(
            own.find(Knob.BATCH_ROWS, now).orElse(base.batch().rows()),
            own.find(Knob.BATCH_BYTES, now).map(b -> b.bytes()).orElse(base.batch().bytes()),
            own.find(Knob.BATCH_AGE, now).map(a -> a.toMillis()).orElse(base.batch().ageMillis())),
        own.find(Knob.PRIORITY, now).orElse(base.priority()));
  }
}
