package dev.hayase.records.row;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads Debezium's envelope from front to back. The row after the change is handed over where it
/// stands; the row before it is only located, since most rows need but one.
final class Envelope {
  private static final byte[] BEFORE = utf8("before");
  private static final byte[] AFTER = utf8("after");
  private static final byte[] SOURCE = utf8("source");
  private static final byte[] OP = utf8("op");
  private static final byte[] PAYLOAD = utf8("payload");
  private static final byte[] TS_MS = utf8("ts_ms");
  private static final byte[] TS_US = utf8("ts_us");
  private static final byte[] SNAPSHOT = utf8("snapshot");
  private static final byte[] FALSE = utf8("false");
  private static final String OPERATIONS = "rcud";

  private final JsonCursor json = new JsonCursor();
  private final @Nullable SourceBlock position;
  private byte[] operation = new byte[0];
  private boolean hasAfter;
  private boolean hasBefore;
  private int beforeStart;
  private int beforeEnd;
  private boolean hasSource;
  private long micros;
  private long millis;
  private boolean snapshot;

  /// An envelope of Hayase's, whose place in the source's order travels beside it.
  Envelope() {
    this(null);
  }

  /// @param position takes what the source block says about the change's place
  Envelope(@Nullable SourceBlock position) {
    this.position = position;
  }

  /// Reads an envelope, with or without Debezium's inline schema block.
  ///
  /// @param row reads the value under the cursor to its end
  void read(byte[] value, Consumer<JsonCursor> row) {
    read(value, 0, value.length, row);
  }

  /// Reads an envelope that is a part of the record.
  ///
  /// @param row reads the value under the cursor to its end
  void read(byte[] value, int from, int to, Consumer<JsonCursor> row) {
    operation = new byte[0];
    hasAfter = false;
    hasBefore = false;
    hasSource = false;
    micros = 0;
    millis = 0;
    snapshot = false;
    json.reset(value, from, to);
    readFields(row);
    json.expectEnd();
    check();
  }

  private void readFields(Consumer<JsonCursor> row) {
    json.beginObject();
    while (json.nextField()) {
      if (json.textIs(AFTER)) {
        if (hasAfter) {
          throw new Unfit("the envelope has two rows after the change");
        }
        hasAfter = !json.nullNext();
        if (hasAfter) {
          row.accept(json);
        }
      } else if (json.textIs(BEFORE)) {
        hasBefore = !json.nullNext();
        beforeStart = json.position();
        if (hasBefore) {
          json.skipValue();
        }
        beforeEnd = json.position();
      } else if (json.textIs(SOURCE)) {
        hasSource = true;
        readSource();
      } else if (json.textIs(OP)) {
        json.string();
        operation = text();
      } else if (json.textIs(PAYLOAD)) {
        readFields(row);
      } else {
        json.skipValue();
      }
    }
  }

  private void readSource() {
    json.beginObject();
    while (json.nextField()) {
      if (json.textIs(TS_US)) {
        micros = integer();
      } else if (json.textIs(TS_MS)) {
        millis = integer();
      } else if (json.textIs(SNAPSHOT) && json.peek() == '"') {
        json.string();
        snapshot = json.textEnd() > json.textStart() && !json.textIs(FALSE);
      } else if (position == null || !position.take(json)) {
        json.skipValue();
      }
    }
  }

  private long integer() {
    if (json.nullNext()) {
      return 0;
    }
    json.number();
    try {
      return IntegerText.digits(json);
    } catch (Unfit unfit) {
      throw new Unfit("the envelope has a time that is no integer");
    }
  }

  private byte[] text() {
    return Arrays.copyOfRange(json.textBuffer(), json.textStart(), json.textEnd());
  }

  private void check() {
    if (operation.length != 1 || (OPERATIONS.indexOf(operation[0]) < 0 && !truncates())) {
      throw new Unfit("the envelope's op is none of r, c, u and d");
    }
    if ((deletes() || truncates()) == hasAfter) {
      throw new Unfit(
          hasAfter
              ? "a " + (deletes() ? "delete" : "truncate") + " has a row after it"
              : "a change that is no delete has no row after it");
    }
    if (!hasSource || (micros == 0 && millis == 0)) {
      throw new Unfit("the envelope does not say when the source committed the change");
    }
  }

  boolean deletes() {
    return operation[0] == 'd';
  }

  /// Whether the table was emptied. Hayase's own captures say that in another way.
  boolean truncates() {
    return position != null && operation[0] == 't';
  }

  byte[] operation() {
    return operation;
  }

  boolean hasBefore() {
    return hasBefore;
  }

  int beforeStart() {
    return beforeStart;
  }

  int beforeEnd() {
    return beforeEnd;
  }

  long commitMicros() {
    return micros != 0 ? micros : millis * 1000;
  }

  boolean snapshot() {
    return snapshot;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
