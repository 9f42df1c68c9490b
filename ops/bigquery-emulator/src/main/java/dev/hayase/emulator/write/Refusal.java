package dev.hayase.emulator.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.RowError;
import com.google.cloud.bigquery.storage.v1.StorageError;
import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.protobuf.Any;
import com.google.rpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;

/// Why a request is refused, in BigQuery's words: code, message, and the `StorageError` among the
/// status's details by which Google's clients tell the cases apart.
record Refusal(Status status, List<RowError> rowErrors) {

  static Refusal plain(Code code, String message) {
    return new Refusal(
        Status.newBuilder().setCode(code.value()).setMessage(message).build(), List.of());
  }

  static Refusal storage(Code code, StorageErrorCode storageCode, String entity, String message) {
    StorageError detail =
        StorageError.newBuilder()
            .setCode(storageCode)
            .setEntity(entity)
            .setErrorMessage(message)
            .build();
    return new Refusal(
        Status.newBuilder()
            .setCode(code.value())
            .setMessage(message)
            .addDetails(Any.pack(detail))
            .build(),
        List.of());
  }

  static Refusal rows(String entity, List<RowError> errors) {
    String message =
        "Errors found while processing rows. Please refer to the row_errors field for details."
            + " The list may not be complete because of the size limitations. Entity: "
            + entity;
    return new Refusal(
        Status.newBuilder().setCode(Code.INVALID_ARGUMENT.value()).setMessage(message).build(),
        errors);
  }

  static Refusal missingTable(String table) {
    return storage(
        Code.NOT_FOUND,
        StorageErrorCode.TABLE_NOT_FOUND,
        table,
        "Requested entity was not found. Table " + table + " (or it may not exist)");
  }

  static Refusal missingStream(String stream) {
    return storage(
        Code.NOT_FOUND,
        StorageErrorCode.STREAM_NOT_FOUND,
        stream,
        "Requested entity was not found. Entity: " + stream);
  }

  static Refusal finalizedStream(String stream) {
    return storage(
        Code.INVALID_ARGUMENT,
        StorageErrorCode.STREAM_FINALIZED,
        stream,
        "Stream has been finalized and cannot be appended. Entity: " + stream);
  }

  AppendRowsResponse toResponse(String stream) {
    return AppendRowsResponse.newBuilder()
        .setError(status)
        .addAllRowErrors(rowErrors)
        .setWriteStream(stream)
        .build();
  }

  StatusRuntimeException toException() {
    return StatusProto.toStatusRuntimeException(status);
  }
}
