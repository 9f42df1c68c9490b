package dev.hayase.log.http.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.log.event.Document;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Several records of a user in one of Kinesis's, as the Kinesis Producer Library packs them: four
/// bytes by which it is known, a protobuf message, and the message's MD5.
///
/// Only one whose MD5 is right is an aggregate; anything else is data that happens to begin so.
final class Aggregate {
  private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};
  private static final int MD5_LENGTH = 16;

  private static final int PARTITION_KEY_TABLE = 1;
  private static final int RECORDS = 3;
  private static final int RECORD_PARTITION_KEY_INDEX = 1;
  private static final int RECORD_DATA = 3;

  private Aggregate() {}

  /// A record of the user's.
  record UserRecord(String partitionKey, Document data) {}

  /// What is packed in the data; empty when nothing is.
  static Optional<List<UserRecord>> unpack(byte[] data) {
    int end = data.length - MD5_LENGTH;
    if (end <= MAGIC.length
        || !Arrays.equals(data, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
        || !hasDigest(data, end)) {
      return Optional.empty();
    }
    try {
      return Optional.of(records(new ProtobufFields(data, MAGIC.length, end)));
    } catch (IndexOutOfBoundsException _) {
      return Optional.empty();
    }
  }

  private static boolean hasDigest(byte[] data, int end) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      digest.update(data, MAGIC.length, end - MAGIC.length);
      return Arrays.equals(digest.digest(), Arrays.copyOfRange(data, end, data.length));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<UserRecord> records(ProtobufFields message) {
    List<String> keys = new ArrayList<>();
    List<ProtobufFields> packed = new ArrayList<>();
    while (message.next()) {
      switch (message.number()) {
        case PARTITION_KEY_TABLE -> {
          Document text = message.bytes();
          keys.add(new String(text.array(), text.offset(), text.length(), UTF_8));
        }
        case RECORDS -> packed.add(message.message());
        default -> {}
      }
    }
    List<UserRecord> records = new ArrayList<>(packed.size());
    for (ProtobufFields record : packed) {
      records.add(record(record, keys));
    }
    return records;
  }

  private static UserRecord record(ProtobufFields record, List<String> keys) {
    long key = 0;
    Document data = Document.of(new byte[0]);
    while (record.next()) {
      switch (record.number()) {
        case RECORD_PARTITION_KEY_INDEX -> key = record.integer();
        case RECORD_DATA -> data = record.bytes();
        default -> {}
      }
    }
    return new UserRecord(keys.get(Math.clamp(key, -1, Integer.MAX_VALUE)), data);
  }
}
