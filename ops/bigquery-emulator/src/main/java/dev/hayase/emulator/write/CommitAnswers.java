package dev.hayase.emulator.write;

import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsResponse;
import com.google.cloud.bigquery.storage.v1.StorageError;
import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import dev.hayase.emulator.store.StreamOutcome.Commit;
import dev.hayase.emulator.store.StreamType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `BatchCommitWriteStreams` answers: a commit time, or the streams that stand in the way. The
/// words for a wrong type are
/// [nodejs-bigquery-storage#413](https://github.com/googleapis/nodejs-bigquery-storage/issues/413)'s.
final class CommitAnswers {
  private CommitAnswers() {}

  static BatchCommitWriteStreamsResponse of(Commit outcome) {
    BatchCommitWriteStreamsResponse.Builder response = BatchCommitWriteStreamsResponse.newBuilder();
    switch (outcome) {
      case Commit.Done(Instant time) -> response.setCommitTime(StreamDescriptions.timestamp(time));
      case Commit.Refused(List<Commit.Problem> problems) ->
          problems.forEach(problem -> response.addStreamErrors(error(problem)));
    }
    return response.build();
  }

  private static StorageError error(Commit.Problem problem) {
    return switch (problem.reason()) {
      case NOT_FOUND ->
          error(problem, StorageErrorCode.STREAM_NOT_FOUND, "Requested entity was not found.");
      case NOT_PENDING ->
          error(
              problem,
              StorageErrorCode.INVALID_STREAM_TYPE,
              "Stream must be created in pending mode, actual: " + internalName(problem.type()));
      case NOT_FINALIZED ->
          error(
              problem,
              StorageErrorCode.INVALID_STREAM_STATE,
              "Stream must be finalized before it is committed.");
      case ALREADY_COMMITTED ->
          error(problem, StorageErrorCode.STREAM_ALREADY_COMMITTED, "Stream is already committed.");
    };
  }

  private static StorageError error(Commit.Problem problem, StorageErrorCode code, String message) {
    return StorageError.newBuilder()
        .setEntity(problem.stream())
        .setCode(code)
        .setErrorMessage(message)
        .build();
  }

  /// BigQuery's own name of a type, as its messages show it.
  static String internalName(@Nullable StreamType type) {
    return type == StreamType.COMMITTED ? "WRITE_OPTIMIZED" : String.valueOf(type);
  }
}
