package dev.hayase.event.replay;

import dev.hayase.event.wire.Json;
import dev.hayase.event.wire.WireVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How far one partition of a [ReplayOrder] is. Written by the loader that owns the partition.
///
/// @param position every record below it is done; whoever goes on, goes on here
/// @param written rows that were written
/// @param skipped records that need no row: the table has it, or a later record replaced it
/// @param parked records that went to the dead letters
/// @param detail why it waits or has failed, and what to do
public record PartProgress(
    String id,
    int partition,
    State state,
    long position,
    long written,
    long skipped,
    long parked,
    Optional<String> detail,
    Instant at) {

  /// States.
  public enum State {
    RUNNING,
    /// Everything is loaded or skipped, or parked.
    DONE,
    /// It was called off; what was loaded stays.
    CANCELLED,
    /// It cannot go on; a new order has to be given.
    FAILED;

    /// As the record and the actuator endpoint write it.
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// Whether nothing more happens.
    public boolean isOver() {
      return this != RUNNING;
    }
  }

  /// Of a partition of which nothing is done yet.
  public static PartProgress begun(String id, int partition, long position, Instant at) {
    return new PartProgress(id, partition, State.RUNNING, position, 0, 0, 0, Optional.empty(), at);
  }

  /// The record's key.
  public byte[] key() {
    return ReplayBook.key(id, partition).getBytes(StandardCharsets.UTF_8);
  }

  /// The record's value.
  public byte[] toJson() {
    ObjectNode document = Json.object();
    document.put("version", WireVersion.CURRENT);
    document.put("id", id);
    document.put("partition", partition);
    document.put("state", state.code());
    document.put("position", position);
    document.put("written", written);
    document.put("skipped", skipped);
    document.put("parked", parked);
    detail.ifPresent(text -> document.put("detail", text));
    document.put("at_ms", at.toEpochMilli());
    return Json.bytes(document);
  }

  /// Reads what [#toJson()] wrote.
  ///
  /// @throws dev.hayase.event.wire.MalformedRecordException when it is something else
  public static PartProgress fromJson(byte[] json) {
    return Json.read(json, "A replay's progress", PartProgress::of);
  }

  private static PartProgress of(JsonNode document) {
    return new PartProgress(
        document.required("id").asString(),
        document.required("partition").asInt(),
        State.valueOf(document.required("state").asString().toUpperCase(Locale.ROOT)),
        document.required("position").asLong(),
        document.required("written").asLong(),
        document.required("skipped").asLong(),
        document.required("parked").asLong(),
        Optional.ofNullable(document.get("detail")).map(JsonNode::asString),
        Instant.ofEpochMilli(document.required("at_ms").asLong()));
  }
}
