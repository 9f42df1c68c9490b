package dev.hayase.records.row;

import dev.hayase.records.connect.SourcePosition;
import dev.hayase.records.connect.SourcePosition.Field;
import java.nio.charset.StandardCharsets;

/// Reads what Debezium's flattening transform adds to a row under names that begin with two
/// underscores: whether the row was deleted, what happened to it, when, and where in the log.
final class FlatMetadata {
  private static final byte[] DELETED = ascii("deleted");
  private static final byte[] OPERATION = ascii("op");
  private static final byte[] SOURCE = ascii("source_");
  private static final byte[] TS_MS = ascii("ts_ms");
  private static final byte[] SNAPSHOT = ascii("snapshot");
  private static final byte[] FALSE = ascii("false");
  private static final String OPERATIONS = "rcud";

  private final JsonCursor json = new JsonCursor();
  private final SourcePosition position;
  private final SourceBlock block;
  private boolean deleted;
  private byte operation;
  private long millis;

  FlatMetadata(SourcePosition position) {
    this.position = position;
    this.block = new SourceBlock(position);
  }

  void read(byte[] value, int from, int to) {
    deleted = false;
    operation = 0;
    millis = 0;
    json.reset(value, from, to);
    json.beginObject();
    while (json.nextField()) {
      int start = json.textStart() + 2;
      boolean metadata =
          json.textEnd() > start
              && json.textBuffer()[start - 2] == '_'
              && json.textBuffer()[start - 1] == '_';
      if (!metadata || !take(json.startsWith(SOURCE, start) ? start + SOURCE.length : start)) {
        json.skipValue();
      }
    }
    json.expectEnd();
    if (operation == 'r') {
      position.snapshot();
    }
  }

  private boolean take(int nameStart) {
    if (json.textIs(DELETED, nameStart)) {
      deleted = isTrue();
    } else if (json.textIs(OPERATION, nameStart)) {
      readOperation();
    } else if (json.textIs(TS_MS, nameStart)) {
      readMillis();
    } else if (json.textIs(SNAPSHOT, nameStart)) {
      if (isTrue()) {
        position.snapshot();
      }
    } else {
      return block.take(json, nameStart);
    }
    return true;
  }

  private boolean isTrue() {
    byte next = json.peek();
    if (next == '"') {
      json.string();
      // A snapshot's rows say true, first, last and the like; those of the log say false.
      return json.textEnd() > json.textStart() && !json.textIs(FALSE);
    }
    if (next == 't' || next == 'f') {
      return json.bool();
    }
    json.skipValue();
    return false;
  }

  private void readOperation() {
    if (json.peek() != '"') {
      json.skipValue();
      return;
    }
    json.string();
    if (json.textEnd() - json.textStart() == 1
        && OPERATIONS.indexOf(json.textBuffer()[json.textStart()]) >= 0) {
      operation = json.textBuffer()[json.textStart()];
    }
  }

  private void readMillis() {
    byte next = json.peek();
    if (next >= '0' && next <= '9') {
      // When the source committed goes before when the connector saw it, whichever comes first.
      millis = millis == 0 ? FormWriter.integer(json) : Math.min(millis, FormWriter.integer(json));
      position.number(Field.TS_MS, millis);
    } else {
      json.skipValue();
    }
  }

  boolean deleted() {
    return deleted || operation == 'd';
  }

  /// As the envelope would have said it.
  byte operation() {
    if (operation != 0) {
      return operation;
    }
    return (byte) (deleted ? 'd' : 'u');
  }

  /// Zero when the row does not say.
  long commitMicros() {
    return millis * 1000;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
