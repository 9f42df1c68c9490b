package dev.hayase.benchmarks.aggregation;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// What was measured.
final class AggregationFigures {
  private static final double GIB = 1L << 30;

  private final long changes;
  private final int accounts;
  private final double changeBytes;
  private final Map<Contender, List<Drain>> drains = new EnumMap<>(Contender.class);
  private final Map<Contender, Latency> latencies = new EnumMap<>(Contender.class);
  private Restore restore = new Restore(0, 0, 0);
  private Latency toTable = new Latency(0, 0);

  /// @param peakBytes the most resident memory of the process
  record Drain(double changesPerSecond, double cpuSecondsPerMillion, long peakBytes) {}

  /// From a change to its result, in milliseconds.
  record Latency(double p50, double p99) {}

  /// @param restart seconds until results come after a restart with the disk
  /// @param lost the same when the disk was lost
  /// @param bytes on the broker's disk that are read then
  record Restore(double restart, double lost, long bytes) {
    double secondsPerGib() {
      return bytes == 0 ? 0 : Math.max(0, lost - restart) * GIB / bytes;
    }
  }

  AggregationFigures(long changes, int accounts, double changeBytes) {
    this.changes = changes;
    this.accounts = accounts;
    this.changeBytes = changeBytes;
  }

  void drained(Contender contender, Drain drain) {
    drains.computeIfAbsent(contender, _ -> new ArrayList<>()).add(drain);
  }

  void followed(Contender contender, double p50, double p99) {
    latencies.put(contender, new Latency(p50, p99));
  }

  void restored(double restart, double lost, long bytes) {
    restore = new Restore(restart, lost, bytes);
  }

  void updated(double p50, double p99) {
    toTable = new Latency(p50, p99);
  }

  double changesPerSecond(Contender contender) {
    return median(contender, Drain::changesPerSecond);
  }

  /// Of the rates, round by round: what else the machine did in a round slowed both.
  double ratio() {
    List<Drain> ours = drains.getOrDefault(Contender.DECLARED, List.of());
    List<Drain> theirs = drains.getOrDefault(Contender.HAND_WRITTEN, List.of());
    return median(
        IntStream.range(0, Math.min(ours.size(), theirs.size()))
            .mapToDouble(r -> ours.get(r).changesPerSecond() / theirs.get(r).changesPerSecond())
            .toArray());
  }

  private double median(Contender contender, ToDoubleFunction<Drain> figure) {
    return median(drains.getOrDefault(contender, List.of()).stream().mapToDouble(figure).toArray());
  }

  private static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return 0;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("ratio_vs_hand_written", hundredths(ratio()));
    json.addProperty(
        "changes_per_core_second",
        Math.round(1e6 / median(Contender.DECLARED, Drain::cpuSecondsPerMillion)));
    json.addProperty("update_to_table_p50_ms", toTable.p50());
    json.addProperty("update_to_table_p99_ms", toTable.p99());
    json.addProperty("restore_seconds_per_gib", hundredths(restore.secondsPerGib()));
    json.addProperty("restore_bytes", restore.bytes());
    json.addProperty("restart_seconds", hundredths(restore.restart()));
    json.addProperty("restart_seconds_without_disk", hundredths(restore.lost()));
    json.addProperty("changes", changes);
    json.addProperty("accounts", accounts);
    json.addProperty("change_bytes", Math.round(changeBytes));
    json.addProperty("processors", Runtime.getRuntime().availableProcessors());
    drains.forEach((contender, rounds) -> json.add(contender.code(), json(contender, rounds)));
    return json;
  }

  private JsonObject json(Contender contender, List<Drain> rounds) {
    JsonObject json = new JsonObject();
    json.addProperty("changes_per_second", Math.round(changesPerSecond(contender)));
    json.addProperty(
        "cpu_seconds_per_million_changes",
        hundredths(median(contender, Drain::cpuSecondsPerMillion)));
    json.addProperty("peak_memory_bytes", Math.round(median(contender, Drain::peakBytes)));
    Latency latency = latencies.get(contender);
    if (latency != null) {
      json.addProperty("p50_ms_at_half_load", hundredths(latency.p50()));
      json.addProperty("p99_ms_at_half_load", hundredths(latency.p99()));
    }
    JsonArray each = new JsonArray();
    rounds.forEach(drain -> each.add(Math.round(drain.changesPerSecond())));
    json.add("rounds", each);
    return json;
  }

  private static double hundredths(double value) {
    return Math.round(value * 100) / 100.0;
  }

  String text() {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%,d changes of %.0f bytes, %,d accounts%n",
                changes,
                changeBytes,
                accounts));
    for (Contender contender : drains.keySet()) {
      Latency latency = latencies.getOrDefault(contender, new Latency(0, 0));
      text.append(
          String.format(
              Locale.ROOT,
              "  %-14s %,9.0f changes/s %6.2f CPU s/M changes %5.0f MB peak  at half load p50 %,.0f ms, p99 %,.0f ms%n",
              contender.code(),
              changesPerSecond(contender),
              median(contender, Drain::cpuSecondsPerMillion),
              median(contender, Drain::peakBytes) / 1e6,
              latency.p50(),
              latency.p99()));
    }
    return text.append(
            String.format(
                Locale.ROOT,
                "  from an update to its table p50 %,.0f ms, p99 %,.0f ms (%,.0f updates/s)%n"
                    + "  %.2f of the one written by hand; restart %.1f s, without its disk %.1f s (%,d MB), %.0f s for a GiB",
                toTable.p50(),
                toTable.p99(),
                UpdateToTable.UPDATES_PER_SECOND,
                ratio(),
                restore.restart(),
                restore.lost(),
                restore.bytes() >> 20,
                restore.secondsPerGib()))
        .toString();
  }
}
