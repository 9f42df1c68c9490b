package dev.hayase.cli.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What was found when a stream's acknowledged events were held against its table.
///
/// @param acknowledged how many the log-service acknowledged
/// @param stored how many records of them stand in the table, events that were sent twice counted
///   twice
/// @param missing ids that were acknowledged and do not stand there
/// @param unexpected ids that stand there and were not acknowledged
/// @param repeated ids that the view shows more than once
record StreamVerdict(
    long acknowledged,
    long stored,
    List<String> missing,
    List<String> unexpected,
    List<String> repeated) {

  StreamVerdict {
    missing = List.copyOf(missing);
    unexpected = List.copyOf(unexpected);
    repeated = List.copyOf(repeated);
  }

  /// Compares ids.
  ///
  /// @param shown those that the stream's view shows
  static StreamVerdict of(Set<String> acknowledged, List<String> shown, long stored) {
    Map<String, Integer> counts = new HashMap<>();
    shown.forEach(id -> counts.merge(id, 1, Integer::sum));
    List<String> repeated = new ArrayList<>();
    List<String> unexpected = new ArrayList<>();
    counts.forEach((id, count) -> {
      if (count > 1) {
        repeated.add(id);
      }
      if (!acknowledged.contains(id)) {
        unexpected.add(id);
      }
    });
    return new StreamVerdict(
        acknowledged.size(),
        stored,
        acknowledged.stream().filter(id -> !counts.containsKey(id)).sorted().toList(),
        unexpected.stream().sorted().toList(),
        repeated.stream().sorted().toList());
  }

  /// Whether each event is there once.
  boolean good() {
    return missing.isEmpty() && unexpected.isEmpty() && repeated.isEmpty();
  }

  /// For people.
  String sentence() {
    if (good()) {
      long again = stored - acknowledged;
      return "complete: %,d events acknowledged, each there once"
          .formatted(acknowledged)
          .concat(again == 0 ? "" : " (%,d sent again)".formatted(again));
    }
    return "NOT COMPLETE: of %,d events acknowledged %s missing, %s unexpected, %s repeated"
        .formatted(acknowledged, some(missing), some(unexpected), some(repeated));
  }

  private static String some(List<String> ids) {
    return ids.isEmpty() ? "0" : "%,d (such as %s)".formatted(ids.size(), ids.getFirst());
  }
}
