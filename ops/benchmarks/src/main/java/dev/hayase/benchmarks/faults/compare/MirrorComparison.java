package dev.hayase.benchmarks.faults.compare;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.hayase.benchmarks.faults.workload.Fate;
import dev.hayase.benchmarks.faults.workload.WorkloadTable;
import dev.hayase.event.SequenceNumber;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.wire.Headers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// A mirror: the table is what the topic folds to, the last record of each key, without what
/// truncates and snapshots left behind. Keys are folded some hundred thousand at a time, each time
/// with a walk through the topic.
final class MirrorComparison {
  private static final long KEYS_AT_A_TIME = 200_000;
  private static final int CELLS = 100_000;

  private final WorkloadTable table;
  private final String name;
  private final BigQueryReader bigQuery;
  private final ComparedRow row;
  private final Tally tally;
  private final DeadLetters letters;

  MirrorComparison(
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
  }

  /// The last that is known of a key; without a value it is deleted.
  ///
  /// @param offset where it stands
  /// @param parked whether it cannot be loaded
  @SuppressWarnings("ArrayRecordComponent") // never changed, never compared
  private record Last(
      SequenceNumber sequence, byte @Nullable [] value, long offset, boolean parked) {}

  void compare(TopicReader reader) {
    long passes = (table.keys() + KEYS_AT_A_TIME - 1) / KEYS_AT_A_TIME;
    long lowest = bigQuery.number("SELECT MIN(`id`) FROM " + name);
    long highest = bigQuery.number("SELECT MAX(`id`) FROM " + name);
    for (long pass = 0; pass < passes; pass++) {
      Map<String, Last> folded = fold(reader, pass, passes);
      long window = Math.max(500, CELLS / row.size()) * passes;
      for (long from = lowest; from <= highest; from += window) {
        compare(folded, from, from + window, pass, passes);
      }
      folded.forEach((key, last) -> {
        if (last.parked()) {
          tally.waiting();
        } else if (last.value() != null) {
          tally.missing("%s key %s as of %s".formatted(table.name(), key, last.sequence()));
        }
      });
    }
  }

  private void compare(Map<String, Last> folded, long from, long to, long pass, long passes) {
    bigQuery.query(
        "SELECT %s FROM %s WHERE `id` >= %d AND `id` < %d AND MOD(`id`, %d) = %d"
            .formatted(row.selected(), name, from, to, passes, pass),
        found -> {
          tally.tableRow();
          String key = key(found);
          Last last = folded.remove(key);
          if (last != null && last.parked()) {
            tally.waiting();
          } else if (last == null || last.value() == null) {
            tally.doubled(1, "%s key %s should not be there".formatted(table.name(), key));
          } else {
            row.difference(
                    row.ofMirror(last.value(), last.sequence().toString()), row.ofBigQuery(found))
                .ifPresent(difference ->
                    tally.changed("%s key %s: %s".formatted(table.name(), key, difference)));
          }
        });
  }

  private String key(BigQueryReader.Row found) {
    JsonObject key = new JsonObject();
    List<Column> columns = table.last().columns();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      String cell = String.valueOf(found.cell(i));
      if (table.key().contains(column.name()) && column.type() == ColumnType.INT64) {
        key.addProperty(column.name(), Long.valueOf(cell));
      } else if (table.key().contains(column.name())) {
        key.addProperty(column.name(), cell);
      }
    }
    return key.toString();
  }

  private Map<String, Last> fold(TopicReader reader, long pass, long passes) {
    Map<String, Last> all = new HashMap<>();
    for (int partition = 0; partition < table.partitions(); partition++) {
      // A key's records are all in one partition, and so is the copy of a control record that
      // concerns them.
      Map<String, Last> folded = new HashMap<>();
      reader.read(table.topic().name(), partition, record -> fold(record, folded, pass, passes));
      all.putAll(folded);
    }
    return all;
  }

  private void fold(
      ConsumerRecord<byte[], byte[]> record, Map<String, Last> folded, long pass, long passes) {
    if (TopicReader.header(record, Headers.CONTROL) != null) {
      SequenceNumber cutoff = ControlRecord.fromJson(record.value()).cutoff();
      folded
          .values()
          .removeIf(last -> {
            boolean gone = last.sequence().compareTo(cutoff) < 0;
            if (gone) {
              superseded(record.partition(), last);
            }
            return gone;
          });
      return;
    }
    Fate fate = Fate.ofCode(String.valueOf(TopicReader.header(record, Fate.HEADER)));
    if (pass == 0) {
      tally.record();
    }
    if (fate == Fate.SKIPPED) {
      return;
    }
    String key = TopicReader.text(record.key());
    long id = JsonParser.parseString(key).getAsJsonObject().get("id").getAsLong();
    if (id % passes == pass) {
      boolean parked = fate == Fate.PARKED;
      if (parked) {
        letters.expect(record.partition(), record.offset());
      }
      byte @Nullable [] value = parked || isDelete(record) ? null : record.value();
      Last now = new Last(TopicReader.sequence(record), value, record.offset(), parked);
      Last before = folded.get(key);
      if (before == null || now.sequence().compareTo(before.sequence()) >= 0) {
        folded.put(key, now);
        if (before != null) {
          superseded(record.partition(), before);
        }
      } else {
        superseded(record.partition(), now);
      }
    }
  }

  /// Nothing depends on it any more.
  private void superseded(int partition, Last last) {
    if (last.parked()) {
      letters.mayBeAbsent(partition, last.offset());
    }
  }

  private static boolean isDelete(ConsumerRecord<byte[], byte[]> record) {
    return JsonParser.parseString(TopicReader.text(record.value()))
        .getAsJsonObject()
        .get("op")
        .getAsString()
        .equals("d");
  }
}
