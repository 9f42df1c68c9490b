package dev.hayase.emulator.junit;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;

/// The emulator's clock: by it streams expire, deletions are forgotten, schemas become known and
/// faults end.
public final class Clock {
  private final ControlClient control;

  Clock(ControlClient control) {
    this.control = control;
  }

  public Instant now() {
    return Instant.parse(control.call("GET", "/clock", null).get("now").getAsString());
  }

  /// Stops it at an instant.
  public void set(Instant instant) {
    change("now", instant.toString());
  }

  /// Moves it on. A clock that was not set runs on, that much ahead.
  public void advance(Duration duration) {
    change("advance", duration.toString());
  }

  /// Back to the real time.
  public void unset() {
    control.call("DELETE", "/clock", null);
  }

  private void change(String key, String value) {
    JsonObject body = new JsonObject();
    body.addProperty(key, value);
    control.call("PUT", "/clock", body);
  }
}
