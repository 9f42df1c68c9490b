package dev.hayase.cdc;

import dev.hayase.event.SequenceNumber;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// What a mirror comes to hold of a topic: the newest record of each key, without those that a
/// truncate or the end of a whole snapshot leaves behind.
final class Folded {
  private Folded() {}

  /// Keys to rows, as JSON; a row's own number decides, not its place among the records.
  static Map<String, JsonNode> of(List<Received> records) {
    Map<String, Received> newest = new HashMap<>();
    SequenceNumber cutoff = new SequenceNumber(0, 0);
    for (Received record : records) {
      if (record.isControl()) {
        cutoff = max(cutoff, cutoff(record));
      } else {
        newest.merge(
            String.valueOf(record.key()),
            record,
            (a, b) -> a.sequence().compareTo(b.sequence()) > 0 ? a : b);
      }
    }
    Map<String, JsonNode> rows = new TreeMap<>();
    for (Map.Entry<String, Received> each : newest.entrySet()) {
      JsonNode after = each.getValue().value().get("after");
      if (!after.isNull() && each.getValue().sequence().compareTo(cutoff) >= 0) {
        rows.put(each.getKey(), after);
      }
    }
    return rows;
  }

  private static SequenceNumber cutoff(Received control) {
    return switch (control.value().get("kind").asString()) {
      case "snapshot-end" -> SequenceNumber.parse(control.value().get("startSeq").asString());
      case "truncate" -> SequenceNumber.parse(control.value().get("seq").asString());
      default -> new SequenceNumber(0, 0);
    };
  }

  private static SequenceNumber max(SequenceNumber a, SequenceNumber b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
