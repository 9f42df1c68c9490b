package dev.hayase.benchmarks.cdc;

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
final class CdcFigures {
  private final Map<CdcInput, Map<Contender, List<Drain>>> drains = new EnumMap<>(CdcInput.class);
  private final Map<Contender, Latency> latencies = new EnumMap<>(Contender.class);

  /// @param cpuMicros of the process for each change
  /// @param peakBytes the most resident memory of the process
  record Drain(double changesPerSecond, double cpuMicros, long peakBytes) {}

  /// From before a commit until its row can be read, in milliseconds.
  record Latency(double p50, double p99) {
    static Latency of(List<Long> nanos) {
      long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
      return sorted.length == 0
          ? new Latency(0, 0)
          : new Latency(
              sorted[sorted.length / 2] / 1e6, sorted[(int) (0.99 * (sorted.length - 1))] / 1e6);
    }
  }

  void drained(CdcInput input, Contender contender, Drain drain) {
    drains
        .computeIfAbsent(input, _ -> new EnumMap<>(Contender.class))
        .computeIfAbsent(contender, _ -> new ArrayList<>())
        .add(drain);
  }

  void waited(Contender contender, Latency latency) {
    latencies.put(contender, latency);
  }

  private List<Drain> of(CdcInput input, Contender contender) {
    return drains.getOrDefault(input, Map.of()).getOrDefault(contender, List.of());
  }

  /// Ours by another's, round by round: what else the machine did in a round slowed both.
  double ratio(CdcInput input, Contender other, ToDoubleFunction<Drain> figure) {
    List<Drain> ours = of(input, Contender.HAYASE);
    List<Drain> theirs = of(input, other);
    return median(
        IntStream.range(0, Math.min(ours.size(), theirs.size()))
            .mapToDouble(
                r -> figure.applyAsDouble(ours.get(r)) / figure.applyAsDouble(theirs.get(r)))
            .toArray());
  }

  private double median(CdcInput input, Contender contender, ToDoubleFunction<Drain> figure) {
    return median(of(input, contender).stream().mapToDouble(figure).toArray());
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
    if (drains.containsKey(CdcInput.STREAM)) {
      addRatios(json, CdcInput.STREAM);
    }
    Latency latency = latencies.get(Contender.HAYASE);
    if (latency != null) {
      json.addProperty("p50_ms_idle", hundredths(latency.p50()));
      json.addProperty("p99_ms_idle", hundredths(latency.p99()));
    }
    json.addProperty("processors", Runtime.getRuntime().availableProcessors());
    JsonObject inputs = new JsonObject();
    for (CdcInput input : drains.keySet()) {
      JsonObject figures = new JsonObject();
      addRatios(figures, input);
      for (Contender contender : Contender.values()) {
        figures.add(contender.code(), json(input, contender));
      }
      inputs.add(input.code(), figures);
    }
    json.add("inputs", inputs);
    return json;
  }

  private void addRatios(JsonObject json, CdcInput input) {
    json.addProperty(
        "ratio_vs_bare", hundredths(ratio(input, Contender.BARE, Drain::changesPerSecond)));
    json.addProperty(
        "ratio_vs_documented",
        hundredths(ratio(input, Contender.DOCUMENTED, Drain::changesPerSecond)));
    json.addProperty(
        "cpu_ratio_vs_bare", hundredths(ratio(input, Contender.BARE, Drain::cpuMicros)));
  }

  private JsonObject json(CdcInput input, Contender contender) {
    JsonObject json = new JsonObject();
    json.addProperty(
        "changes_per_second", Math.round(median(input, contender, Drain::changesPerSecond)));
    json.addProperty("cpu_us_per_change", hundredths(median(input, contender, Drain::cpuMicros)));
    json.addProperty("peak_memory_bytes", Math.round(median(input, contender, Drain::peakBytes)));
    Latency latency = latencies.get(contender);
    if (latency != null && input == CdcInput.STREAM) {
      json.addProperty("p50_ms_idle", hundredths(latency.p50()));
      json.addProperty("p99_ms_idle", hundredths(latency.p99()));
    }
    return json;
  }

  private static double hundredths(double value) {
    return Math.round(value * 100) / 100.0;
  }

  /// One contender's line.
  String text(CdcInput input, Contender contender) {
    return String.format(
        Locale.ROOT,
        "%-11s %,8.0f changes/s %6.1f us CPU a change %5.0f MB peak",
        contender.code(),
        median(input, contender, Drain::changesPerSecond),
        median(input, contender, Drain::cpuMicros),
        median(input, contender, Drain::peakBytes) / 1e6);
  }

  /// What it comes to.
  String text() {
    StringBuilder text = new StringBuilder();
    for (CdcInput input : drains.keySet()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-11s %.2f of the engine alone, %.2f x the documented way, %.2f x the CPU of the engine alone%n",
              input.code(),
              ratio(input, Contender.BARE, Drain::changesPerSecond),
              ratio(input, Contender.DOCUMENTED, Drain::changesPerSecond),
              ratio(input, Contender.BARE, Drain::cpuMicros)));
    }
    latencies.forEach((contender, latency) ->
        text.append(
            String.format(
                Locale.ROOT,
                "%-11s commit to topic, nothing else happening: p50 %.0f ms, p99 %.0f ms%n",
                contender.code(),
                latency.p50(),
                latency.p99())));
    return text.toString().stripTrailing();
  }
}
