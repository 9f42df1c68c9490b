package dev.hayase.records.row;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes the fields of one kind of JSON object as the fields of one message, in the order in which
/// they stand: for each field its name as bytes and its writer. Compiled once, used by one thread
/// at a time, and never within itself.
final class ObjectPlan {
  private final PlannedField[] fields;
  private final FieldRules rules;
  private final int keyFields;
  private final Map<String, PlannedField> byName = new HashMap<>();

  /// For each field the last object that had it, by number, so that nothing has to be cleared.
  private final int[] seenIn;

  /// For each field of the key where its bytes stand in what the last object was written to.
  private final int[] keyFrom;

  private final int[] keyTo;

  private int object;

  ObjectPlan(PlannedField[] fields, FieldRules rules) {
    this.fields = fields;
    this.rules = rules;
    this.seenIn = new int[fields.length];
    this.keyFrom = new int[fields.length];
    this.keyTo = new int[fields.length];
    this.keyFields = (int) Arrays.stream(fields).filter(PlannedField::key).count();
    for (PlannedField field : fields) {
      byName.put(field.column(), field);
    }
  }

  /// A field.
  ///
  /// @param column its name in the record
  /// @param name the same in UTF-8
  /// @param asWritten the same as it mostly stands in a record
  /// @param index in the plan
  /// @param key whether it belongs to the primary key
  /// @param required whether it must not be null
  @SuppressWarnings("ArrayRecordComponent") // shared, never changed
  record PlannedField(
      String column,
      byte[] name,
      byte[] asWritten,
      int index,
      boolean key,
      boolean required,
      FieldWriter writer) {
    static PlannedField of(
        String column, int index, boolean key, boolean required, FieldWriter writer) {
      byte[] name = column.getBytes(StandardCharsets.UTF_8);
      byte[] asWritten = JsonCursor.asWritten(column);
      return new PlannedField(column, name, asWritten, index, key, required, writer);
    }
  }

  /// Writes the object under the cursor.
  ///
  /// @param keyNeeded whether the fields of the primary key must not be null
  void write(JsonCursor json, ProtoBuffer out, boolean keyNeeded) {
    if (writeFields(json, out, keyNeeded) < fields.length) {
      for (PlannedField field : fields) {
        if (seenIn[field.index()] != object) {
          missing(field, keyNeeded);
        }
      }
    }
  }

  private void missing(PlannedField field, boolean keyNeeded) {
    if (!rules.missingIsNull()) {
      throw new Unfit("is in the record's schema but not in the record").in(field.column());
    }
    if (field.required()) {
      throw new Unfit("is REQUIRED and not in the record").in(field.column());
    }
    if (keyNeeded && field.key()) {
      throw new Unfit("belongs to the primary key and is not in the record").in(field.column());
    }
  }

  /// The column that is the primary key by itself.
  Optional<String> onlyKey() {
    return keyFields == 1
        ? Arrays.stream(fields).filter(PlannedField::key).map(PlannedField::column).findFirst()
        : Optional.empty();
  }

  /// Writes the object under the cursor, which has the fields of the primary key and no others.
  void writeKey(JsonCursor json, ProtoBuffer out) {
    int written = writeFields(json, out, true);
    boolean whole = written == keyFields;
    for (PlannedField field : fields) {
      whole &= !field.key() || seenIn[field.index()] == object;
    }
    if (!whole) {
      throw new Unfit("the record's key is not the primary key of its schema");
    }
  }

  /// The bytes of the key in what the last object was written to, in the plan's order.
  void copyKey(ProtoBuffer written, ProtoBuffer key) {
    key.clear();
    for (PlannedField field : fields) {
      if (field.key()) {
        key.copy(written, keyFrom[field.index()], keyTo[field.index()]);
      }
    }
  }

  private int writeFields(JsonCursor json, ProtoBuffer out, boolean keyNeeded) {
    nextObject();
    int written = 0;
    int expected = 0;
    json.beginObject();
    while (true) {
      PlannedField field;
      if (expected < fields.length && json.nextFieldIs(fields[expected].asWritten())) {
        field = fields[expected];
      } else if (json.nextField()) {
        field = field(json, expected);
      } else {
        return written;
      }
      if (field == null) {
        json.skipValue();
        continue;
      }
      if (seenIn[field.index()] == object) {
        throw new Unfit("stands twice in the record").in(field.column());
      }
      seenIn[field.index()] = object;
      expected = field.index() + 1;
      written++;
      int from = out.size();
      write(field, json, out, keyNeeded);
      if (field.key()) {
        keyFrom[field.index()] = from;
        keyTo[field.index()] = out.size();
      }
    }
  }

  private static void write(
      PlannedField field, JsonCursor json, ProtoBuffer out, boolean keyNeeded) {
    try {
      if (!json.nullNext()) {
        field.writer().write(json, out);
      } else if (keyNeeded && field.key()) {
        throw new Unfit("is null and belongs to the primary key");
      } else if (field.required()) {
        throw new Unfit("is null and REQUIRED");
      }
    } catch (Unfit unfit) {
      throw unfit.in(field.column());
    }
  }

  /// The field whose name was read. Null for one that is passed over.
  ///
  /// @param expected the index of the one that mostly stands here
  private @Nullable PlannedField field(JsonCursor json, int expected) {
    if (expected < fields.length && json.textIs(fields[expected].name())) {
      return fields[expected];
    }
    String name =
        new String(
            json.textBuffer(),
            json.textStart(),
            json.textEnd() - json.textStart(),
            StandardCharsets.UTF_8);
    PlannedField field = byName.get(name);
    if (field == null && !rules.ignoresUnknown()) {
      throw new Unfit(rules.unknown()).in(name);
    }
    return field;
  }

  private void nextObject() {
    if (++object == Integer.MAX_VALUE) {
      Arrays.fill(seenIn, 0);
      object = 1;
    }
  }
}
