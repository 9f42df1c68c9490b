package dev.hayase.pipeline;

/// A value that must not appear in logs, messages or dumps: its `toString` masks it.
public record Secret(String value) {
  @Override
  public String toString() {
    return "***";
  }
}
