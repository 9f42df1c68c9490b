package dev.hayase.log.http.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/// Packs records as the Kinesis Producer Library does.
final class Packing {
  private final List<String> keys = new ArrayList<>();
  private final ByteArrayOutputStream records = new ByteArrayOutputStream();

  Packing add(String partitionKey, String data) {
    if (!keys.contains(partitionKey)) {
      keys.add(partitionKey);
    }
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    varint(record, 1 << 3);
    varint(record, keys.indexOf(partitionKey));
    // A hash key index and a tag, which nobody needs here.
    varint(record, 2 << 3);
    varint(record, 0);
    bytes(record, 3, data.getBytes(UTF_8));
    bytes(record, 4, new byte[] {10, 1, 'k'});
    bytes(records, 3, record.toByteArray());
    return this;
  }

  byte[] message() {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    keys.forEach(key -> bytes(message, 1, key.getBytes(UTF_8)));
    bytes(message, 2, "42".getBytes(UTF_8));
    message.writeBytes(records.toByteArray());
    return message.toByteArray();
  }

  byte[] packed() {
    return around(message());
  }

  /// A message, with what makes it an aggregate.
  static byte[] around(byte[] message) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(new byte[] {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2});
    all.writeBytes(message);
    try {
      all.writeBytes(MessageDigest.getInstance("MD5").digest(message));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    return all.toByteArray();
  }

  private static void bytes(ByteArrayOutputStream out, int field, byte[] bytes) {
    varint(out, (field << 3) | 2);
    varint(out, bytes.length);
    out.writeBytes(bytes);
  }

  private static void varint(ByteArrayOutputStream out, int value) {
    int rest = value;
    while (rest > 127) {
      out.write((rest & 127) | 128);
      rest >>>= 7;
    }
    out.write(rest);
  }
}
