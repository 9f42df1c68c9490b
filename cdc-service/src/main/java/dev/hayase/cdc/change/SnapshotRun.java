package dev.hayase.cdc.change;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.event.control.ControlRecord.SnapshotEnd;
import dev.hayase.event.control.ControlRecord.SnapshotStart;
import dev.hayase.event.control.ControlRecord.Truncate;
import dev.hayase.event.topic.ChangeTopic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One run of the initial snapshot: its beginning and end in the topic of each table, also of those
/// that hold no row. A run that was interrupted is followed by another under another id.
public final class SnapshotRun {
  private final Map<ChangeTopic, Integer> partitions;
  private final Numbering numbering;
  private final Map<ChangeTopic, SequenceNumber> open = new LinkedHashMap<>();
  private String id = "";

  /// @param partitions of each table's topic
  public SnapshotRun(Map<ChangeTopic, Integer> partitions, Numbering numbering) {
    this.partitions = partitions;
    this.numbering = numbering;
  }

  /// Whether the run has begun.
  public boolean isStarted() {
    return !id.isEmpty();
  }

  /// The same on all of the run's records.
  public String id() {
    return id;
  }

  /// Tables whose run is not over.
  public List<ChangeTopic> openTables() {
    return List.copyOf(open.keySet());
  }

  /// The beginning, for every table.
  public List<Outgoing> start(long micros) {
    SequenceNumber last = numbering.last();
    id = last.epoch() + "-" + last.ordinal();
    List<Outgoing> records = new ArrayList<>();
    partitions.forEach((table, count) -> {
      SequenceNumber first = numbering.last().next();
      open.put(table, first);
      records.addAll(copies(table, new SnapshotStart(table, count, micros, id, first), numbering));
    });
    return records;
  }

  /// The end of one table; nothing when the table's run is over already.
  public List<Outgoing> end(ChangeTopic table, long micros) {
    SequenceNumber startedAt = open.remove(table);
    return startedAt == null
        ? List.of()
        : copies(
            table,
            new SnapshotEnd(table, partitions.getOrDefault(table, 0), micros, id, startedAt),
            numbering);
  }

  /// A truncate, which goes to every partition like a snapshot's start and end.
  public static List<Outgoing> truncate(
      ChangeTopic table, int partitions, long micros, Numbering numbering) {
    return copies(
        table, new Truncate(table, partitions, micros, numbering.last().next()), numbering);
  }

  /// A copy of the record for each partition.
  public static List<Outgoing> copies(
      ChangeTopic table, ControlRecord record, Numbering numbering) {
    byte[] value = record.toJson();
    List<Outgoing> copies = new ArrayList<>();
    for (int partition = 0; partition < record.partitions(); partition++) {
      copies.add(new Outgoing.Control(table, numbering.next(), partition, value, record.kind()));
    }
    return copies;
  }
}
