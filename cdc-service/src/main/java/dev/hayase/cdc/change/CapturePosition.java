package dev.hayase.cdc.change;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.wire.Json;
import dev.hayase.event.wire.WireVersion;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Where the capture of a source stands: what a restart needs to go on as if nothing had happened.
/// A record of the topic `hayase.offsets`, sent in the same transaction as the changes up to it.
///
/// @param slot the replication slot that this position belongs to
/// @param sequence the last number given
/// @param stage whether the initial snapshot is over
/// @param place where the log was read to; without meaning during the snapshot
/// @param throughMicros the last T that was announced; 0 before the first
/// @param tables topics of the tables that the snapshot covered
public record CapturePosition(
    String source,
    String slot,
    SequenceNumber sequence,
    Stage stage,
    LogPlace place,
    long throughMicros,
    SortedSet<String> tables) {

  /// Snapshot first, then the log.
  public enum Stage {
    SNAPSHOT,
    STREAMING
  }

  public CapturePosition {
    tables = new TreeSet<>(tables);
  }

  /// The same with other tables.
  public CapturePosition covering(SortedSet<String> otherTables) {
    return new CapturePosition(source, slot, sequence, stage, place, throughMicros, otherTables);
  }

  /// The record value.
  public byte[] toJson() {
    ObjectNode document = Json.object();
    document.put("version", WireVersion.CURRENT);
    document.put("source", source);
    document.put("epoch", sequence.epoch());
    document.put("ordinal", sequence.ordinal());
    document.put("stage", stage.name());
    document.put("through_us", throughMicros);
    document.putObject("partition").put("slot", slot);
    ObjectNode offset = document.putObject("offset");
    offset.put("commit_lsn", place.commit());
    offset.put("lsn", place.lsn());
    offset.put("index", place.index());
    ArrayNode covered = document.putArray("tables");
    tables.forEach(covered::add);
    return Json.bytes(document);
  }

  /// Reads what [#toJson()] wrote.
  ///
  /// @throws dev.hayase.event.wire.MalformedRecordException when it is something else
  public static CapturePosition fromJson(byte[] json) {
    return Json.read(json, "A capture's position", CapturePosition::of);
  }

  private static CapturePosition of(JsonNode document) {
    JsonNode offset = document.required("offset");
    SortedSet<String> tables = new TreeSet<>();
    document.required("tables").forEach(t -> tables.add(t.asString()));
    return new CapturePosition(
        document.required("source").asString(),
        document.required("partition").required("slot").asString(),
        new SequenceNumber(
            document.required("epoch").asLong(), document.required("ordinal").asLong()),
        Stage.valueOf(document.required("stage").asString()),
        new LogPlace(
            offset.required("commit_lsn").asLong(),
            offset.required("lsn").asLong(),
            offset.required("index").asInt()),
        document.required("through_us").asLong(),
        tables);
  }
}
