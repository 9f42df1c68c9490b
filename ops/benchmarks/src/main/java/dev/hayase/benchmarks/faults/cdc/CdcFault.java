package dev.hayase.benchmarks.faults.cdc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Something that happens to the services, the broker, the database, or the wire to it.
///
/// @param target which of the services, where it is one of them
/// @param lasting how long until it is undone
/// @param after how long after the end of the one before it
record CdcFault(int number, Kind kind, int target, Duration lasting, Duration after) {
  /// How many services there are.
  static final int TARGETS = 2;

  /// What can happen.
  enum Kind {
    KILL_SERVICE("kill-service", "SIGKILL to a service, which is started again", 0),
    KILL_BOTH("kill-both", "SIGKILL to both at once", 0),
    RESTART_SERVICE("restart-service", "a service is stopped in good order and started again", 0),
    FREEZE_SERVICE("freeze-service", "a service stands still for longer than its session", 12_000),
    KILL_BROKER("kill-broker", "SIGKILL to the broker, which is started again", 0),
    FREEZE_BROKER("freeze-broker", "the broker stands still", 5_000),
    KILL_DATABASE("kill-database", "SIGKILL to the database, which is started again", 0),
    FREEZE_DATABASE("freeze-database", "the database stands still", 3_000),
    CUT("cut", "every connection to the database breaks", 0),
    SWALLOW("swallow", "what goes to the database and comes from it is lost on the way", 4_000),
    TERMINATE("terminate", "the database ends the connection that reads its log", 0),
    NEW_COLUMN("new-column", "a table has one column more", 0);

    private final String code;
    private final String sentence;
    private final int shortestMillis;

    Kind(String code, String sentence, int shortestMillis) {
      this.code = code;
      this.sentence = sentence;
      this.shortestMillis = shortestMillis;
    }

    String code() {
      return code;
    }

    String sentence() {
      return sentence;
    }
  }

  /// Draws, so that no kind is missing among many.
  static List<CdcFault> draw(long seed, int count) {
    Random random = new Random(seed);
    List<Kind> pack = new ArrayList<>();
    List<CdcFault> faults = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      if (pack.isEmpty()) {
        pack.addAll(List.of(Kind.values()));
        Collections.shuffle(pack, random);
      }
      Kind kind = pack.removeLast();
      faults.add(
          new CdcFault(
              number,
              kind,
              random.nextInt(TARGETS),
              Duration.ofMillis(kind.shortestMillis + random.nextInt(4_000)),
              Duration.ofMillis(200 + random.nextInt(2_500))));
    }
    return faults;
  }

  String text() {
    return "%3d  %-15s %s".formatted(number, kind.code(), detail());
  }

  private String detail() {
    return switch (kind) {
      case KILL_SERVICE, FREEZE_SERVICE ->
          "service %d, %d ms".formatted(target, lasting.toMillis());
      case RESTART_SERVICE -> "service " + target;
      case KILL_BOTH, KILL_BROKER, FREEZE_BROKER, KILL_DATABASE, FREEZE_DATABASE, SWALLOW ->
          lasting.toMillis() + " ms";
      case CUT, TERMINATE, NEW_COLUMN -> "";
    };
  }
}
