package dev.hayase.emulator.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/// A clock that runs by another one until a test sets it.
///
/// Set, it stands still and moves only when it is advanced. Advanced without having been set, it
/// runs on, that much ahead. Unset, it shows the other clock's time again.
public final class EmulatorClock implements InstantSource {
  private final InstantSource real;
  private volatile Reading reading = new Running(Duration.ZERO);

  public EmulatorClock(InstantSource real) {
    this.real = real;
  }

  /// How the clock's time comes about.
  public sealed interface Reading {}

  /// @param ahead of the real time
  public record Running(Duration ahead) implements Reading {}

  /// @param at what it shows until it is moved
  public record Standing(Instant at) implements Reading {}

  @Override
  public Instant instant() {
    return switch (reading) {
      case Running(Duration ahead) -> real.instant().plus(ahead);
      case Standing(Instant at) -> at;
    };
  }

  public Reading reading() {
    return reading;
  }

  /// Stops it at an instant.
  public void set(Instant instant) {
    reading = new Standing(instant);
  }

  /// Moves it on; a negative duration moves it back.
  ///
  /// @throws java.time.DateTimeException when no instant is there
  /// @throws ArithmeticException when no instant is there
  public synchronized void advance(Duration duration) {
    reading =
        switch (reading) {
          case Running(Duration ahead) -> running(ahead.plus(duration));
          case Standing(Instant at) -> new Standing(at.plus(duration));
        };
  }

  private Running running(Duration ahead) {
    Objects.requireNonNull(real.instant().plus(ahead));
    return new Running(ahead);
  }

  /// Back to the real time.
  public void unset() {
    reading = new Running(Duration.ZERO);
  }
}
