package dev.hayase.benchmarks.faults.logs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Something that happens to the service.
///
/// @param target which of the services, where it is one of them
/// @param lasting how long until it is undone
/// @param after how long after the end of the one before it
record LogFault(int number, Kind kind, int target, Duration lasting, Duration after) {
  /// How many services there are.
  static final int SERVICES = 2;

  /// What can happen.
  enum Kind {
    KILL_SERVICE("kill-service", "SIGKILL to a service, which is started again"),
    KILL_ALL_SERVICES("kill-all-services", "SIGKILL to all of them at once"),
    RESTART_SERVICE("restart-service", "a service is stopped in good order and started again"),
    FREEZE_SERVICE("freeze-service", "a service stands still, longer than requests are waited for"),
    KILL_BROKER("kill-broker", "SIGKILL to the broker, which is started again"),
    FREEZE_BROKER("freeze-broker", "the broker stands still"),
    SLOW_CLIENTS("slow-clients", "bodies that come a byte at a time, on many connections"),
    BAD_CLIENTS("bad-clients", "malformed, oversized, endless and half requests"),
    BURST("burst", "many more requests than there is room for");

    private final String code;
    private final String sentence;

    Kind(String code, String sentence) {
      this.code = code;
      this.sentence = sentence;
    }

    String code() {
      return code;
    }

    String sentence() {
      return sentence;
    }
  }

  /// Draws, so that no kind is missing among many.
  static List<LogFault> draw(long seed, int count) {
    Random random = new Random(seed);
    List<Kind> pack = new ArrayList<>();
    List<LogFault> faults = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      if (pack.isEmpty()) {
        pack.addAll(List.of(Kind.values()));
        Collections.shuffle(pack, random);
      }
      Kind kind = pack.removeLast();
      faults.add(
          new LogFault(
              number,
              kind,
              random.nextInt(SERVICES),
              Duration.ofMillis(shortest(kind) + random.nextInt(4_000)),
              Duration.ofMillis(300 + random.nextInt(2_500))));
    }
    return faults;
  }

  private static int shortest(Kind kind) {
    return switch (kind) {
      case FREEZE_SERVICE -> 9_000;
      case FREEZE_BROKER -> 5_000;
      case KILL_SERVICE, KILL_ALL_SERVICES, RESTART_SERVICE, KILL_BROKER -> 0;
      case SLOW_CLIENTS, BAD_CLIENTS, BURST -> 2_000;
    };
  }

  String text() {
    return "%3d  %-18s service %d, %d ms"
        .formatted(number, kind.code(), target, lasting.toMillis());
  }
}
