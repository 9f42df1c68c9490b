package dev.hayase.benchmarks.faults.logs;

import com.google.gson.JsonObject;
import java.util.List;

/// What came of a run.
///
/// @param rows events that clients were told to be durable
/// @param repeated events that were sent more than once
/// @param lost of those, how many are not in BigQuery
/// @param doubled ids that BigQuery's view shows more than once
/// @param quarantined bad events that clients were told to be kept
/// @param missing of those, how many are not in the quarantine
/// @param deaths services that ended by themselves
record LogFaultReport(
    long seed,
    int faults,
    long rows,
    long repeated,
    long lost,
    long doubled,
    long quarantined,
    long missing,
    List<String> deaths,
    long seconds) {
  boolean good() {
    return lost == 0 && doubled == 0 && missing == 0 && deaths.isEmpty();
  }

  String text() {
    return "%s  seed %d: %d faults, %,d events told to be durable (%,d sent again), %d lost, %d doubled;"
            .formatted(good() ? "OK" : "FAILED", seed, faults, rows, repeated, lost, doubled)
        + " %,d bad ones kept, %d of them missing; %d s%s"
            .formatted(
                quarantined,
                missing,
                seconds,
                deaths.isEmpty() ? "" : "; ended by themselves: " + deaths);
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("seed", seed);
    json.addProperty("faults", faults);
    json.addProperty("rows", rows);
    json.addProperty("repeated", repeated);
    json.addProperty("lost", lost);
    json.addProperty("doubled", doubled);
    json.addProperty("quarantined", quarantined);
    json.addProperty("quarantined_missing", missing);
    json.addProperty("deaths", deaths.size());
    json.addProperty("seconds", seconds);
    return json;
  }
}
