package dev.hayase.emulator.junit;

import com.google.gson.JsonObject;
import java.time.Duration;

/// Orders faults, in the order of a sentence:
///
/// ```java
/// emulator.faults().next(3).appendRows().onTable("d.t").fail(Status.Code.UNAVAILABLE);
/// emulator.faults().during(Duration.ofMinutes(10)).fail(Status.Code.RESOURCE_EXHAUSTED);
/// OrderedFault stop = emulator.faults().untilLifted().stopEverything();
/// ```
public final class Faults {
  private final ControlClient control;

  Faults(ControlClient control) {
    this.control = control;
  }

  /// For the next so many calls.
  public FaultOrder next(int calls) {
    JsonObject definition = new JsonObject();
    definition.addProperty("times", calls);
    return new FaultOrder(control, definition);
  }

  /// For so long, by the emulator's clock.
  public FaultOrder during(Duration duration) {
    JsonObject definition = new JsonObject();
    definition.addProperty("for", duration.toString());
    return new FaultOrder(control, definition);
  }

  /// Until it is lifted or the test ends.
  public FaultOrder untilLifted() {
    return new FaultOrder(control, new JsonObject());
  }

  /// Lifts all faults.
  public void liftAll() {
    control.call("DELETE", "/faults", null);
  }
}
