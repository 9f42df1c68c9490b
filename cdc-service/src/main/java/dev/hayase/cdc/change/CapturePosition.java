package dev.hayase.cdc.change;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.wire.Json;
import dev.hayase.event.wire.WireVersion;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Where the capture of a source stands: what a restart needs to go on as if nothing had happened.
/// A record of the topic `hayase.offsets`, sent in the same transaction as the changes up to it.
///
/// @param log names the log that the place belongs to, such as a replication slot
/// @param sequence the last number given
/// @param place where the log was read to; empty until the initial snapshot is over
/// @param throughMicros the last T that was announced; 0 before the first
/// @param tables topics of the captured tables, once the snapshot is over
/// @param instructions what operators ordered, as far as it holds on
public record CapturePosition(
    String source,
    String log,
    SequenceNumber sequence,
    Optional<LogPlace> place,
    long throughMicros,
    SortedSet<String> tables,
    Instructions instructions) {

  private static final String SNAPSHOT = "SNAPSHOT";
  private static final String STREAMING = "STREAMING";

  public CapturePosition {
    tables = new TreeSet<>(tables);
  }

  /// A position of a capture that nobody ordered anything of.
  public CapturePosition(
      String source,
      String log,
      SequenceNumber sequence,
      Optional<LogPlace> place,
      long throughMicros,
      SortedSet<String> tables) {
    this(source, log, sequence, place, throughMicros, tables, Instructions.NONE);
  }

  /// The position before the first row of the initial snapshot.
  public static CapturePosition beforeSnapshot(String source, String log, SequenceNumber sequence) {
    return new CapturePosition(source, log, sequence, Optional.empty(), 0, new TreeSet<>());
  }

  /// Whether the initial snapshot is over.
  public boolean isStreaming() {
    return place.isPresent();
  }

  /// The same with other tables.
  public CapturePosition covering(SortedSet<String> otherTables) {
    return new CapturePosition(
        source, log, sequence, place, throughMicros, otherTables, instructions);
  }

  /// The same with other instructions.
  public CapturePosition with(Instructions other) {
    return new CapturePosition(source, log, sequence, place, throughMicros, tables, other);
  }

  /// The record value.
  public byte[] toJson() {
    ObjectNode document = Json.object();
    document.put("version", WireVersion.CURRENT);
    document.put("source", source);
    document.put("epoch", sequence.epoch());
    document.put("ordinal", sequence.ordinal());
    document.put("stage", isStreaming() ? STREAMING : SNAPSHOT);
    document.put("through_us", throughMicros);
    document.put("log", log);
    place.ifPresent(p -> p.writeTo(document.putObject("offset")));
    ArrayNode covered = document.putArray("tables");
    tables.forEach(covered::add);
    instructions.writeTo(document);
    return Json.bytes(document);
  }

  /// Reads what [#toJson()] wrote.
  ///
  /// @throws dev.hayase.event.wire.MalformedRecordException when it is something else
  public static CapturePosition fromJson(byte[] json) {
    return Json.read(json, "A capture's position", CapturePosition::of);
  }

  private static CapturePosition of(JsonNode document) {
    boolean streaming = document.required("stage").asString().equals(STREAMING);
    SortedSet<String> tables = new TreeSet<>();
    document.required("tables").forEach(t -> tables.add(t.asString()));
    return new CapturePosition(
        document.required("source").asString(),
        document.required("log").asString(),
        new SequenceNumber(
            document.required("epoch").asLong(), document.required("ordinal").asLong()),
        streaming ? Optional.of(LogPlace.of(document.required("offset"))) : Optional.empty(),
        document.required("through_us").asLong(),
        tables,
        Instructions.of(document));
  }
}
