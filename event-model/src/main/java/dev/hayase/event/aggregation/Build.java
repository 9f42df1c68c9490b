package dev.hayase.event.aggregation;

import dev.hayase.event.wire.Json;
import dev.hayase.event.wire.WireVersion;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the state of an aggregation was built from. State that was computed by one declaration
/// means nothing to another.
///
/// @param generation counts the builds of an aggregation from 1; names of its topics and stores
///   follow from it
/// @param parts all that decides what state means, as the planner writes it
/// @param epoch of the sequence numbers of its results
/// @param partitions of its sources' topics
/// @param schemas of its results and of the rows of its sources, as far as those have one, by
///   topic: their fingerprints
/// @param declaration what it can be planned by again, as `pipeline.yaml` declares it; empty when
///   an earlier version has written the record, which knew none
public record Build(
    int generation,
    String parts,
    long epoch,
    SortedMap<String, Integer> partitions,
    SortedMap<String, String> schemas,
    Optional<String> declaration) {
  public Build {
    partitions = Collections.unmodifiableSortedMap(new TreeMap<>(partitions));
    schemas = Collections.unmodifiableSortedMap(new TreeMap<>(schemas));
  }

  /// The record value.
  public byte[] toJson() {
    ObjectNode document = Json.object();
    document.put("version", WireVersion.CURRENT);
    document.put("generation", generation);
    document.put("parts", parts);
    document.put("epoch", epoch);
    ObjectNode topics = document.putObject("partitions");
    partitions.forEach(topics::put);
    ObjectNode rows = document.putObject("schemas");
    schemas.forEach(rows::put);
    declaration.ifPresent(text -> document.put("declaration", text));
    return Json.bytes(document);
  }

  /// Reads what [#toJson()] wrote.
  ///
  /// @throws dev.hayase.event.wire.MalformedRecordException when it is something else
  public static Build fromJson(byte[] json) {
    return Json.read(json, "A build", Build::of);
  }

  private static Build of(JsonNode document) {
    SortedMap<String, Integer> partitions = new TreeMap<>();
    document
        .required("partitions")
        .properties()
        .forEach(topic -> partitions.put(topic.getKey(), topic.getValue().asInt()));
    SortedMap<String, String> schemas = new TreeMap<>();
    document
        .required("schemas")
        .properties()
        .forEach(topic -> schemas.put(topic.getKey(), topic.getValue().asString()));
    return new Build(
        document.path("generation").asInt(1),
        document.required("parts").asString(),
        document.required("epoch").asLong(),
        partitions,
        schemas,
        Optional.ofNullable(document.get("declaration")).map(JsonNode::asString));
  }
}
