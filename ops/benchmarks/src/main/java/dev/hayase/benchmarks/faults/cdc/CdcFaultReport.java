package dev.hayase.benchmarks.faults.cdc;

import com.google.gson.JsonObject;
import java.util.List;

/// What came of a run.
///
/// @param changes that were committed
/// @param deaths processes that ended by themselves
/// @param complete whether the capture said in time that it is complete through the last change
/// @param seconds that it took in all
/// @param catchingUp of these, from the last change until it was complete
record CdcFaultReport(
    long seed,
    int faults,
    long changes,
    Counts counts,
    List<String> deaths,
    boolean complete,
    long seconds,
    long catchingUp) {
  CdcFaultReport {
    deaths = List.copyOf(deaths);
  }

  boolean good() {
    return counts.lost() == 0
        && counts.doubled() == 0
        && counts.disordered() == 0
        && counts.wrong() == 0
        && deaths.isEmpty()
        && complete;
  }

  String text() {
    return "%s  seed %d: %d faults, %,d changes; %d lost, %d doubled, %d out of order, %d rows wrong; %d s, %d of them after the last change%s%s"
        .formatted(
            good() ? "OK" : "FAILED",
            seed,
            faults,
            changes,
            counts.lost(),
            counts.doubled(),
            counts.disordered(),
            counts.wrong(),
            seconds,
            catchingUp,
            deaths.isEmpty() ? "" : "; ended by themselves: " + deaths,
            complete ? "" : "; NOT COMPLETE IN TIME");
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("seed", seed);
    json.addProperty("faults", faults);
    json.addProperty("changes", changes);
    json.addProperty("lost", counts.lost());
    json.addProperty("doubled", counts.doubled());
    json.addProperty("disordered", counts.disordered());
    json.addProperty("wrong", counts.wrong());
    json.addProperty("deaths", deaths.size());
    json.addProperty("complete", complete);
    json.addProperty("seconds", seconds);
    json.addProperty("catching_up_seconds", catchingUp);
    return json;
  }
}
