package dev.hayase.benchmarks.faults.aggregation;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/// What came of a run.
///
/// @param changes records that the source wrote
/// @param results rows that should be there
/// @param compared how often an aggregation was held against its rows on the way, where it said to
///   be complete
/// @param differing of these, how often it was not
/// @param wrong of the results, how many have other values
/// @param missing of the results, how many are not there
/// @param extra rows that should not be there
/// @param doubled numbers of results that were used twice, and letters without need
/// @param lettersMissing records that could not be read and were not kept
/// @param deaths processes that ended by themselves
/// @param behind aggregations that were not complete through the last watermark in time
/// @param seconds that it took in all
/// @param catchingUp of these, from the last change until all was complete
record AggregationFaultReport(
    long seed,
    int faults,
    long changes,
    long results,
    long compared,
    long differing,
    long wrong,
    long missing,
    long extra,
    long doubled,
    long lettersMissing,
    List<String> deaths,
    List<String> behind,
    long seconds,
    long catchingUp) {
  AggregationFaultReport {
    deaths = List.copyOf(deaths);
    behind = List.copyOf(behind);
  }

  boolean good() {
    return wrong == 0
        && missing == 0
        && extra == 0
        && doubled == 0
        && lettersMissing == 0
        && differing == 0
        && deaths.isEmpty()
        && behind.isEmpty();
  }

  String text() {
    List<String> more = new ArrayList<>();
    if (!deaths.isEmpty()) {
      more.add("; ended by themselves: " + deaths);
    }
    if (!behind.isEmpty()) {
      more.add("; not complete in time: " + behind);
    }
    return "%s  seed %d: %d faults, %,d changes, %,d results; %d wrong, %d missing, %d extra, %d doubled, %d letters missing; %d of %d watermarks on the way wrong; %d s, %d of them after the last change%s"
        .formatted(
            good() ? "OK" : "FAILED",
            seed,
            faults,
            changes,
            results,
            wrong,
            missing,
            extra,
            doubled,
            lettersMissing,
            differing,
            compared,
            seconds,
            catchingUp,
            String.join("", more));
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("seed", seed);
    json.addProperty("faults", faults);
    json.addProperty("changes", changes);
    json.addProperty("results", results);
    json.addProperty("watermarks_compared", compared);
    json.addProperty("watermarks_wrong", differing);
    json.addProperty("wrong", wrong);
    json.addProperty("missing", missing);
    json.addProperty("extra", extra);
    json.addProperty("doubled", doubled);
    json.addProperty("letters_missing", lettersMissing);
    json.addProperty("deaths", deaths.size());
    json.addProperty("behind", behind.size());
    json.addProperty("seconds", seconds);
    json.addProperty("catching_up_seconds", catchingUp);
    return json;
  }
}
