package dev.hayase.loader.kafka;

import dev.hayase.records.SourceRecord;
import dev.hayase.records.format.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the log of dead letters by the episode: the first of its kind at once, those that follow
/// by their number, as long as there are any. A poisoned topic would flood it otherwise. How many
/// there are in all, the metrics say.
final class DeadLetterLog {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterLog.class);

  private final Executor later;
  private final Map<Kind, Integer> untold = new HashMap<>();

  private record Kind(String topic, String code, String column) {}

  /// @param later runs what is given to it after the pause between two lines
  DeadLetterLog(Executor later) {
    this.later = later;
  }

  /// The record is among the dead letters. May be called by any thread.
  void parked(SourceRecord record, Refusal refusal) {
    Kind kind =
        new Kind(record.partition().topic(), refusal.code(), refusal.column().orElse("none"));
    synchronized (this) {
      if (untold.computeIfPresent(kind, (_, count) -> count + 1) != null) {
        return;
      }
      untold.put(kind, 0);
    }
    LOG.atWarn()
        .addKeyValue("partition", record.partition())
        .addKeyValue("offset", record.offset())
        .addKeyValue("code", kind.code())
        .addKeyValue("column", kind.column())
        .addKeyValue("reason", refusal.isQuotation() ? "in its header" : refusal.reason())
        .addKeyValue("remedy", refusal.remedy())
        .log("A record cannot be loaded and is parked");
    later.execute(() -> tell(kind));
  }

  private void tell(Kind kind) {
    int count;
    synchronized (this) {
      count = untold.getOrDefault(kind, 0);
      if (count == 0) {
        untold.remove(kind);
        return;
      }
      untold.put(kind, 0);
    }
    LOG.atWarn()
        .addKeyValue("topic", kind.topic())
        .addKeyValue("code", kind.code())
        .addKeyValue("column", kind.column())
        .addKeyValue("records", count)
        .log("More records cannot be loaded and are parked");
    later.execute(() -> tell(kind));
  }
}
