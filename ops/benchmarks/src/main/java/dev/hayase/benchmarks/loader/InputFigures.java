package dev.hayase.benchmarks.loader;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.hayase.benchmarks.sink.Sink.Latency;
import dev.hayase.benchmarks.workload.Input;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// What was measured with one input, contender by contender and round by round.
final class InputFigures {
  private final Input input;
  private final long rows;
  private final double rowBytes;
  private final Map<String, List<Drain>> drains = new LinkedHashMap<>();
  private final Map<String, Latency> latencies = new LinkedHashMap<>();

  /// @param rowBytes mean size of a record's value
  InputFigures(Input input, long rows, double rowBytes) {
    this.input = input;
    this.rows = rows;
    this.rowBytes = rowBytes;
  }

  Input input() {
    return input;
  }

  void drained(String contender, Drain drain) {
    drains.computeIfAbsent(contender, _ -> new ArrayList<>()).add(drain);
  }

  void followed(String contender, Latency latency) {
    latencies.put(contender, latency);
  }

  double rowsPerSecond(String contender) {
    return median(contender, Drain::rowsPerSecond);
  }

  Latency latency(String contender) {
    return latencies.getOrDefault(contender, new Latency(0, 0, 0));
  }

  /// The median of the rounds' ratios: what else the machine did in a round slowed both.
  double ratio(String contender, String other) {
    List<Drain> ours = drains.getOrDefault(contender, List.of());
    List<Drain> theirs = drains.getOrDefault(other, List.of());
    return median(
        IntStream.range(0, Math.min(ours.size(), theirs.size()))
            .mapToDouble(r -> ours.get(r).rowsPerSecond() / theirs.get(r).rowsPerSecond())
            .toArray());
  }

  private double median(String contender, ToDoubleFunction<Drain> figure) {
    return median(drains.getOrDefault(contender, List.of()).stream().mapToDouble(figure).toArray());
  }

  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("rows", rows);
    json.addProperty("row_bytes", Math.round(rowBytes));
    json.addProperty("tables", input.topics().size());
    json.addProperty("partitions_each", input.partitions());
    json.addProperty(
        "ratio_vs_json_stream_writer", hundredths(ratio("hayase", "json_stream_writer")));
    json.addProperty("ratio_vs_floor", hundredths(ratio("hayase", "floor")));
    drains.forEach((contender, rounds) -> json.add(contender, json(contender, rounds)));
    return json;
  }

  private JsonObject json(String contender, List<Drain> rounds) {
    JsonObject json = new JsonObject();
    double rate = rowsPerSecond(contender);
    json.addProperty("rows_per_second", Math.round(rate));
    json.addProperty("megabytes_per_second", hundredths(rate * rowBytes / 1e6));
    json.addProperty(
        "cpu_seconds_per_million_rows", hundredths(median(contender, Drain::cpuSecondsPerMillion)));
    json.addProperty("peak_megabytes", Math.round(median(contender, Drain::peakBytes) / 1e6));
    json.addProperty(
        "rows_per_second_with_warm_up", Math.round(median(contender, Drain::wholeRowsPerSecond)));
    if (latencies.containsKey(contender)) {
      json.addProperty("p50_ms_at_half_load", latency(contender).p50Millis());
      json.addProperty("p99_ms_at_half_load", latency(contender).p99Millis());
    }
    JsonArray each = new JsonArray();
    rounds.forEach(drain -> each.add(Math.round(drain.rowsPerSecond())));
    json.add("rounds", each);
    return json;
  }

  static double hundredths(double value) {
    return Math.round(value * 100) / 100.0;
  }

  String text() {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s: %,d rows of %.0f bytes, %d tables of %d partitions, %d rounds%n",
                input.code(),
                rows,
                rowBytes,
                input.topics().size(),
                input.partitions(),
                drains.values().stream().mapToInt(List::size).max().orElse(0)));
    for (String contender : drains.keySet()) {
      Latency latency = latency(contender);
      text.append(
          String.format(
              Locale.ROOT,
              "  %-20s %,10.0f rows/s %7.1f MB/s %6.2f CPU s/M rows %5.0f MB peak%s%n",
              contender,
              rowsPerSecond(contender),
              rowsPerSecond(contender) * rowBytes / 1e6,
              median(contender, Drain::cpuSecondsPerMillion),
              median(contender, Drain::peakBytes) / 1e6,
              latency.rows() == 0
                  ? ""
                  : "  at half load p50 "
                      + latency.p50Millis()
                      + " ms, p99 "
                      + latency.p99Millis()
                      + " ms"));
    }
    return text.append(
            String.format(
                Locale.ROOT,
                "  %.2f x JsonStreamWriter, %.2f of the floor",
                ratio("hayase", "json_stream_writer"),
                ratio("hayase", "floor")))
        .toString();
  }
}
