package dev.hayase.benchmarks.loader;

import com.google.gson.JsonObject;
import dev.hayase.benchmarks.sink.Sink.Latency;
import java.util.Locale;

/// What became of tables when three times as much was offered as the sink takes.
///
/// @param high of the rows of tables of high priority, from when they were made to when they were
///   acknowledged
/// @param capacity rows per second that the sink takes
/// @param used how much of that it was given
/// @param least rows of the table of normal priority that had least
/// @param most rows of the table of normal priority that had most
record PriorityFigures(
    Latency high, double capacity, double offered, double used, long least, long most) {
  String text() {
    return String.format(
        Locale.ROOT,
        "priority: %,.0f rows/s offered to a sink that takes %,.0f, of which it was given %.0f %%%n"
            + "  high priority     p50 %,d ms, p99 %,d ms%n"
            + "  normal priority   %,d to %,d rows a table",
        offered,
        capacity,
        used * 100,
        high.p50Millis(),
        high.p99Millis(),
        least,
        most);
  }

  void addTo(JsonObject json) {
    json.addProperty("priority_p99_ms", high.p99Millis());
    JsonObject all = new JsonObject();
    all.addProperty("p50_ms", high.p50Millis());
    all.addProperty("p99_ms", high.p99Millis());
    all.addProperty("rows_of_high_priority", high.rows());
    all.addProperty("capacity_rows_per_second", capacity);
    all.addProperty("offered_rows_per_second", offered);
    all.addProperty("capacity_used", InputFigures.hundredths(used));
    all.addProperty("normal_table_least_rows", least);
    all.addProperty("normal_table_most_rows", most);
    json.add("priority", all);
  }
}
