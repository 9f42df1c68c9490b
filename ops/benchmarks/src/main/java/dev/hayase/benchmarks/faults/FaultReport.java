package dev.hayase.benchmarks.faults;

import com.google.gson.JsonObject;
import dev.hayase.benchmarks.faults.compare.Tally;
import dev.hayase.benchmarks.faults.plan.FaultKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// What came of a run.
///
/// @param kinds how many faults of each kind
/// @param missed traps that no call struck, so that the kill that followed was one like others
/// @param repeated transactions that the workload wrote once more
/// @param deaths processes that ended by themselves
/// @param undrained offsets that the loaders had not passed when patience ended
public record FaultReport(
    long seed,
    SortedMap<FaultKind, Integer> kinds,
    int missed,
    long written,
    long repeated,
    List<String> deaths,
    long undrained,
    Tally tally,
    Duration hurt,
    Duration drained,
    Duration compared) {
  public FaultReport {
    deaths = List.copyOf(deaths);
  }

  /// How many faults there were.
  public int faults() {
    return kinds.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// Whether nothing was lost or doubled, and nothing died by itself.
  public boolean good() {
    return tally.lost() == 0 && tally.doubled() == 0 && deaths.isEmpty() && undrained == 0;
  }

  /// For people.
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s  seed %d: %d faults, %,d records in %,d rows of tables, %d lost, %d doubled"
            .formatted(
                good() ? "OK" : "FAILED",
                seed,
                faults(),
                tally.records(),
                tally.tableRows(),
                tally.lost(),
                tally.doubled()));
    lines.add(
        "    %,d dead letters as they should be (%d stand there more than once), %d transactions written again, %d traps missed"
            .formatted(tally.parkedRecords(), tally.repeatedLetters(), repeated, missed));
    lines.add(
        "    %d s of faults, %d s until drained, %d s to compare"
            .formatted(hurt.toSeconds(), drained.toSeconds(), compared.toSeconds()));
    lines.add(
        "    %,d keys of mirrors wait for a dead letter; their rows were not compared"
            .formatted(tally.waitingKeys()));
    deaths.forEach(name -> lines.add("    " + name + " ended by itself: see its log"));
    if (undrained > 0) {
      lines.add("    the loaders stopped %,d offsets before the end".formatted(undrained));
    }
    tally.examples().forEach(example -> lines.add("    " + example));
    return lines;
  }

  /// For tools.
  public JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("seed", seed);
    json.addProperty("faults", faults());
    json.addProperty("rows", tally.records());
    json.addProperty("lost", tally.lost());
    json.addProperty("doubled", tally.doubled());
    json.addProperty("changed", tally.changedRows());
    json.addProperty("table_rows", tally.tableRows());
    json.addProperty("dead_letters", tally.parkedRecords());
    json.addProperty("dead_letters_repeated", tally.repeatedLetters());
    json.addProperty("keys_waiting_for_dead_letters", tally.waitingKeys());
    json.addProperty("undrained", undrained);
    json.addProperty("deaths", deaths.size());
    json.addProperty("traps_missed", missed);
    json.addProperty("transactions_repeated", repeated);
    json.addProperty("seconds", hurt.plus(drained).plus(compared).toSeconds());
    json.addProperty("seconds_of_faults", hurt.toSeconds());
    json.addProperty("seconds_to_drain", drained.toSeconds());
    json.addProperty("seconds_to_compare", compared.toSeconds());
    JsonObject counts = new JsonObject();
    kinds.forEach((kind, number) -> counts.addProperty(kind.code(), number));
    json.add("kinds", counts);
    return json;
  }
}
