package dev.hayase.benchmarks;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Rows per second, round by round.
record EmulatorRates(Plan plan, List<Double> noop, List<Double> discarded, List<Double> stored) {

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /// The median of the rounds' ratios: what else the machine did in a round slowed both.
  double ratio() {
    return median(
        IntStream.range(0, noop.size())
            .mapToObj(round -> discarded.get(round) / noop.get(round))
            .toList());
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("noop_rows_per_second", Math.round(median(noop)));
    json.addProperty("discarded_rows_per_second", Math.round(median(discarded)));
    json.addProperty("stored_rows_per_second", Math.round(median(stored)));
    json.addProperty("discard_ratio_vs_noop", Math.round(ratio() * 1000) / 1000.0);
    json.addProperty("row_bytes", Rows.BYTES);
    json.addProperty("connections", plan.connections());
    json.addProperty("rows_per_request", plan.rowsPerRequest());
    json.addProperty("seconds_per_measurement", plan.length().toMillis() / 1000.0);
    json.addProperty("processors", Runtime.getRuntime().availableProcessors());
    JsonObject rounds = new JsonObject();
    rounds.add("noop", array(noop));
    rounds.add("discarded", array(discarded));
    rounds.add("stored", array(stored));
    json.add("rounds", rounds);
    return json;
  }

  private static JsonArray array(List<Double> values) {
    JsonArray array = new JsonArray();
    values.forEach(value -> array.add(Math.round(value)));
    return array;
  }

  String text() {
    return String.format(
        Locale.ROOT,
        """
        rows of %d bytes, %d a request, %d connections, medians of %d rounds of %.1f s, %d processors
          no-op server  %,12.0f rows/s
          discarded     %,12.0f rows/s  %.2f of the no-op server
          stored        %,12.0f rows/s\
        """,
        Rows.BYTES,
        plan.rowsPerRequest(),
        plan.connections(),
        noop.size(),
        plan.length().toMillis() / 1000.0,
        Runtime.getRuntime().availableProcessors(),
        median(noop),
        median(discarded),
        ratio(),
        median(stored));
  }
}
