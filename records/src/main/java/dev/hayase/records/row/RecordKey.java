package dev.hayase.records.row;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes the primary key of a row out of a record's key, as producers write keys: an object with
/// the key's columns; or the one column's value, as JSON or as plain text.
final class RecordKey {
  private final JsonCursor json = new JsonCursor();

  void write(ObjectPlan plan, byte[] key, ProtoBuffer out) {
    json.reset(key);
    if (key.length > 0 && json.peek() == '{') {
      plan.writeKey(json, out);
      json.expectEnd();
      return;
    }
    String column =
        plan.onlyKey()
            .orElseThrow(
                () -> new Unfit("the record's key is no JSON object with the columns of the key"));
    int size = out.size();
    try {
      writeObject(plan, object(column, key), out);
    } catch (Unfit _) {
      out.truncate(size);
      writeObject(plan, object(column, quoted(key)), out);
    }
  }

  private void writeObject(ObjectPlan plan, byte[] object, ProtoBuffer out) {
    json.reset(object);
    plan.writeKey(json, out);
    json.expectEnd();
  }

  private static byte[] object(String column, byte[] value) {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    object.write('{');
    object.writeBytes(quoted(column.getBytes(StandardCharsets.UTF_8)));
    object.write(':');
    object.writeBytes(value);
    object.write('}');
    return object.toByteArray();
  }

  private static byte[] quoted(byte[] text) {
    ByteArrayOutputStream quoted = new ByteArrayOutputStream();
    quoted.write('"');
    for (byte b : text) {
      if (b == '"' || b == '\\') {
        quoted.write('\\');
        quoted.write(b);
      } else if (b >= 0 && b < ' ') {
        quoted.writeBytes("\\u%04x".formatted((int) b).getBytes(StandardCharsets.US_ASCII));
      } else {
        quoted.write(b);
      }
    }
    quoted.write('"');
    return quoted.toByteArray();
  }
}
