package dev.hayase.cli.demo;

import dev.hayase.cli.screen.Screen;
import dev.hayase.local.LocalPlatform;
import dev.hayase.local.LocalService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// When which service is killed.
///
/// @param kills those that are left, the next one first
record ChaosPlan(List<Kill> kills) {
  static final ChaosPlan NONE = new ChaosPlan(List.of());

  private static final Duration OPEN_END = Duration.ofSeconds(30);

  /// One kill -9.
  record Kill(Duration after, Function<LocalPlatform, LocalService> victim) {}

  ChaosPlan {
    kills = List.copyOf(kills);
  }

  /// Each service once, after a third, a half, two thirds and five sixths of the time.
  ///
  /// @param events whether there is a log-service, and an aggregation-service with it
  static ChaosPlan of(Optional<Duration> duration, boolean events) {
    Duration whole = duration.orElse(OPEN_END);
    List<Kill> kills = new ArrayList<>();
    kills.add(new Kill(whole.dividedBy(3), LocalPlatform::cdc));
    kills.add(new Kill(whole.dividedBy(2), LocalPlatform::loader));
    if (events) {
      kills.add(new Kill(whole.multipliedBy(2).dividedBy(3), LocalPlatform::logService));
      kills.add(new Kill(whole.multipliedBy(5).dividedBy(6), LocalPlatform::aggregation));
    }
    return new ChaosPlan(kills);
  }

  /// Kills what is due, and returns what is left.
  ChaosPlan carryOut(Duration elapsed, LocalPlatform platform, Screen screen) {
    List<Kill> left = new ArrayList<>();
    for (Kill kill : kills) {
      if (elapsed.compareTo(kill.after()) >= 0) {
        LocalService service = kill.victim().apply(platform);
        screen.line("! kill -9 " + service.process().pid() + " (" + service.name() + ")");
        service.kill();
      } else {
        left.add(kill);
      }
    }
    return new ChaosPlan(left);
  }
}
