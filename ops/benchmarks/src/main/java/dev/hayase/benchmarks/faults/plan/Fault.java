package dev.hayase.benchmarks.faults.plan;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// One thing that goes wrong, with everything that was drawn for it.
public sealed interface Fault {

  /// Under which name it is counted.
  FaultKind kind();

  /// SIGKILL of one loader.
  ///
  /// @param down how long it stays away
  record KillLoader(int loader, Duration down) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.KILL_LOADER;
    }
  }

  /// SIGKILL of all loaders.
  record KillAllLoaders(Duration down) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.KILL_ALL_LOADERS;
    }
  }

  /// SIGTERM of one loader, and its start.
  record RestartLoader(int loader) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.RESTART_LOADER;
    }
  }

  /// SIGSTOP of one loader, for longer than the group waits for it, and SIGCONT.
  record FreezeLoader(int loader, Duration frozen) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.ZOMBIE;
    }
  }

  /// One more loader for a while.
  ///
  /// @param killed whether it leaves by SIGKILL
  record ExtraLoader(Duration stay, boolean killed) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.REBALANCE;
    }
  }

  /// All loaders die as soon as a call has struck a trap that keeps its answer back.
  ///
  /// @param trap the emulator's fault, as JSON
  /// @param provoke the loader that dies first, so that another takes over its partitions
  record KillInWindow(FaultKind kind, String trap, OptionalInt provoke) implements Fault {}

  /// No loader runs, and the group's offsets of a topic change.
  ///
  /// @param keepPercent how much of each offset is left; empty when they are deleted
  record LoseCommits(String topic, OptionalInt keepPercent) implements Fault {
    @Override
    public FaultKind kind() {
      return keepPercent.isPresent() ? FaultKind.RESET_COMMITS : FaultKind.LOSE_COMMITS;
    }
  }

  /// SIGKILL of BigQuery.
  record KillBigQuery(Duration down) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.KILL_BIGQUERY;
    }
  }

  /// SIGKILL of the broker.
  record KillBroker(Duration down) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.KILL_BROKER;
    }
  }

  /// BigQuery misbehaves as ordered.
  ///
  /// @param order the emulator's fault, as JSON; it ends by itself
  /// @param lasting how long this is waited for
  /// @param kill the loader that dies meanwhile, so that somebody makes the calls that fail
  /// @param thenAdvance what BigQuery's clock is advanced by in the end
  record Order(
      FaultKind kind,
      String order,
      Duration lasting,
      OptionalInt kill,
      Optional<Duration> thenAdvance)
      implements Fault {}

  /// No loader runs while BigQuery's clock is advanced.
  ///
  /// @param topicLost whose commits have expired meanwhile, too
  record Outage(Duration by, Optional<String> topicLost) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.OUTAGE;
    }
  }

  /// What was drawn, for people.
  default String text() {
    return switch (this) {
      case KillLoader kill -> "loader %d, away for %s".formatted(kill.loader(), text(kill.down()));
      case KillAllLoaders kill -> "away for " + text(kill.down());
      case RestartLoader restart -> "loader " + restart.loader();
      case FreezeLoader freeze ->
          "loader %d, frozen for %s".formatted(freeze.loader(), text(freeze.frozen()));
      case ExtraLoader extra ->
          "stays for %s and %s"
              .formatted(text(extra.stay()), extra.killed() ? "is killed" : "is told to end");
      case KillInWindow kill -> kill.trap() + killed(kill.provoke());
      case LoseCommits lose ->
          lose.topic()
              + (lose.keepPercent().isPresent()
                  ? " set back to %d %%".formatted(lose.keepPercent().getAsInt())
                  : " deleted");
      case KillBigQuery kill -> "away for " + text(kill.down());
      case KillBroker kill -> "away for " + text(kill.down());
      case Order order ->
          order.order()
              + killed(order.kill())
              + order
                  .thenAdvance()
                  .map(by -> ", then %d minutes pass".formatted(by.toMinutes()))
                  .orElse("");
      case Outage outage ->
          "%d days".formatted(outage.by().toDays())
              + outage.topicLost().map(topic -> ", and the commits of " + topic).orElse("");
    };
  }

  private static String text(Duration duration) {
    return "%.1f s".formatted(duration.toMillis() / 1000.0);
  }

  private static String killed(OptionalInt loader) {
    return loader.isPresent() ? ", while loader %d dies".formatted(loader.getAsInt()) : "";
  }
}
