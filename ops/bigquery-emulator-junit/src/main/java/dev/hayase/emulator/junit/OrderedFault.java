package dev.hayase.emulator.junit;

/// A fault that was ordered.
public final class OrderedFault {
  private final ControlClient control;
  private final String path;

  OrderedFault(ControlClient control, String id) {
    this.control = control;
    this.path = "/faults/" + id;
  }

  /// How often it has happened.
  public long hits() {
    return control.call("GET", path, null).get("hits").getAsLong();
  }

  public void lift() {
    control.call("DELETE", path, null);
  }
}
