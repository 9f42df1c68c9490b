package dev.hayase.benchmarks.faults.aggregation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Something that happens to the services, the broker or the sources.
///
/// @param target which of the services, where it is one of them; which of the tables likewise
/// @param lasting how long until it is undone
/// @param after how long after the end of the one before it
record AggregationFault(int number, Kind kind, int target, Duration lasting, Duration after) {
  /// How many services there are, and how many tables.
  static final int TARGETS = 2;

  /// What can happen.
  enum Kind {
    KILL_SERVICE("kill-service", "SIGKILL to a service, which is started again"),
    KILL_BOTH("kill-both", "SIGKILL to both at once"),
    RESTART_SERVICE("restart-service", "a service is stopped in good order and started again"),
    FREEZE_SERVICE("freeze-service", "a service stands still for longer than its session lasts"),
    LOSE_DISK("lose-disk", "a service is killed, and started again without its state"),
    KILL_BROKER("kill-broker", "SIGKILL to the broker, which is started again"),
    FREEZE_BROKER("freeze-broker", "the broker stands still"),
    POISON("poison", "records come that cannot be read"),
    REDELIVERY("redelivery", "records that were written are written again"),
    SNAPSHOT("snapshot", "a table is written anew, and some rows are gone without a word"),
    TRUNCATE("truncate", "a table is emptied"),
    IDLE("idle", "nothing comes but watermarks");

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
  static List<AggregationFault> draw(long seed, int count) {
    Random random = new Random(seed);
    List<Kind> pack = new ArrayList<>();
    List<AggregationFault> faults = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      if (pack.isEmpty()) {
        pack.addAll(List.of(Kind.values()));
        Collections.shuffle(pack, random);
      }
      Kind kind = pack.removeLast();
      faults.add(
          new AggregationFault(
              number,
              kind,
              random.nextInt(TARGETS),
              Duration.ofMillis(shortest(kind) + random.nextInt(4_000)),
              Duration.ofMillis(300 + random.nextInt(2_500))));
    }
    return faults;
  }

  private static int shortest(Kind kind) {
    return switch (kind) {
      case FREEZE_SERVICE -> 12_000;
      case FREEZE_BROKER -> 5_000;
      case IDLE -> 3_000;
      case KILL_SERVICE,
          KILL_BOTH,
          RESTART_SERVICE,
          LOSE_DISK,
          KILL_BROKER,
          POISON,
          REDELIVERY,
          SNAPSHOT,
          TRUNCATE ->
          0;
    };
  }

  String text() {
    return "%3d  %-15s %s".formatted(number, kind.code(), detail());
  }

  private String detail() {
    return switch (kind) {
      case KILL_SERVICE, FREEZE_SERVICE, LOSE_DISK ->
          "service %d, %d ms".formatted(target, lasting.toMillis());
      case RESTART_SERVICE -> "service " + target;
      case KILL_BOTH, KILL_BROKER, FREEZE_BROKER, IDLE -> lasting.toMillis() + " ms";
      case REDELIVERY -> "";
      case POISON, SNAPSHOT, TRUNCATE -> table().topic().name();
    };
  }

  /// The table that it befalls.
  ShopTable table() {
    return target == 0 ? ShopTable.ORDERS : ShopTable.CUSTOMERS;
  }
}
