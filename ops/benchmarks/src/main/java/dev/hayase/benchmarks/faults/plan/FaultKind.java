package dev.hayase.benchmarks.faults.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The kinds of fault, under the names that reports use.
public enum FaultKind {
  KILL_LOADER("kill -9 of a loader, which starts again after a while"),
  KILL_ALL_LOADERS("kill -9 of both loaders at once"),
  RESTART_LOADER("a loader is told to end and starts again, as in a rolling upgrade"),
  ZOMBIE("a loader is frozen until its partitions have moved, and then goes on"),
  REBALANCE("a third loader joins the group and leaves it"),
  KILL_AFTER_CREATE_STREAM("every loader is killed when a stream was made and nobody knows it yet"),
  KILL_AFTER_FINALIZE("every loader is killed when a stream was finalized and none followed it"),
  KILL_AFTER_CLAIM("every loader is killed when a stream was announced and has no row yet"),
  KILL_AFTER_APPEND("every loader is killed when rows were applied and not acknowledged"),
  LOSE_COMMITS("the group's offsets of a topic are deleted while no loader runs"),
  RESET_COMMITS("the group's offsets of a topic are set back while no loader runs"),
  KILL_BIGQUERY("kill -9 of BigQuery (the emulator), which starts again on its data"),
  KILL_BROKER("kill -9 of the broker, which starts again on its data"),
  UNAVAILABLE("appends answer UNAVAILABLE"),
  CONNECTIONS_END("AppendRows connections end with INTERNAL"),
  QUOTA("RESOURCE_EXHAUSTED for ten minutes of BigQuery's clock"),
  LOST_ANSWERS("appends are applied and their answers lost"),
  CONNECTION_RESETS("TCP connections are reset under appends"),
  STREAMS_CLOSED("the server ends AppendRows calls with OK"),
  SLOW_ANSWERS("answers come late"),
  SLOW_READER("the server reads slowly and holds the loader back"),
  FULL_STOP("nothing is answered for a while"),
  NO_NEW_STREAMS("CreateWriteStream fails while a loader dies"),
  NO_FINALIZE("FinalizeWriteStream fails, or its answer is lost, while a loader dies"),
  REST_FAILS("REST fails while a loader dies"),
  SCHEMA_DELAY("the Storage Write API learns of new columns late"),
  OUTAGE(
      "no loader runs for five days of BigQuery's clock: streams expire, deletions are forgotten"),
  REAL_REFILL("RESOURCE_EXHAUSTED for ten real minutes");

  private final String sentence;

  FaultKind(String sentence) {
    this.sentence = sentence;
  }

  /// Those that a schedule draws from: all but what takes ten real minutes.
  public static List<FaultKind> drawn() {
    return Arrays.stream(values()).filter(kind -> kind != REAL_REFILL).toList();
  }

  /// As the command line and the report write it.
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// What happens, for people.
  public String sentence() {
    return sentence;
  }
}
