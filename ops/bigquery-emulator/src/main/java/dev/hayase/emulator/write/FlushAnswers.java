package dev.hayase.emulator.write;

import com.google.cloud.bigquery.storage.v1.FlushRowsResponse;
import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import dev.hayase.emulator.store.StreamOutcome.Flush;
import dev.hayase.emulator.store.StreamType;
import io.grpc.Status.Code;

/// What `FlushRows` answers. Codes are those that Beam's sink tells apart: ALREADY_EXISTS for what
/// was flushed before, INVALID_ARGUMENT once the stream is finalized, OUT_OF_RANGE beyond the end
/// ([StorageApiFlushAndFinalizeDoFn](https://github.com/apache/beam/blob/master/sdks/java/io/google-cloud-platform/src/main/java/org/apache/beam/sdk/io/gcp/bigquery/StorageApiFlushAndFinalizeDoFn.java),
/// with the words in [beam#30177](https://github.com/apache/beam/issues/30177)).
final class FlushAnswers {
  private FlushAnswers() {}

  static FlushRowsResponse of(Flush outcome, String stream, long offset) {
    return switch (outcome) {
      case Flush.Done _ -> FlushRowsResponse.newBuilder().setOffset(offset).build();
      case Flush.Already(long flushed) ->
          throw Refusal.storage(
                  Code.ALREADY_EXISTS,
                  StorageErrorCode.OFFSET_ALREADY_EXISTS,
                  stream,
                  "Offset "
                      + offset
                      + " is already flushed, the stream is flushed up to offset "
                      + flushed
                      + " Entity: "
                      + stream)
              .toException();
      case Flush.BeyondEnd _ ->
          throw Refusal.storage(
                  Code.OUT_OF_RANGE,
                  StorageErrorCode.OFFSET_OUT_OF_RANGE,
                  stream,
                  "Offset " + offset + " is beyond the end of the stream Entity: " + stream)
              .toException();
      case Flush.Finalized _ ->
          throw Refusal.storage(
                  Code.INVALID_ARGUMENT,
                  StorageErrorCode.STREAM_FINALIZED,
                  stream,
                  "Stream has been finalized and cannot be flushed. Entity: " + stream)
              .toException();
      case Flush.NotBuffered(StreamType type) ->
          throw Refusal.storage(
                  Code.INVALID_ARGUMENT,
                  StorageErrorCode.INVALID_STREAM_TYPE,
                  stream,
                  "Stream must be created in buffered mode, actual: "
                      + CommitAnswers.internalName(type)
                      + " Entity: "
                      + stream)
              .toException();
      case Flush.Missing _ -> throw Refusal.missingStream(stream).toException();
    };
  }
}
