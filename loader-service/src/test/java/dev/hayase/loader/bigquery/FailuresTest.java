package dev.hayase.loader.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponseException;
import com.google.cloud.bigquery.storage.v1.Exceptions;
import com.google.cloud.bigquery.storage.v1.Exceptions.AppendSerializationError;
import com.google.cloud.bigquery.storage.v1.StorageError;
import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.protobuf.Any;
import com.google.rpc.Code;
import dev.hayase.loader.outcome.Failure;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each way in which Google's clients fail, and what it means.
class FailuresTest {
  @ParameterizedTest
  @CsvSource({
    "UNAVAILABLE, Unavailable",
    "ABORTED, Unavailable",
    "CANCELLED, Unavailable",
    "INTERNAL, Unavailable",
    "DEADLINE_EXCEEDED, Unavailable",
    "UNKNOWN, Unavailable",
    "FAILED_PRECONDITION, Unavailable",
    "DATA_LOSS, Unavailable",
    "RESOURCE_EXHAUSTED, QuotaExceeded",
    "UNAUTHENTICATED, NotAuthenticated",
    "NOT_FOUND, NotFound",
    "PERMISSION_DENIED, AccessDenied",
    "ALREADY_EXISTS, AlreadyApplied",
    "OUT_OF_RANGE, OffsetAhead",
    "INVALID_ARGUMENT, RequestRefused",
    "UNIMPLEMENTED, RequestRefused"
  })
  void everyStatusMeansSomething(Status.Code code, String failure) {
    assertThat(
            Failures.of(
                new ExecutionException(
                    code.toStatus().withDescription("why").asRuntimeException())))
        .hasToString(failure + "[detail=" + code + ": why]");
  }

  @Test
  void permissionDeniedForWhatMayNotExistMeansThatItMayBeMissing() {
    assertThat(
            Failures.of(
                Status.PERMISSION_DENIED
                    .withDescription("Permission denied on table t (or it may not exist)")
                    .asRuntimeException()))
        .isInstanceOf(Failure.NotFound.class);
  }

  @Test
  void aRequestThatIsTooLargeIsTold() {
    assertThat(
            Failures.of(
                Status.INVALID_ARGUMENT
                    .withDescription("AppendRows request too large: 19923131 limit 10485760")
                    .asRuntimeException()))
        .isInstanceOf(Failure.RequestTooLarge.class);
    assertThat(
            Failures.of(
                Status.INVALID_ARGUMENT
                    .withDescription(
                        "MessageSize is too large. Max allow: 20971520 Actual: 30000000")
                    .asRuntimeException()))
        .isInstanceOf(Failure.RequestTooLarge.class);
  }

  @ParameterizedTest
  @CsvSource({
    "STREAM_FINALIZED, StreamOver",
    "STREAM_NOT_FOUND, StreamOver",
    "SCHEMA_MISMATCH_EXTRA_FIELDS, ColumnsUnknown",
    "OFFSET_ALREADY_EXISTS, AlreadyApplied",
    "OFFSET_OUT_OF_RANGE, OffsetAhead"
  })
  void everyStorageErrorMeansSomething(StorageErrorCode code, String failure) {
    com.google.rpc.Status status =
        com.google.rpc.Status.newBuilder()
            .setCode(Code.INVALID_ARGUMENT_VALUE)
            .setMessage("The offset is within stream, expected offset 1, received 0")
            .addDetails(
                Any.pack(StorageError.newBuilder().setCode(code).setEntity("stream").build()))
            .build();
    StatusRuntimeException thrown = StatusProto.toStatusRuntimeException(status);

    @Nullable Throwable translated = Exceptions.toStorageException(thrown);

    assertThat(Failures.of(Objects.requireNonNull(translated)).getClass().getSimpleName())
        .isEqualTo(failure);
  }

  @Test
  void refusedRowsAreNamed() {
    AppendSerializationError error =
        new AppendSerializationError(3, "rows", "stream", Map.of(2, "Field foo: too long"));
    assertThat(Failures.of(error))
        .isInstanceOfSatisfying(
            Failure.RowsRefused.class,
            refused -> assertThat(refused.reasons()).isEqualTo(Map.of(2, "Field foo: too long")));
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid, RequestRefused",
    "401, authError, NotAuthenticated",
    "403, accessDenied, AccessDenied",
    "403, rateLimitExceeded, QuotaExceeded",
    "403, quotaExceeded, QuotaExceeded",
    "400, jobRateLimitExceeded, QuotaExceeded",
    "404, notFound, NotFound",
    "408, timeout, Unavailable",
    "409, duplicate, AlreadyExists",
    "412, conditionNotMet, ChangedMeanwhile",
    "429, tooMany, QuotaExceeded",
    "500, internalError, Unavailable",
    "502, badGateway, Unavailable",
    "503, backendError, Unavailable"
  })
  void everyAnswerOfTheRestServiceMeansSomething(int status, String reason, String failure) {
    GoogleJsonError.ErrorInfo info = new GoogleJsonError.ErrorInfo();
    info.setReason(reason);
    GoogleJsonError error = new GoogleJsonError();
    error.setErrors(List.of(info));
    error.setMessage("why");
    GoogleJsonResponseException thrown =
        new GoogleJsonResponseException(
            new HttpResponseException.Builder(status, "why", new HttpHeaders()), error);

    assertThat(Failures.of(thrown)).hasToString(failure + "[detail=why]");
  }

  @Test
  void aBrokenConnectionPassesAndMissingCredentialsDoNot() {
    assertThat(Failures.of(new IOException("Connection refused")))
        .isInstanceOf(Failure.Unavailable.class);
    assertThat(Failures.of(new IOException("Your default credentials were not found")))
        .isInstanceOf(Failure.NotAuthenticated.class);
  }
}
