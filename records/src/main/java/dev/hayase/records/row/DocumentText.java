package dev.hayase.records.row;

import dev.hayase.records.connect.ConnectTable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Puts a document's identity and the document together as one row's JSON: both travel as text that
/// holds JSON, the one in the record's key, the other in its envelope.
final class DocumentText {
  private static final byte[] ID = utf8("{\"" + ConnectTable.DOCUMENT_ID + "\":");
  private static final byte[] DOCUMENT = utf8(",\"" + ConnectTable.DOCUMENT + "\":");

  private byte[] bytes = new byte[1024];
  private int size;
  private boolean open;

  void begin() {
    size = 0;
    open = false;
  }

  byte[] bytes() {
    return bytes;
  }

  /// Where the row's JSON ends.
  int end() {
    put(new byte[] {'}'}, 0, 1);
    return size;
  }

  /// Takes the identity under the cursor.
  void appendId(JsonCursor json) {
    append(ID, json, "the record's key has an identity that is no text");
    open = true;
  }

  /// Takes the document under the cursor.
  void append(JsonCursor json) {
    if (!open) {
      throw new Unfit("the record's key has no document's identity");
    }
    append(DOCUMENT, json, "is no document as text");
  }

  private void append(byte[] name, JsonCursor json, String otherwise) {
    if (json.peek() != '"') {
      throw new Unfit(otherwise);
    }
    put(name, 0, name.length);
    int from = json.position();
    json.string();
    put(json.document(), from, json.position());
  }

  private void put(byte[] source, int from, int to) {
    if (bytes.length - size < to - from) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + to - from));
    }
    System.arraycopy(source, from, bytes, size, to - from);
    size += to - from;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
