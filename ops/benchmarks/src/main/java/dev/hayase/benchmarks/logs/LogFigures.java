package dev.hayase.benchmarks.logs;

import com.google.gson.JsonObject;
import java.util.List;

/// What was measured.
///
/// @param batched requests of many events
/// @param single requests of one event
record LogFigures(Shape batched, Shape single) {
  /// Of requests of one size.
  ///
  /// @param events in a request
  /// @param peak events per second, closed loop
  /// @param cpuSeconds of the service's process for a million events
  /// @param half at half of that peak, open loop
  /// @param overload at three times the peak, open loop
  /// @param peakBytes the most resident memory of the service's process
  record Shape(
      int events,
      double peak,
      double cpuSeconds,
      Latency closed,
      Latency half,
      Overload overload,
      long peakBytes) {
    /// Events that the service takes in a second of one core's time.
    double perCoreSecond() {
      return 1e6 / cpuSeconds;
    }
  }

  /// In milliseconds.
  record Latency(double p50, double p99) {}

  /// @param share of the peak's rate that was still taken
  /// @param refused requests that were told to come again
  record Overload(double share, long refused) {}

  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("batched_events_per_core_second", Math.round(batched.perCoreSecond()));
    json.addProperty("single_requests_per_core_second", Math.round(single.perCoreSecond()));
    json.addProperty(
        "p99_ms_at_half_load", tenths(Math.max(batched.half().p99(), single.half().p99())));
    json.addProperty("processors", Runtime.getRuntime().availableProcessors());
    json.add("batched", json(batched));
    json.add("single", json(single));
    return json;
  }

  private static JsonObject json(Shape shape) {
    JsonObject json = new JsonObject();
    json.addProperty("events_per_request", shape.events());
    json.addProperty("events_per_second", Math.round(shape.peak()));
    json.addProperty("cpu_seconds_per_million_events", tenths(shape.cpuSeconds()));
    json.addProperty("closed_p50_ms", tenths(shape.closed().p50()));
    json.addProperty("closed_p99_ms", tenths(shape.closed().p99()));
    json.addProperty("half_load_p50_ms", tenths(shape.half().p50()));
    json.addProperty("half_load_p99_ms", tenths(shape.half().p99()));
    json.addProperty("overload_share_of_peak", Math.round(100 * shape.overload().share()) / 100.0);
    json.addProperty("overload_refused", shape.overload().refused());
    json.addProperty("peak_memory_bytes", shape.peakBytes());
    return json;
  }

  private static double tenths(double number) {
    return Math.round(number * 10) / 10.0;
  }

  String text() {
    StringBuilder text =
        new StringBuilder(
            "%-18s %12s %14s %10s %10s %10s %10s %10s %9s%n"
                .formatted(
                    "events a request",
                    "events/s",
                    "per core and s",
                    "p50 ms",
                    "p99 ms",
                    "half p50",
                    "half p99",
                    "3x: share",
                    "memory"));
    for (Shape shape : List.of(batched, single)) {
      text.append(
          "%-18d %12.0f %14.0f %10.1f %10.1f %10.1f %10.1f %10.2f %6d MB%n"
              .formatted(
                  shape.events(),
                  shape.peak(),
                  shape.perCoreSecond(),
                  shape.closed().p50(),
                  shape.closed().p99(),
                  shape.half().p50(),
                  shape.half().p99(),
                  shape.overload().share(),
                  shape.peakBytes() / 1_000_000));
    }
    return text.toString();
  }
}
