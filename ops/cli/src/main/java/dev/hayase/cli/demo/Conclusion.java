package dev.hayase.cli.demo;

import dev.hayase.cli.progress.Histogram;
import java.util.ArrayList;
import java.util.List;

/// The demo's last words.
final class Conclusion {
  private Conclusion() {}

  static List<String> lines(DemoReport report) {
    List<String> lines = new ArrayList<>();
    Histogram latency = report.latencies().whole();
    lines.add(
        "%,d changes in %.1f s (%,.0f/s); commit to BigQuery p50 %s, p99 %s"
            .formatted(
                report.changes(),
                report.workload().toMillis() / 1000.0,
                report.changesPerSecond(),
                Dashboard.milliseconds(latency.percentile(0.5)),
                Dashboard.milliseconds(latency.percentile(0.99))));
    if (!report.peakMemory().isEmpty()) {
      List<String> memory = new ArrayList<>();
      report
          .peakMemory()
          .forEach((process, bytes) -> memory.add("%s %,d MB".formatted(process, bytes >> 20)));
      lines.add("Most memory: " + String.join(", ", memory));
    }
    if (!report.deaths().isEmpty()) {
      lines.add(report.deaths().size() + " processes died on the way and were restarted");
    }
    lines.add(
        report.allEqual()
            ? "Every table in BigQuery equals its source."
            : "NOT EVERY TABLE EQUALS ITS SOURCE.");
    return lines;
  }
}
