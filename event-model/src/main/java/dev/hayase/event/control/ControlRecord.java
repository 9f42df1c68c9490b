package dev.hayase.event.control;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.topic.RowTopic;
import dev.hayase.event.wire.Json;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.event.wire.WireVersion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What happened to a whole table. One copy stands in every partition of the table's topic, among
/// the rows in their order; each copy is numbered like a row, and its value is the same in all of
/// them.
///
/// The kinds differ in what a reader owes once it has passed the copies of all partitions: after a
/// snapshot's end, and after a truncate, rows older than [#cutoff()] are gone from the source.
public sealed interface ControlRecord {

  /// The table.
  RowTopic topic();

  /// How many partitions the topic had, and so how many copies there are.
  int partitions();

  /// When it happened, microseconds since 1970 by the source's clock.
  long micros();

  /// Rows of the table with a lower sequence number are no longer in the source, once the copies in
  /// all partitions were passed. (A snapshot's start removes nothing: its cutoff is the lowest
  /// number.)
  SequenceNumber cutoff();

  /// The value of the header `hayase-control`.
  Kind kind();

  /// The kinds under their wire names.
  enum Kind {
    SNAPSHOT_START("snapshot-start"),
    SNAPSHOT_END("snapshot-end"),
    TRUNCATE("truncate");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }

    static Kind ofCode(String code) {
      for (Kind kind : values()) {
        if (kind.code.equals(code)) {
          return kind;
        }
      }
      throw new MalformedRecordException("A control record has the unknown kind '" + code + "'");
    }
  }

  /// The rows that follow, up to the snapshot's end, are the table as it is.
  ///
  /// @param snapshotId the same on its rows (header `hayase-snapshot`) and its end
  /// @param startedAt the number of this record's copy with the lowest one
  record SnapshotStart(
      RowTopic topic, int partitions, long micros, String snapshotId, SequenceNumber startedAt)
      implements ControlRecord {
    @Override
    public Kind kind() {
      return Kind.SNAPSHOT_START;
    }

    @Override
    public SequenceNumber cutoff() {
      return new SequenceNumber(0, 0);
    }
  }

  /// Every row of the snapshot stands before this record.
  ///
  /// @param startedAt the [SnapshotStart#startedAt()] of the same snapshot
  record SnapshotEnd(
      RowTopic topic, int partitions, long micros, String snapshotId, SequenceNumber startedAt)
      implements ControlRecord {
    @Override
    public Kind kind() {
      return Kind.SNAPSHOT_END;
    }

    @Override
    public SequenceNumber cutoff() {
      return startedAt;
    }
  }

  /// The table was emptied.
  ///
  /// @param truncatedAt the number of this record's copy with the lowest one
  record Truncate(RowTopic topic, int partitions, long micros, SequenceNumber truncatedAt)
      implements ControlRecord {
    @Override
    public Kind kind() {
      return Kind.TRUNCATE;
    }

    @Override
    public SequenceNumber cutoff() {
      return truncatedAt;
    }
  }

  /// The record value.
  default byte[] toJson() {
    ObjectNode document = Json.object();
    document.put("version", WireVersion.CURRENT);
    document.put("kind", kind().code());
    document.put("source", topic().source());
    document.put("schema", topic().schema());
    document.put("table", topic().table());
    document.put("partitions", partitions());
    document.put("ts_us", micros());
    switch (this) {
      case SnapshotStart start -> putSnapshot(document, start.snapshotId(), start.startedAt());
      case SnapshotEnd end -> putSnapshot(document, end.snapshotId(), end.startedAt());
      case Truncate truncate -> document.put("seq", truncate.truncatedAt().toString());
    }
    return Json.bytes(document);
  }

  private static void putSnapshot(ObjectNode document, String id, SequenceNumber startedAt) {
    document.put("snapshotId", id);
    document.put("startSeq", startedAt.toString());
  }

  /// Reads what [#toJson()] wrote.
  ///
  /// @throws MalformedRecordException when it is something else
  static ControlRecord fromJson(byte[] json) {
    return Json.read(json, "A control record", ControlRecord::of);
  }

  private static ControlRecord of(JsonNode document) {
    RowTopic topic =
        RowTopic.of(
            document.required("source").asString(),
            document.required("schema").asString(),
            document.required("table").asString());
    int partitions = document.required("partitions").asInt();
    long micros = document.required("ts_us").asLong();
    return switch (Kind.ofCode(document.required("kind").asString())) {
      case SNAPSHOT_START ->
          new SnapshotStart(
              topic, partitions, micros, snapshotId(document), number(document, "startSeq"));
      case SNAPSHOT_END ->
          new SnapshotEnd(
              topic, partitions, micros, snapshotId(document), number(document, "startSeq"));
      case TRUNCATE -> new Truncate(topic, partitions, micros, number(document, "seq"));
    };
  }

  private static String snapshotId(JsonNode document) {
    return document.required("snapshotId").asString();
  }

  private static SequenceNumber number(JsonNode document, String field) {
    return SequenceNumber.parse(document.required(field).asString());
  }
}
