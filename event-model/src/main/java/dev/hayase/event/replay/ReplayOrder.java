package dev.hayase.event.replay;

import dev.hayase.event.letter.LetterFilter;
import dev.hayase.event.wire.Json;
import dev.hayase.event.wire.WireVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What an operator wants to be loaded again, beside the live flow. Written by the command line,
/// carried out by whichever loaders own the partitions.
///
/// @param topic whose records are loaded again
/// @param ranges partition to the offsets to be loaded; those of the topic also when the records
///   are taken from the dead letters
/// @param bytesPerSecond how fast, all partitions together
/// @param letters present for a redrive: the records come from the dead letters
/// @param before partition to the position that the loaders had committed when this was ordered
/// @param orderedAt when
/// @param cancelledAt present when it was called off
public record ReplayOrder(
    String id,
    String topic,
    SortedMap<Integer, OffsetRange> ranges,
    long bytesPerSecond,
    Optional<Letters> letters,
    SortedMap<Integer, Long> before,
    Instant orderedAt,
    Optional<Instant> cancelledAt) {

  public ReplayOrder {
    ranges = Collections.unmodifiableSortedMap(new TreeMap<>(ranges));
    before = Collections.unmodifiableSortedMap(new TreeMap<>(before));
  }

  /// Which dead letters are redriven.
  ///
  /// @param end letters from this offset of the dead-letter topic on came later: not these
  /// @param filter which of those before it
  public record Letters(long end, LetterFilter filter) {}

  /// Whether it loads a partition.
  public boolean has(int partition) {
    return ranges.containsKey(partition);
  }

  /// How fast a partition may go, when all go at once.
  public long bytesPerSecondEach() {
    long busy = ranges.values().stream().filter(range -> !range.isEmpty()).count();
    return Math.max(1, bytesPerSecond / Math.max(1, busy));
  }

  /// The order, called off.
  public ReplayOrder cancelled(Instant at) {
    return new ReplayOrder(
        id, topic, ranges, bytesPerSecond, letters, before, orderedAt, Optional.of(at));
  }

  /// The record's key.
  public byte[] key() {
    return id.getBytes(StandardCharsets.UTF_8);
  }

  /// The record's value.
  public byte[] toJson() {
    ObjectNode document = Json.object();
    document.put("version", WireVersion.CURRENT);
    document.put("id", id);
    document.put("topic", topic);
    ObjectNode parts = document.putObject("ranges");
    ranges.forEach((partition, range) ->
        parts
            .putObject(Integer.toString(partition))
            .put("from", range.from())
            .put("to", range.to()));
    document.put("bytes_per_second", bytesPerSecond);
    letters.ifPresent(chosen ->
        document
            .putObject("letters")
            .put("end", chosen.end())
            .put("where", chosen.filter().text()));
    ObjectNode positions = document.putObject("before");
    before.forEach(
        (partition, position) -> positions.put(Integer.toString(partition), position.longValue()));
    document.put("ordered_ms", orderedAt.toEpochMilli());
    cancelledAt.ifPresent(at -> document.put("cancelled_ms", at.toEpochMilli()));
    return Json.bytes(document);
  }

  /// Reads what [#toJson()] wrote.
  ///
  /// @throws dev.hayase.event.wire.MalformedRecordException when it is something else
  public static ReplayOrder fromJson(byte[] json) {
    return Json.read(json, "A replay's order", ReplayOrder::of);
  }

  private static ReplayOrder of(JsonNode document) {
    SortedMap<Integer, OffsetRange> ranges = new TreeMap<>();
    for (Map.Entry<String, JsonNode> range : document.required("ranges").properties()) {
      ranges.put(
          Integer.valueOf(range.getKey()),
          new OffsetRange(
              range.getValue().required("from").asLong(),
              range.getValue().required("to").asLong()));
    }
    SortedMap<Integer, Long> before = new TreeMap<>();
    for (Map.Entry<String, JsonNode> position : document.required("before").properties()) {
      before.put(Integer.valueOf(position.getKey()), position.getValue().asLong());
    }
    return new ReplayOrder(
        document.required("id").asString(),
        document.required("topic").asString(),
        ranges,
        document.required("bytes_per_second").asLong(),
        Optional.ofNullable(document.get("letters"))
            .map(l ->
                new Letters(
                    l.required("end").asLong(),
                    LetterFilter.parse(l.required("where").asString()))),
        before,
        Instant.ofEpochMilli(document.required("ordered_ms").asLong()),
        Optional.ofNullable(document.get("cancelled_ms"))
            .map(at -> Instant.ofEpochMilli(at.asLong())));
  }
}
