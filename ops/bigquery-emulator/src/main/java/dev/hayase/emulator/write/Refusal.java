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

  /// Who may not see a table is told the same as who asks for one that is not there
  /// ([python-bigquery-storage#238](https://github.com/googleapis/python-bigquery-storage/issues/238)).
  static Refusal missingTable(String table) {
    return forbidden("TABLES_UPDATE_DATA", table);
  }

  static Refusal unreadableTable(String table) {
    return forbidden("TABLES_GET", table);
  }

  private static Refusal forbidden(String permission, String table) {
    return plain(
        Code.PERMISSION_DENIED,
        "Permission '"
            + permission
            + "' denied on resource '"
            + table
            + "' (or it may not exist).");
  }

  /// The table went away under an open connection.
  static Refusal deletedTable(String stream) {
    return storage(
        Code.NOT_FOUND,
        StorageErrorCode.TABLE_NOT_FOUND,
        stream,
        "Requested entity was not found. Entity: " + stream);
  }

  static Refusal superseded(String stream) {
    return plain(
        Code.ABORTED, "Another connection has been opened to the same stream. Entity: " + stream);
  }

  /// In the words of
  /// [google-cloud-rust#6355](https://github.com/googleapis/google-cloud-rust/issues/6355).
  static Refusal restarted() {
    return plain(
        Code.ABORTED,
        "Closing the stream because server is restarted. This is expected and client is advised to"
            + " reconnect.");
  }

  static Refusal missingStream(String stream) {
    return storage(
        Code.NOT_FOUND,
        StorageErrorCode.STREAM_NOT_FOUND,
        stream,
        "Requested entity was not found. Entity: " + stream);
  }

  /// In the words of the service's definition, storage.proto.
  static Refusal flushOfDefault(String stream) {
    return storage(
        Code.INVALID_ARGUMENT,
        StorageErrorCode.INVALID_STREAM_TYPE,
        stream,
        "Flush is not supported on the _default stream, since it is not BUFFERED. Entity: "
            + stream);
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
