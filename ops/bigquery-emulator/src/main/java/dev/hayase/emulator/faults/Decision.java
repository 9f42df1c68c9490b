package dev.hayase.emulator.faults;

import java.time.Duration;
import java.util.Optional;

/// What happens to one call.
///
/// @param latency before its answer is given
/// @param pause before the next request is read
/// @param ending what happens instead of a proper answer
public record Decision(Duration latency, Duration pause, Optional<Fault.Ending> ending) {
  public static final Decision NOTHING =
      new Decision(Duration.ZERO, Duration.ZERO, Optional.empty());

  boolean ends() {
    return ending.isPresent();
  }

  Decision and(Fault fault) {
    return switch (fault) {
      case Fault.Latency(Duration delay) -> new Decision(latency.plus(delay), pause, ending);
      case Fault.SlowReader(Duration more) -> new Decision(latency, pause.plus(more), ending);
      case Fault.SchemaDelay _, Fault.FullStop _ -> this;
      case Fault.Ending end -> new Decision(latency, pause, Optional.of(end));
    };
  }
}
