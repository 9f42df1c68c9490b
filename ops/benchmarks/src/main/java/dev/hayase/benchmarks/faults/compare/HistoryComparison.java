package dev.hayase.benchmarks.faults.compare;

import dev.hayase.benchmarks.faults.workload.Fate;
import dev.hayase.benchmarks.faults.workload.WorkloadTable;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.event.wire.Headers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// A table that appends: each committed record is one row. Topic and table are walked through side
/// by side, in the order of offsets, some thousand rows at a time.
final class HistoryComparison {
  private static final int CELLS = 200_000;

  private final WorkloadTable table;
  private final String name;
  private final BigQueryReader bigQuery;
  private final ComparedRow row;
  private final Tally tally;
  private final DeadLetters letters;
  private final int window;

  HistoryComparison(
      WorkloadTable table,
      String name,
      BigQueryReader bigQuery,
      ComparedRow row,
      Tally tally,
      DeadLetters letters) {
    this.table = table;
    this.name = name;
    this.bigQuery = bigQuery;
    this.row = row;
    this.tally = tally;
    this.letters = letters;
    this.window = Math.clamp(CELLS / row.size(), 500, 9_000);
  }

  void compare(TopicReader reader) {
    long seen = 0;
    for (int partition = 0; partition < table.partitions(); partition++) {
      Rows rows = new Rows(partition);
      reader.read(table.topic().name(), partition, record -> compare(record, rows));
      rows.upTo(Long.MAX_VALUE, this::ghost);
      seen += rows.seen;
    }
    long all = bigQuery.number("SELECT COUNT(*) FROM " + name);
    if (all != seen) {
      tally.doubled(all - seen, table.name() + ": rows of no partition and offset");
    }
  }

  private void compare(ConsumerRecord<byte[], byte[]> record, Rows rows) {
    rows.upTo(record.offset(), this::ghost);
    List<@Nullable Object> wanted = wanted(record);
    int copies = 0;
    Found next;
    while ((next = rows.at(record.offset())) != null) {
      Found found = next;
      copies++;
      if (wanted == null || copies > 1) {
        tally.doubled(1, where(found) + (wanted == null ? " should be none" : " is there again"));
      } else {
        row.difference(wanted, found.values())
            .ifPresent(difference -> tally.changed(where(found) + ": " + difference));
      }
    }
    if (wanted != null && copies == 0) {
      tally.missing(
          "%s partition %d offset %d".formatted(table.name(), record.partition(), record.offset()));
    }
  }

  /// The row that the record has to be; null when it has to be none.
  private @Nullable List<@Nullable Object> wanted(ConsumerRecord<byte[], byte[]> record) {
    if (TopicReader.header(record, Headers.CONTROL) != null) {
      ControlRecord control = ControlRecord.fromJson(record.value());
      if (record.partition() != 0) {
        return null;
      }
      return switch (control) {
        case ControlRecord.SnapshotStart _ -> null;
        case ControlRecord.SnapshotEnd end ->
            row.ofControl(record, "snapshot-end", end.micros(), end.snapshotId());
        case ControlRecord.Truncate truncate -> row.ofControl(record, "t", truncate.micros(), null);
      };
    }
    tally.record();
    return switch (Fate.ofCode(String.valueOf(TopicReader.header(record, Fate.HEADER)))) {
      case LOADED -> row.ofHistory(record);
      case SKIPPED -> null;
      case PARKED -> {
        letters.expect(record.partition(), record.offset());
        yield null;
      }
    };
  }

  private void ghost(Found found) {
    tally.doubled(1, where(found) + " is of no committed record");
  }

  private String where(Found found) {
    return "%s partition %d offset %d".formatted(table.name(), found.partition(), found.offset());
  }

  /// A row of the table.
  private record Found(int partition, long offset, List<@Nullable Object> values) {}

  /// The table's rows of a partition, in the order of their offsets.
  private final class Rows {
    private final int partition;
    private final long last;
    private final Deque<Found> ahead = new ArrayDeque<>();
    private long from;
    private long seen;

    Rows(int partition) {
      this.partition = partition;
      this.from = edge("MIN");
      this.last = edge("MAX");
    }

    private long edge(String function) {
      return bigQuery.number(
          "SELECT %s(`_kafka_offset`) FROM %s WHERE `_kafka_partition` = %d"
              .formatted(function, name, partition));
    }

    /// Takes every row below an offset.
    void upTo(long offset, Consumer<Found> each) {
      Found next;
      while ((next = peek()) != null && next.offset() < offset) {
        each.accept(ahead.removeFirst());
      }
    }

    /// Takes the next row if it has this offset.
    @Nullable Found at(long offset) {
      Found next = peek();
      return next != null && next.offset() == offset ? ahead.removeFirst() : null;
    }

    private @Nullable Found peek() {
      while (ahead.isEmpty() && from <= last) {
        bigQuery.query(
            "SELECT %s, `_kafka_offset` FROM %s WHERE `_kafka_partition` = %d AND `_kafka_offset` >= %d AND `_kafka_offset` < %d ORDER BY `_kafka_offset`"
                .formatted(row.selected(), name, partition, from, from + window),
            found -> {
              seen++;
              tally.tableRow();
              ahead.addLast(
                  new Found(
                      partition,
                      Long.parseLong(String.valueOf(found.cell(row.size()))),
                      row.ofBigQuery(found)));
            });
        from += window;
      }
      return ahead.peekFirst();
    }
  }
}
