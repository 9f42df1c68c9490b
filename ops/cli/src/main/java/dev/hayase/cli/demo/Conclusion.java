package dev.hayase.cli.demo;

import dev.hayase.cli.progress.Histogram;
import java.util.ArrayList;
import java.util.List;

/// The demo's last words.
final class Conclusion {
  private Conclusion() {}

  static List<String> lines(DemoReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%,d changes in %.1f s (%,.0f/s); commit to BigQuery %s"
            .formatted(
                report.changes(),
                seconds(report),
                report.changesPerSecond(),
                percentiles(report.latency(report.verdicts().keySet()))));
    if (!report.streams().isEmpty()) {
      lines.add(
          "%,d events in %.1f s (%,.0f/s); Kafka to BigQuery %s"
              .formatted(
                  report.events(),
                  seconds(report),
                  report.events() / seconds(report),
                  percentiles(report.latency(report.streams().keySet()))));
    }
    if (!report.aggregations().isEmpty()) {
      lines.add(
          "%d aggregations; result to BigQuery %s"
              .formatted(
                  report.aggregations().size(),
                  percentiles(report.latency(report.aggregations().keySet()))));
    }
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
    if (!report.streams().isEmpty()) {
      lines.add(
          report.allThere()
              ? "Every acknowledged event is in its table once."
              : "NOT EVERY ACKNOWLEDGED EVENT IS IN ITS TABLE ONCE.");
    }
    if (!report.aggregations().isEmpty()) {
      lines.add(
          report.allAggregated()
              ? "Every aggregation equals its SQL."
              : "NOT EVERY AGGREGATION EQUALS ITS SQL.");
    }
    return lines;
  }

  private static double seconds(DemoReport report) {
    return report.workload().toMillis() / 1000.0;
  }

  private static String percentiles(Histogram latency) {
    return "p50 %s, p99 %s"
        .formatted(
            Dashboard.milliseconds(latency.percentile(0.5)),
            Dashboard.milliseconds(latency.percentile(0.99)));
  }
}
