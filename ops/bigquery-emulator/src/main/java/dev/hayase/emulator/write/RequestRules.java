package dev.hayase.emulator.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest.MissingValueInterpretation;
import io.grpc.Status.Code;

/// What a request must be like, whatever it writes to.
final class RequestRules {
  private RequestRules() {}

  /// The words for the size are
  /// [duckdb-bigquery#134](https://github.com/hafenkran/duckdb-bigquery/issues/134)'s, those for
  /// missing rows [gatk#7627](https://github.com/broadinstitute/gatk/pull/7627)'s. A request that
  /// is too large ends the call: Google's own test has to reconnect after it
  /// ([managedwriter](https://github.com/googleapis/google-cloud-go/blob/main/bigquery/storage/managedwriter/integration_test.go),
  /// `testLargeInsertNoRetry`).
  static void check(AppendRowsRequest request, WriteSettings settings) throws Refused {
    int size = request.getSerializedSize();
    if (size > settings.maxRequestBytes()) {
      throw Refused.call(
          Refusal.plain(
              Code.INVALID_ARGUMENT,
              "AppendRows request too large: "
                  + size
                  + " limit "
                  + settings.maxRequestBytes()
                  + entity(request)));
    }
    if (request.hasArrowRows()) {
      throw Refused.call(
          Refusal.plain(
              Code.UNIMPLEMENTED,
              "AppendRows with arrow_rows is not implemented by this emulator."));
    }
    if (request.getProtoRows().getRows().getSerializedRowsCount() == 0) {
      throw invalid("Rows must be specified." + entity(request));
    }
    if (request
        .getMissingValueInterpretationsMap()
        .containsValue(MissingValueInterpretation.MISSING_VALUE_INTERPRETATION_UNSPECIFIED)) {
      throw invalid(
          "missing_value_interpretations must be NULL_VALUE or DEFAULT_VALUE for every column."
              + entity(request));
    }
  }

  private static Refused invalid(String message) {
    return Refused.request(Refusal.plain(Code.INVALID_ARGUMENT, message));
  }

  private static String entity(AppendRowsRequest request) {
    return request.getWriteStream().isEmpty() ? "" : " Entity: " + request.getWriteStream();
  }
}
