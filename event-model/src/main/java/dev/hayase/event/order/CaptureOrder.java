package dev.hayase.event.order;

import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.event.wire.Json;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.event.wire.WireVersion;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What an operator wants of a source's capture: a record of the topic `hayase.sources.<source>`,
/// under an id of its own. The capture carries it out once, and deletes the record in the very
/// transaction in which it remembers what follows from it. The deletion of a refused order says
/// why, in the header [#REFUSAL].
public sealed interface CaptureOrder {
  /// The header of a deletion that refuses; its value is the reason, with the remedy.
  String REFUSAL = "hayase-refusal";

  /// Orders that are about one table.
  sealed interface OfTable extends CaptureOrder {
    ChangeTopic table();
  }

  /// Read a captured table anew, while the log is followed.
  ///
  /// @param where only rows of which this SQL expression is true; empty for all of them
  record SnapshotTable(ChangeTopic table, Optional<String> where) implements OfTable {}

  /// Capture another table: its changes from now on, and its rows.
  record AddTable(ChangeTopic table) implements OfTable {}

  /// Capture the table no longer, until it is added again.
  record RemoveTable(ChangeTopic table) implements OfTable {}

  /// Stop reading the source; its log is kept by the server meanwhile.
  record Pause() implements CaptureOrder {}

  /// Go on after a [Pause].
  record Resume() implements CaptureOrder {}

  /// Follow the log from now on, though changes before that were never read.
  ///
  /// @param resnapshot whether every table is read anew, which closes the gap in mirror tables
  record RestartFromNow(boolean resnapshot) implements CaptureOrder {}

  /// Stop reading a table anew, until it is resumed.
  record PauseSnapshot(ChangeTopic table) implements OfTable {}

  /// Go on reading a table anew where it was paused.
  record ResumeSnapshot(ChangeTopic table) implements OfTable {}

  /// Give up reading a table anew. What was read stays.
  record CancelSnapshot(ChangeTopic table) implements OfTable {}

  /// The record value.
  ///
  /// @param at when it was given
  default byte[] toJson(Instant at) {
    ObjectNode document = Json.object();
    document.put("version", WireVersion.CURRENT);
    document.put("order", code());
    if (this instanceof OfTable order) {
      document.put("table", order.table().name());
    }
    switch (this) {
      case SnapshotTable order -> order.where().ifPresent(where -> document.put("where", where));
      case RestartFromNow order -> document.put("resnapshot", order.resnapshot());
      default -> {}
    }
    document.put("at_ms", at.toEpochMilli());
    return Json.bytes(document);
  }

  /// The order's name in its record.
  default String code() {
    return switch (this) {
      case SnapshotTable _ -> "snapshot-table";
      case AddTable _ -> "add-table";
      case RemoveTable _ -> "remove-table";
      case Pause _ -> "pause";
      case Resume _ -> "resume";
      case RestartFromNow _ -> "restart-from-now";
      case PauseSnapshot _ -> "pause-snapshot";
      case ResumeSnapshot _ -> "resume-snapshot";
      case CancelSnapshot _ -> "cancel-snapshot";
    };
  }

  /// Reads what [#toJson] wrote.
  ///
  /// @throws MalformedRecordException when it is something else
  static CaptureOrder fromJson(byte[] json) {
    return Json.read(json, "An order for a capture", CaptureOrder::of);
  }

  private static CaptureOrder of(JsonNode document) {
    String code = document.required("order").asString();
    return switch (code) {
      case "snapshot-table" ->
          new SnapshotTable(
              table(document), Optional.ofNullable(document.get("where")).map(JsonNode::asString));
      case "add-table" -> new AddTable(table(document));
      case "remove-table" -> new RemoveTable(table(document));
      case "pause" -> new Pause();
      case "resume" -> new Resume();
      case "restart-from-now" -> new RestartFromNow(document.required("resnapshot").asBoolean());
      case "pause-snapshot" -> new PauseSnapshot(table(document));
      case "resume-snapshot" -> new ResumeSnapshot(table(document));
      case "cancel-snapshot" -> new CancelSnapshot(table(document));
      default -> throw new MalformedRecordException("There is no order '" + code + "'");
    };
  }

  private static ChangeTopic table(JsonNode document) {
    String name = document.required("table").asString();
    return ChangeTopic.parse(name)
        .orElseThrow(
            () -> new MalformedRecordException("'" + name + "' is not the topic of a table"));
  }
}
