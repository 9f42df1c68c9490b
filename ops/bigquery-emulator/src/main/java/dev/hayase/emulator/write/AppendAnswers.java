package dev.hayase.emulator.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.protobuf.Int64Value;
import dev.hayase.emulator.store.Append.Outcome;
import dev.hayase.emulator.store.Versions;
import io.grpc.Status.Code;
import java.util.Optional;
import java.util.OptionalLong;

/// Outcomes in BigQuery's words.
final class AppendAnswers {
  private AppendAnswers() {}

  /// @param news a schema that the writer has not been told of
  static AppendRowsResponse of(
      Outcome outcome, StreamName stream, WriterRows rows, Optional<Versions.Version> news) {
    String name = stream.resource();
    return switch (outcome) {
      case Outcome.Appended(OptionalLong offset) -> appended(name, offset, news);
      case Outcome.OffsetExists(long expected, long received) ->
          offset(
              Code.ALREADY_EXISTS,
              StorageErrorCode.OFFSET_ALREADY_EXISTS,
              name,
              "The offset is within stream, expected offset "
                  + expected
                  + ", received "
                  + received);
      case Outcome.OffsetBeyond(long expected, long received) ->
          offset(
              Code.OUT_OF_RANGE,
              StorageErrorCode.OFFSET_OUT_OF_RANGE,
              name,
              "The offset is beyond stream, expected offset "
                  + expected
                  + ", received "
                  + received);
      case Outcome.StreamFinalized _ -> Refusal.finalizedStream(name).toResponse(name);
      case Outcome.StreamMissing _ -> Refusal.missingStream(name).toResponse(name);
      case Outcome.TableMissing _ -> Refusal.deletedTable(name).toResponse(name);
      case Outcome.NoPrimaryKey _ ->
          refused(
              Code.INVALID_ARGUMENT,
              name,
              "Create UPSERT stream is not supported for primary key disabled table.");
      case Outcome.SequencesMixed _ ->
          refused(
              Code.INVALID_ARGUMENT,
              name,
              "_CHANGE_SEQUENCE_NUMBER must be given on all changes of a table or on none.");
      case Outcome.Refused _ -> rows.refusal().toResponse(name);
      case Outcome.Failed(String message) -> refused(Code.INTERNAL, name, message);
    };
  }

  /// The entity follows the message, as [beam#21219](https://github.com/apache/beam/issues/21219)
  /// shows.
  private static AppendRowsResponse offset(
      Code code, StorageErrorCode storageCode, String stream, String message) {
    return Refusal.storage(code, storageCode, stream, message + " Entity: " + stream)
        .toResponse(stream);
  }

  private static AppendRowsResponse refused(Code code, String stream, String message) {
    return Refusal.plain(code, message + " Entity: " + stream).toResponse(stream);
  }

  private static AppendRowsResponse appended(
      String stream, OptionalLong offset, Optional<Versions.Version> news) {
    AppendRowsResponse.Builder response = AppendRowsResponse.newBuilder().setWriteStream(stream);
    AppendRowsResponse.AppendResult.Builder result = response.getAppendResultBuilder();
    offset.ifPresent(first -> result.setOffset(Int64Value.of(first)));
    news.ifPresent(
        version -> response.setUpdatedSchema(ProtoSchemas.of(version.definition().schema())));
    return response.build();
  }
}
