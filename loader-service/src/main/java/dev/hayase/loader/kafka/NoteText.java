package dev.hayase.loader.kafka;

import dev.hayase.event.wire.Json;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.event.wire.WireVersion;
import dev.hayase.loader.batch.CommitNote;
import dev.hayase.loader.batch.Ledger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A [CommitNote] as the metadata of a Kafka commit: JSON with a version, within the 4,096 bytes
/// that brokers allow by default.
final class NoteText {
  private static final int LIMIT = 4096;

  private NoteText() {}

  static String write(CommitNote note) {
    List<String> passed = note.passed();
    String text = write(note, passed);
    while (text.getBytes(StandardCharsets.UTF_8).length > LIMIT && !passed.isEmpty()) {
      passed = passed.subList(1, passed.size());
      text = write(note, passed);
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > LIMIT) {
      throw new IllegalStateException(
          "The commit's metadata is longer than Kafka takes: " + text.length());
    }
    return text;
  }

  private static String write(CommitNote note, List<String> passed) {
    ObjectNode document = Json.object();
    document.put("version", WireVersion.CURRENT);
    note.topicId().ifPresent(id -> document.put("topicId", id));
    note.stream().ifPresent(stream -> document.put("stream", stream));
    if (note.rows() != Ledger.UNKNOWN) {
      document.put("rows", note.rows());
    }
    if (note.foldTo() > 0) {
      document.put("foldTo", note.foldTo());
    }
    if (!passed.isEmpty()) {
      passed.forEach(document.putArray("passed")::add);
    }
    return new String(Json.bytes(document), StandardCharsets.UTF_8);
  }

  /// Reads metadata; what is not ours tells nothing.
  ///
  /// @throws WireVersion.UnknownWireVersionException when a newer loader wrote it
  static CommitNote read(@Nullable String metadata) {
    if (metadata == null || metadata.isBlank()) {
      return CommitNote.NONE;
    }
    try {
      return Json.read(
          metadata.getBytes(StandardCharsets.UTF_8), "The commit's metadata", NoteText::note);
    } catch (MalformedRecordException e) {
      return CommitNote.NONE;
    }
  }

  private static CommitNote note(JsonNode document) {
    List<String> passed = new ArrayList<>();
    document.path("passed").forEach(p -> passed.add(p.asString()));
    return new CommitNote(
        text(document, "stream"),
        document.path("rows").asLong(Ledger.UNKNOWN),
        passed,
        text(document, "topicId"),
        document.path("foldTo").asLong(0));
  }

  private static Optional<String> text(JsonNode document, String field) {
    return Optional.ofNullable(document.get(field)).map(JsonNode::asString);
  }
}
