package dev.hayase.benchmarks.faults.plan;

import dev.hayase.benchmarks.faults.workload.WorkloadTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/// Draws what is particular to a fault of a kind.
final class FaultDraw {
  /// How many loaders there are while all is well.
  static final int LOADERS = 2;

  private static final String APPENDS = "\"calls\": [\"AppendRows\"]";

  private final Random random;
  private final List<WorkloadTable> tables;
  private final List<WorkloadTable> appending;

  FaultDraw(Random random, List<WorkloadTable> tables) {
    this.random = random;
    this.tables = tables;
    this.appending = tables.stream().filter(table -> !table.mirrored()).toList();
  }

  Fault of(FaultKind kind) {
    return switch (kind) {
      case KILL_LOADER -> new Fault.KillLoader(loader(), millis(0, 6_000));
      case KILL_ALL_LOADERS -> new Fault.KillAllLoaders(millis(0, 4_000));
      case RESTART_LOADER -> new Fault.RestartLoader(loader());
      case ZOMBIE -> new Fault.FreezeLoader(loader(), millis(6_500, 10_000));
      case REBALANCE -> new Fault.ExtraLoader(millis(500, 4_000), random.nextBoolean());
      case KILL_AFTER_CREATE_STREAM ->
          window(
              kind,
              late("CreateWriteStream", oneOf(appending).inBigQuery()),
              OptionalInt.of(loader()));
      case KILL_AFTER_FINALIZE ->
          window(
              kind,
              late("FinalizeWriteStream", oneOf(appending).inBigQuery()),
              OptionalInt.of(loader()));
      case KILL_AFTER_CLAIM ->
          window(
              kind,
              "{\"fault\": \"fullStop\", %s, \"table\": \"%s\", \"for\": \"60s\"}"
                  .formatted(APPENDS, oneOf(appending).inBigQuery()),
              OptionalInt.of(loader()));
      case KILL_AFTER_APPEND ->
          window(kind, late("AppendRows", oneOf(tables).inBigQuery()), OptionalInt.empty());
      case LOSE_COMMITS -> new Fault.LoseCommits(oneOf(tables).topic().name(), OptionalInt.empty());
      case RESET_COMMITS ->
          new Fault.LoseCommits(oneOf(tables).topic().name(), OptionalInt.of(random.nextInt(100)));
      case KILL_BIGQUERY -> new Fault.KillBigQuery(millis(0, 5_000));
      case KILL_BROKER -> new Fault.KillBroker(millis(0, 4_000));
      case UNAVAILABLE -> appends(kind, "error", "\"status\": \"UNAVAILABLE\"");
      case CONNECTIONS_END ->
          appends(kind, "error", "\"status\": \"INTERNAL\", \"endsConnection\": true, " + every());
      case QUOTA ->
          new Fault.Order(
              kind,
              "{\"fault\": \"error\", \"status\": \"RESOURCE_EXHAUSTED\", %s\"for\": \"10m\"}"
                  .formatted(random.nextBoolean() ? "" : APPENDS + ", "),
              millis(2_000, 6_000),
              maybeKill(),
              Optional.of(Duration.ofMinutes(10)));
      case LOST_ANSWERS ->
          appends(
              kind,
              "unacknowledged",
              (random.nextBoolean() ? "\"status\": \"UNAVAILABLE\", " : "") + every());
      case CONNECTION_RESETS -> appends(kind, "connectionReset", every());
      case STREAMS_CLOSED -> appends(kind, "streamClosed", every());
      case SLOW_ANSWERS ->
          appends(kind, "latency", "\"delay\": \"%dms\"".formatted(200 + random.nextInt(2_800)));
      case SLOW_READER ->
          appends(kind, "slowReader", "\"pause\": \"%dms\"".formatted(50 + random.nextInt(450)));
      case FULL_STOP -> appends(kind, "fullStop", "");
      case NO_NEW_STREAMS -> calls(kind, "CreateWriteStream");
      case NO_FINALIZE -> calls(kind, "FinalizeWriteStream");
      case REST_FAILS ->
          order(
              kind,
              "{\"fault\": \"httpError\", \"status\": %d, \"for\": \"%%s\"}"
                  .formatted(random.nextBoolean() ? 503 : 429),
              millis(3_000, 9_000),
              OptionalInt.of(loader()));
      case SCHEMA_DELAY ->
          order(
              kind,
              "{\"fault\": \"schemaDelay\", \"delay\": \"%ds\", \"for\": \"%%s\"}"
                  .formatted(5 + random.nextInt(20)),
              millis(15_000, 30_000),
              OptionalInt.empty(),
              Duration.ofSeconds(2));
      case OUTAGE ->
          new Fault.Outage(
              Duration.ofDays(5),
              random.nextBoolean() ? Optional.of(oneOf(tables).topic().name()) : Optional.empty());
      case REAL_REFILL -> realRefill();
    };
  }

  static Fault realRefill() {
    return new Fault.Order(
        FaultKind.REAL_REFILL,
        "{\"fault\": \"error\", \"status\": \"RESOURCE_EXHAUSTED\", \"for\": \"10m\"}",
        Duration.ofMinutes(10),
        OptionalInt.empty(),
        Optional.empty());
  }

  private Fault window(FaultKind kind, String trap, OptionalInt provoke) {
    return new Fault.KillInWindow(kind, trap, provoke);
  }

  private static String late(String call, String table) {
    return "{\"fault\": \"latency\", \"delay\": \"8s\", \"calls\": [\"%s\"], \"table\": \"%s\", \"for\": \"60s\"}"
        .formatted(call, table);
  }

  /// Of appends: to one table or all.
  private Fault appends(FaultKind kind, String fault, String more) {
    String table =
        random.nextBoolean() ? "" : ", \"table\": \"%s\"".formatted(oneOf(tables).inBigQuery());
    return order(
        kind,
        "{\"fault\": \"%s\", %s%s%s, \"for\": \"%%s\"}"
            .formatted(fault, APPENDS, table, more.isEmpty() ? "" : ", " + more),
        millis(1_500, 7_000),
        maybeKill());
  }

  private Fault calls(FaultKind kind, String call) {
    String fault =
        random.nextBoolean()
            ? "\"fault\": \"error\", \"status\": \"UNAVAILABLE\""
            : "\"fault\": \"unacknowledged\"";
    return order(
        kind,
        "{%s, \"calls\": [\"%s\"], \"for\": \"%%s\"}".formatted(fault, call),
        millis(6_000, 10_000),
        OptionalInt.of(loader()));
  }

  private static Fault order(FaultKind kind, String order, Duration lasting, OptionalInt kill) {
    return order(kind, order, lasting, kill, lasting);
  }

  private static Fault order(
      FaultKind kind, String order, Duration lasting, OptionalInt kill, Duration awaited) {
    return new Fault.Order(
        kind, order.formatted(lasting.toMillis() + "ms"), awaited, kill, Optional.empty());
  }

  /// Each so manieth call.
  private String every() {
    return "\"every\": " + (1 + random.nextInt(8));
  }

  /// Two faults at once, now and then.
  private OptionalInt maybeKill() {
    return random.nextInt(4) == 0 ? OptionalInt.of(loader()) : OptionalInt.empty();
  }

  private int loader() {
    return random.nextInt(LOADERS);
  }

  private WorkloadTable oneOf(List<WorkloadTable> some) {
    return some.get(random.nextInt(some.size()));
  }

  private Duration millis(int least, int most) {
    return Duration.ofMillis(least + random.nextInt(most - least));
  }
}
