package dev.hayase.event.watermark;

import dev.hayase.event.wire.Json;
import dev.hayase.event.wire.WireVersion;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How far a source's topics must be consumed to hold all that the source committed up to an
/// instant: a record of the topic `hayase.watermarks`.
///
/// @param source the source's name
/// @param epoch the epoch of its order; `through` never decreases within one
/// @param through every transaction that the source committed up to it stands before the positions;
///   microseconds, by the source's clock
/// @param full whether the positions are all there are (a partition left out is empty); else those
///   that changed since the record before
/// @param positions topic to partition to position: the offset after the last record that belongs
///   to it
/// @param snapshotting topics of tables whose snapshot has not ended: nothing is complete there
public record Watermark(
    String source,
    long epoch,
    Instant through,
    boolean full,
    SortedMap<String, SortedMap<Integer, Long>> positions,
    SortedSet<String> snapshotting) {

  public Watermark {
    SortedMap<String, SortedMap<Integer, Long>> copy = new TreeMap<>();
    positions.forEach((topic, offsets) ->
        copy.put(topic, Collections.unmodifiableSortedMap(new TreeMap<>(offsets))));
    positions = Collections.unmodifiableSortedMap(copy);
    snapshotting = Collections.unmodifiableSortedSet(new TreeSet<>(snapshotting));
  }

  /// From plain collections.
  public static Watermark of(
      String source,
      long epoch,
      Instant through,
      boolean full,
      Map<String, ? extends Map<Integer, Long>> positions,
      Set<String> snapshotting) {
    SortedMap<String, SortedMap<Integer, Long>> sorted = new TreeMap<>();
    positions.forEach((topic, partitions) -> sorted.put(topic, new TreeMap<>(partitions)));
    return new Watermark(source, epoch, through, full, sorted, new TreeSet<>(snapshotting));
  }

  /// The record value.
  public byte[] toJson() {
    ObjectNode document = Json.object();
    document.put("version", WireVersion.CURRENT);
    document.put("source", source);
    document.put("epoch", epoch);
    document.put("through_us", ChronoUnit.MICROS.between(Instant.EPOCH, through));
    document.put("full", full);
    ObjectNode topics = document.putObject("positions");
    positions.forEach((topic, partitions) -> {
      ObjectNode offsets = topics.putObject(topic);
      partitions.forEach((partition, offset) -> offsets.put(Integer.toString(partition), offset));
    });
    ArrayNode inSnapshot = document.putArray("snapshotting");
    snapshotting.forEach(inSnapshot::add);
    return Json.bytes(document);
  }

  /// Reads what [#toJson()] wrote.
  ///
  /// @throws dev.hayase.event.wire.MalformedRecordException when it is something else
  public static Watermark fromJson(byte[] json) {
    return Json.read(json, "A watermark", Watermark::of);
  }

  private static Watermark of(JsonNode document) {
    SortedMap<String, SortedMap<Integer, Long>> positions = new TreeMap<>();
    document
        .required("positions")
        .properties()
        .forEach(topic -> positions.put(topic.getKey(), offsets(topic.getValue())));
    SortedSet<String> snapshotting = new TreeSet<>();
    document.required("snapshotting").forEach(topic -> snapshotting.add(topic.asString()));
    return new Watermark(
        document.required("source").asString(),
        document.required("epoch").asLong(),
        Instant.EPOCH.plus(document.required("through_us").asLong(), ChronoUnit.MICROS),
        document.required("full").asBoolean(),
        positions,
        snapshotting);
  }

  private static SortedMap<Integer, Long> offsets(JsonNode partitions) {
    SortedMap<Integer, Long> offsets = new TreeMap<>();
    partitions
        .properties()
        .forEach(p -> offsets.put(Integer.parseInt(p.getKey()), p.getValue().asLong()));
    return offsets;
  }
}
