package dev.hayase.benchmarks.faults.cdc;

import dev.hayase.benchmarks.faults.compare.TopicReader;
import dev.hayase.event.SequenceNumber;
import dev.hayase.event.wire.Headers;
import dev.hayase.event.wire.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a table's topic says happened to each of its rows, since the snapshot that was finished.
///
/// @param read what the snapshot found of a row
/// @param since what happened to it afterwards, in order; empty where it went
/// @param doubled numbers that were used twice
/// @param disordered records with a lower number than one before them in their partition
record Recount<T>(
    Map<Long, T> read, Map<Long, List<Optional<T>>> since, long doubled, long disordered) {

  /// Reads the topic.
  ///
  /// @param value what is of interest of a row
  static <T> Recount<T> of(TopicReader reader, String table, Function<JsonNode, T> value) {
    String topic = CdcStage.SOURCE + ".public." + table;
    List<Told<T>> all = new ArrayList<>();
    Set<SequenceNumber> used = new HashSet<>();
    long[] doubled = {0};
    long[] disordered = {0};
    for (int partition = 0; partition < reader.partitions(topic); partition++) {
      SequenceNumber[] last = {new SequenceNumber(0, 0)};
      reader.read(
          topic,
          partition,
          record -> {
            SequenceNumber sequence = TopicReader.sequence(record);
            doubled[0] += used.add(sequence) ? 0 : 1;
            disordered[0] += sequence.compareTo(last[0]) > 0 ? 0 : 1;
            last[0] = sequence;
            told(record, sequence, value, all);
          });
    }
    all.sort(Comparator.comparing(Told::sequence));
    String snapshot =
        all.stream().map(Told::snapshot).filter(id -> !id.isEmpty()).reduce("", (_, b) -> b);
    Map<Long, T> read = new TreeMap<>();
    Map<Long, List<Optional<T>>> since = new TreeMap<>();
    for (Told<T> told : all) {
      T row = told.row();
      if (told.snapshot().isEmpty()) {
        since.computeIfAbsent(told.key(), _ -> new ArrayList<>()).add(Optional.ofNullable(row));
      } else if (told.snapshot().equals(snapshot) && row != null) {
        read.put(told.key(), row);
      }
    }
    return new Recount<>(read, since, doubled[0], disordered[0]);
  }

  /// @param snapshot empty for what the log told
  private record Told<T>(SequenceNumber sequence, String snapshot, long key, @Nullable T row) {}

  private static <T> void told(
      ConsumerRecord<byte[], byte[]> record,
      SequenceNumber sequence,
      Function<JsonNode, T> value,
      List<Told<T>> all) {
    if (TopicReader.header(record, Headers.CONTROL) != null) {
      return;
    }
    String snapshot = TopicReader.header(record, Headers.SNAPSHOT);
    JsonNode change = Json.readForeign(record.value(), "A change", d -> d);
    JsonNode after = change.path("after");
    boolean there = after.isObject();
    all.add(
        new Told<>(
            sequence,
            snapshot == null ? "" : snapshot,
            (there ? after : change.path("before")).path("id").asLong(),
            there ? value.apply(after) : null));
  }

  /// The rows as they are now.
  Map<Long, T> rows() {
    Map<Long, T> rows = new TreeMap<>(read);
    since.forEach((key, changes) -> {
      changes.getLast().ifPresentOrElse(row -> rows.put(key, row), () -> rows.remove(key));
    });
    return rows;
  }
}
