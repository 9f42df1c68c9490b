package dev.hayase.pipeline;

import java.util.function.Supplier;

/// A value that must not appear in logs, messages or dumps: its `toString` masks it.
public final class Secret {
  private final Supplier<String> source;

  /// One that stays as it is.
  public Secret(String value) {
    this(() -> value);
  }

  private Secret(Supplier<String> source) {
    this.source = source;
  }

  /// One that is asked for anew each time, since it may be changed where it is kept.
  public static Secret readAnew(Supplier<String> source) {
    return new Secret(source);
  }

  /// What it is now.
  public String value() {
    return source.get();
  }

  /// By what they are now.
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && value().equals(that.value());
  }

  @Override
  public int hashCode() {
    return value().hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
