package dev.hayase.records.row;

import dev.hayase.records.connect.SourcePosition;
import dev.hayase.records.connect.SourcePosition.Field;
import java.util.stream.Stream;

/// Takes what a source block, or a flattened row's metadata, says about the change's place in its
/// source's log.
final class SourceBlock {
  private static final Field[] FIELDS = Field.values();
  private static final byte[][] NAMES = Stream.of(FIELDS).map(Field::bytes).toArray(byte[][]::new);

  private final SourcePosition position;

  SourceBlock(SourcePosition position) {
    this.position = position;
  }

  /// Takes the value of the field whose name is under the cursor, if it says anything.
  boolean take(JsonCursor json) {
    return take(json, json.textStart());
  }

  /// Likewise, for a name that has a prefix.
  ///
  /// @param nameStart where the name begins after its prefix
  boolean take(JsonCursor json, int nameStart) {
    for (int i = 0; i < NAMES.length; i++) {
      if (json.textIs(NAMES[i], nameStart)) {
        read(json, FIELDS[i]);
        return true;
      }
    }
    return false;
  }

  private void read(JsonCursor json, Field field) {
    if (json.nullNext()) {
      return;
    }
    byte next = json.peek();
    if (next == '"') {
      json.string();
      position.text(field, json.textBuffer(), json.textStart(), json.textEnd());
    } else if (next == '-' || (next >= '0' && next <= '9')) {
      position.number(field, FormWriter.integer(json));
    } else {
      json.skipValue();
    }
  }
}
