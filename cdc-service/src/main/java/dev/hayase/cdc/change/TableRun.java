package dev.hayase.cdc.change;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.event.wire.MalformedRecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A table that is read anew while the log is followed, and how far that is.
///
/// @param where only rows of which this SQL expression is true; empty for the whole table
/// @param incomplete whether rows of it are missing in its topic until it was read: then nothing is
///   said of it up to any time
/// @param paused whether it waits for an operator
/// @param key the columns by whose order it is read
/// @param id of the snapshot; empty until its first chunk is read
/// @param startedAt the number of the first record of the snapshot's start; empty until that is
///   sent, and where none is
/// @param last the key of the last row that was read, as texts; empty before the first
/// @param scanned how many rows were read
public record TableRun(
    ChangeTopic table,
    Optional<String> where,
    boolean incomplete,
    boolean paused,
    List<String> key,
    String id,
    Optional<SequenceNumber> startedAt,
    List<String> last,
    long scanned) {
  public TableRun {
    key = List.copyOf(key);
    last = List.copyOf(last);
  }

  /// A table of which nothing was read yet.
  public static TableRun fresh(ChangeTopic table, Optional<String> where, List<String> key) {
    return new TableRun(table, where, false, false, key, "", Optional.empty(), List.of(), 0);
  }

  /// A table whose rows, or some of them, are in no topic yet.
  public static TableRun missing(ChangeTopic table, List<String> key) {
    return new TableRun(
        table, Optional.empty(), true, false, key, "", Optional.empty(), List.of(), 0);
  }

  /// The same, from the beginning.
  public TableRun anew(List<String> newKey) {
    return new TableRun(
        table, where, incomplete, paused, newKey, "", Optional.empty(), List.of(), 0);
  }

  /// Whether its first chunk was begun.
  public boolean hasBegun() {
    return !id.isEmpty();
  }

  /// The same, begun.
  public TableRun begun(String newId, Optional<SequenceNumber> number) {
    return new TableRun(table, where, incomplete, paused, key, newId, number, last, scanned);
  }

  /// The same after more rows.
  ///
  /// @param lastKey the key of the last of them
  public TableRun advanced(List<String> lastKey, int rows) {
    return new TableRun(
        table, where, incomplete, paused, key, id, startedAt, lastKey, scanned + rows);
  }

  /// The same for who must not know a key: whoever goes on with it reads from the beginning, which
  /// sends rows again that were sent.
  public TableRun withoutLast() {
    return new TableRun(table, where, incomplete, paused, key, id, startedAt, List.of(), 0);
  }

  /// The same, waiting or not.
  public TableRun pausing(boolean nowPaused) {
    return new TableRun(table, where, incomplete, nowPaused, key, id, startedAt, last, scanned);
  }

  void writeTo(ObjectNode document) {
    document.put("table", table.name());
    where.ifPresent(text -> document.put("where", text));
    document.put("incomplete", incomplete);
    document.put("paused", paused);
    put(document.putArray("key"), key);
    document.put("id", id);
    startedAt.ifPresent(number -> document.put("start_seq", number.toString()));
    put(document.putArray("last"), last);
    document.put("scanned", scanned);
  }

  static TableRun of(JsonNode document) {
    String name = document.required("table").asString();
    return new TableRun(
        ChangeTopic.parse(name)
            .orElseThrow(
                () -> new MalformedRecordException("'" + name + "' is not the topic of a table")),
        Optional.ofNullable(document.get("where")).map(JsonNode::asString),
        document.required("incomplete").asBoolean(),
        document.required("paused").asBoolean(),
        texts(document.required("key")),
        document.required("id").asString(),
        Optional.ofNullable(document.get("start_seq"))
            .map(number -> SequenceNumber.parse(number.asString())),
        texts(document.required("last")),
        document.required("scanned").asLong());
  }

  private static void put(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asString()));
    return texts;
  }
}
