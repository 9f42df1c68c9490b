package dev.hayase.log.http.kinesis;

import dev.hayase.log.http.kinesis.KinesisException.ErrorName;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// What a client is told.
final class Answers {
  /// The greatest hash of a partition key.
  private static final BigInteger LAST_HASH = BigInteger.TWO.pow(128).subtract(BigInteger.ONE);

  private Answers() {}

  static Consumer<JsonGenerator> error(ErrorName type, String message) {
    return out -> {
      out.writeStartObject();
      out.writeStringProperty("__type", type.word());
      out.writeStringProperty("message", message);
      out.writeEndObject();
    };
  }

  static Consumer<JsonGenerator> put(PutResult.Taken taken) {
    return out -> {
      out.writeStartObject();
      write(out, taken);
      out.writeStringProperty("EncryptionType", "NONE");
      out.writeEndObject();
    };
  }

  private static void write(JsonGenerator out, PutResult.Taken taken) {
    out.writeStringProperty("SequenceNumber", taken.sequence());
    out.writeStringProperty("ShardId", taken.shard());
  }

  private static void write(JsonGenerator out, ErrorName code, String reason) {
    out.writeStringProperty("ErrorCode", code.word());
    out.writeStringProperty("ErrorMessage", reason);
  }

  /// @param results in the order of the records
  static Consumer<JsonGenerator> put(List<PutResult> results) {
    return out -> {
      out.writeStartObject();
      out.writeNumberProperty("FailedRecordCount", failed(results));
      out.writeStringProperty("EncryptionType", "NONE");
      out.writeArrayPropertyStart("Records");
      for (PutResult result : results) {
        out.writeStartObject();
        switch (result) {
          case PutResult.Taken taken -> write(out, taken);
          case PutResult.Again(String reason) -> write(out, ErrorName.THROUGHPUT_EXCEEDED, reason);
          case PutResult.Refused(String reason) -> write(out, ErrorName.INVALID_ARGUMENT, reason);
        }
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    };
  }

  private static int failed(List<PutResult> results) {
    return (int) results.stream().filter(result -> !(result instanceof PutResult.Taken)).count();
  }

  /// The partitions as shards. Kafka does not place keys by Kinesis's hash: any shard may take any
  /// key, so that each of them has the whole range.
  ///
  /// The producer library sorts shards by where they end, expects every record in the first one,
  /// and asks for the list again when a record is in one of a higher number, which it takes for a
  /// split. The last shard ends one earlier than the others, and so is the one that it expects.
  static Consumer<JsonGenerator> shards(int partitions) {
    return out -> {
      out.writeStartObject();
      out.writeArrayPropertyStart("Shards");
      for (int partition = 0; partition < partitions; partition++) {
        boolean last = partition == partitions - 1;
        out.writeStartObject();
        out.writeStringProperty("ShardId", PutResult.shard(partition));
        out.writeObjectPropertyStart("HashKeyRange");
        out.writeStringProperty("StartingHashKey", "0");
        out.writeStringProperty(
            "EndingHashKey",
            (last && partition > 0 ? LAST_HASH.subtract(BigInteger.ONE) : LAST_HASH).toString());
        out.writeEndObject();
        out.writeObjectPropertyStart("SequenceNumberRange");
        out.writeStringProperty("StartingSequenceNumber", "0");
        out.writeEndObject();
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    };
  }

  static Consumer<JsonGenerator> summary(String stream, String region, int partitions) {
    return out -> {
      out.writeStartObject();
      out.writeObjectPropertyStart("StreamDescriptionSummary");
      out.writeStringProperty("StreamName", stream);
      out.writeStringProperty(
          "StreamARN", "arn:aws:kinesis:%s:000000000000:stream/%s".formatted(region, stream));
      out.writeStringProperty("StreamStatus", "ACTIVE");
      out.writeStringProperty("EncryptionType", "NONE");
      out.writeNumberProperty("OpenShardCount", partitions);
      out.writeEndObject();
      out.writeEndObject();
    };
  }
}
