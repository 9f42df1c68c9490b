package dev.hayase.emulator.load;

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
    return java.util.Objects.requireNonNullElse(getMessage(), "");
  }
}
