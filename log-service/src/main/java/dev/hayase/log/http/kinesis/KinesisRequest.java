package dev.hayase.log.http.kinesis;

import dev.hayase.log.http.kinesis.KinesisException.ErrorName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// A request as far as it concerns us. Members that we do not know are passed over, as newer
/// clients may send them.
///
/// @param stream as Kinesis would call it
record KinesisRequest(String stream, List<Put> records) {
  private static final int MOST_RECORDS = 500;
  private static final int LONGEST_KEY = 256;

  KinesisRequest {
    records = List.copyOf(records);
  }

  /// A record that is put.
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Put(byte[] data, String partitionKey) {}

  /// Reads it.
  ///
  /// @throws KinesisException when it is none
  static KinesisRequest read(Encoding encoding, byte[] body, int length) {
    try (JsonParser in = encoding.parser(body, length)) {
      Reading reading = new Reading();
      reading.read(in);
      return reading.request();
    } catch (JacksonException _) {
      throw new KinesisException(
          ErrorName.SERIALIZATION, "The body is not what Content-Type says, or is cut off");
    }
  }

  /// The record of a request that puts one.
  Put single() {
    if (records.size() != 1) {
      throw new KinesisException(ErrorName.VALIDATION, "Data and PartitionKey must be there");
    }
    return records.getFirst();
  }

  /// The records of a request that puts many.
  List<Put> several() {
    if (records.isEmpty()) {
      throw new KinesisException(ErrorName.VALIDATION, "Records must have 1 to 500 members");
    }
    return records;
  }

  private static final class Reading {
    private final List<Put> records = new ArrayList<>();
    private @Nullable String name;
    private @Nullable String arn;

    void read(JsonParser in) {
      expect(JsonToken.START_OBJECT, in.nextToken());
      byte[] data = null;
      String partitionKey = null;
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String member = in.currentName();
        in.nextToken();
        switch (member) {
          case "StreamName" -> name = text(in);
          case "StreamARN" -> arn = text(in);
          case "Data" -> data = bytes(in);
          case "PartitionKey" -> partitionKey = text(in);
          case "Records" -> readRecords(in);
          default -> in.skipChildren();
        }
      }
      expect(JsonToken.END_OBJECT, in.currentToken());
      if (data != null && partitionKey != null) {
        add(data, partitionKey);
      }
    }

    private void readRecords(JsonParser in) {
      expect(JsonToken.START_ARRAY, in.currentToken());
      while (in.nextToken() == JsonToken.START_OBJECT) {
        readRecord(in);
      }
      expect(JsonToken.END_ARRAY, in.currentToken());
    }

    private void readRecord(JsonParser in) {
      byte[] data = null;
      String partitionKey = null;
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String member = in.currentName();
        in.nextToken();
        switch (member) {
          case "Data" -> data = bytes(in);
          case "PartitionKey" -> partitionKey = text(in);
          default -> in.skipChildren();
        }
      }
      expect(JsonToken.END_OBJECT, in.currentToken());
      if (data == null || partitionKey == null) {
        throw new KinesisException(
            ErrorName.VALIDATION,
            "records.%d.member: Data and PartitionKey must be there".formatted(records.size() + 1));
      }
      add(data, partitionKey);
    }

    private void add(byte[] data, String partitionKey) {
      if (partitionKey.isEmpty() || partitionKey.length() > LONGEST_KEY) {
        throw new KinesisException(
            ErrorName.VALIDATION, "PartitionKey must have 1 to " + LONGEST_KEY + " characters");
      }
      if (records.size() == MOST_RECORDS) {
        throw new KinesisException(ErrorName.VALIDATION, "Records must have 1 to 500 members");
      }
      records.add(new Put(data, partitionKey));
    }

    private static byte[] bytes(JsonParser in) {
      JsonToken token = in.currentToken();
      if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_EMBEDDED_OBJECT) {
        throw new KinesisException(ErrorName.SERIALIZATION, "Data is no bytes");
      }
      return in.getBinaryValue();
    }

    private static String text(JsonParser in) {
      expect(JsonToken.VALUE_STRING, in.currentToken());
      return in.getString();
    }

    private static void expect(JsonToken expected, @Nullable JsonToken found) {
      if (found != expected) {
        throw new KinesisException(
            ErrorName.SERIALIZATION,
            "The body has %s in the place of %s".formatted(found, expected));
      }
    }

    KinesisRequest request() {
      String stream = name == null ? arn : name;
      if (stream == null) {
        throw new KinesisException(
            ErrorName.INVALID_ARGUMENT, "StreamName or StreamARN must be there");
      }
      return new KinesisRequest(stream.substring(stream.lastIndexOf('/') + 1), records);
    }
  }
}
