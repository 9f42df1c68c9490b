package dev.hayase.emulator.load;

import java.util.Objects;

/// Why a row is refused.
///
/// The location is the field's path, or empty.
public final class BadValue extends Exception {
  private final String location;

  BadValue(String location, String message) {
    super(message, null, false, false);
    this.location = location;
  }

  public String location() {
    return location;
  }

  public String text() {
    return Objects.requireNonNullElse(getMessage(), "");
  }
}
