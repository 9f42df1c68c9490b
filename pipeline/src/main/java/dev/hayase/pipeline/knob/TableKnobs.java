package dev.hayase.pipeline.knob;

import dev.hayase.event.wire.Json;
import dev.hayase.event.wire.WireVersion;
import dev.hayase.pipeline.yaml.Refusal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What is turned at one table: a record of the topic `hayase.settings`, whose key is the table's
/// topic.
///
/// @param turned by the knob's name
public record TableKnobs(SortedMap<String, Turned> turned) {
  /// Nothing is turned.
  public static final TableKnobs NONE = new TableKnobs(new TreeMap<>());

  public TableKnobs {
    turned = Collections.unmodifiableSortedMap(new TreeMap<>(turned));
  }

  /// A knob that was turned.
  ///
  /// @param value as it was written
  /// @param by who did it
  /// @param until when it turns back by itself
  public record Turned(String value, String by, Instant at, Optional<Instant> until) {
    /// Whether it is in effect.
    public boolean isLive(Instant now) {
      return until.isEmpty() || now.isBefore(until.get());
    }
  }

  /// The knob's value, if it is turned now. What nobody could have written is as good as not
  /// turned.
  public <T> Optional<T> find(Knob<T> knob, Instant now) {
    Turned found = turned.get(knob.name());
    if (found == null || !found.isLive(now)) {
      return Optional.empty();
    }
    try {
      return Optional.of(knob.form().apply(found.value()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// The same with some knobs turned, all at once, and without those whose time is over.
  ///
  /// @param values by the knob's name
  /// @throws Refusal when one is no knob, or its value no value for it; its message says which
  public TableKnobs with(
      Map<String, String> values, String by, Instant now, Optional<Duration> how) {
    SortedMap<String, Turned> all = new TreeMap<>(live(now).turned);
    values.forEach((name, value) -> {
      complaint(name, value)
          .ifPresent(c -> {
            throw new Refusal(c.sentence(), c.remedy());
          });
      all.put(name, new Turned(value, by, now, how.map(now::plus)));
    });
    return new TableKnobs(all);
  }

  /// The same without a knob.
  public TableKnobs without(String name) {
    SortedMap<String, Turned> all = new TreeMap<>(turned);
    all.remove(name);
    return new TableKnobs(all);
  }

  /// The same without those whose time is over.
  public TableKnobs live(Instant now) {
    SortedMap<String, Turned> all = new TreeMap<>(turned);
    all.values().removeIf(t -> !t.isLive(now));
    return new TableKnobs(all);
  }

  /// When the next knob turns back by itself.
  public Optional<Instant> nextEnd(Instant now) {
    return turned.values().stream()
        .flatMap(t -> t.until().stream())
        .filter(until -> until.isAfter(now))
        .min(Instant::compareTo);
  }

  public boolean isEmpty() {
    return turned.isEmpty();
  }

  /// What is wrong with a knob or its value.
  public record Complaint(String knob, String value, String problem, String remedy) {
    /// All but the remedy.
    public String sentence() {
      return knob + "=" + value + " " + problem;
    }
  }

  /// What is turned and cannot be.
  public List<Complaint> complaints() {
    List<Complaint> all = new ArrayList<>();
    turned.forEach((name, t) -> complaint(name, t.value()).ifPresent(all::add));
    return all;
  }

  private static Optional<Complaint> complaint(String name, String value) {
    try {
      var _ = Knob.require(name).form().apply(value);
      return Optional.empty();
    } catch (Refusal e) {
      return Optional.of(new Complaint(name, value, e.problem(), e.remedy()));
    }
  }

  /// The record's value.
  public byte[] toJson() {
    ObjectNode document = Json.object();
    document.put("version", WireVersion.CURRENT);
    ObjectNode knobs = document.putObject("knobs");
    turned.forEach((name, t) -> {
      ObjectNode knob = knobs.putObject(name);
      knob.put("value", t.value());
      knob.put("by", t.by());
      knob.put("at", t.at().toString());
      t.until().ifPresent(until -> knob.put("until", until.toString()));
    });
    return Json.bytes(document);
  }

  /// Reads what [#toJson] wrote, whatever the values are.
  ///
  /// @throws dev.hayase.event.wire.MalformedRecordException when it is something else
  /// @throws WireVersion.UnknownWireVersionException when it is of a later version
  public static TableKnobs fromJson(byte[] json) {
    return Json.read(json, "A record of hayase.settings", TableKnobs::of);
  }

  private static TableKnobs of(JsonNode document) {
    Map<String, Turned> turned = new LinkedHashMap<>();
    document
        .required("knobs")
        .properties()
        .forEach(knob -> turned.put(knob.getKey(), turned(knob.getValue())));
    return new TableKnobs(new TreeMap<>(turned));
  }

  private static Turned turned(JsonNode knob) {
    JsonNode until = knob.get("until");
    return new Turned(
        knob.required("value").asString(),
        knob.required("by").asString(),
        instant(knob.required("at")),
        until == null || until.isNull() ? Optional.empty() : Optional.of(instant(until)));
  }

  private static Instant instant(JsonNode text) {
    try {
      return Instant.parse(text.asString());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(text + " is no instant", e);
    }
  }
}
