package dev.hayase.emulator.wire;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest.MissingValueInterpretation;

/// What the requests of an `AppendRows` call leave unsaid because an earlier one said it: the
/// stream, and after a fault kept a request from the server, its schema too. Google's client sends
/// both once and takes it that a refused request was read (`ConnectionWorker` in
/// googleapis/java-bigquerystorage).
final class AppendMemory {
  private String stream = "";
  private AppendRowsRequest kept = AppendRowsRequest.getDefaultInstance();

  /// The stream that a request goes to.
  String streamOf(AppendRowsRequest request) {
    if (!request.getWriteStream().isEmpty()) {
      stream = request.getWriteStream();
    }
    return stream;
  }

  /// The stream that the latest request goes to; empty for other calls.
  String stream() {
    return stream;
  }

  /// A request that the server will not see.
  void keep(AppendRowsRequest request) {
    AppendRowsRequest full = complete(request);
    kept =
        full.toBuilder()
            .setWriteStream(streamOf(request))
            .setProtoRows(full.getProtoRows().toBuilder().clearRows())
            .build();
  }

  /// A request as the server needs it, with what was kept from it.
  AppendRowsRequest complete(AppendRowsRequest request) {
    if (kept.getWriteStream().isEmpty()) {
      return request;
    }
    AppendRowsRequest before = kept;
    kept = AppendRowsRequest.getDefaultInstance();
    String named = request.getWriteStream();
    if (!named.isEmpty() && !named.equals(before.getWriteStream())) {
      return request;
    }
    AppendRowsRequest.Builder full = request.toBuilder().setWriteStream(before.getWriteStream());
    if (!request.getProtoRows().hasWriterSchema() && before.getProtoRows().hasWriterSchema()) {
      full.getProtoRowsBuilder().setWriterSchema(before.getProtoRows().getWriterSchema());
    }
    if (request.getDefaultMissingValueInterpretation()
        == MissingValueInterpretation.MISSING_VALUE_INTERPRETATION_UNSPECIFIED) {
      full.setDefaultMissingValueInterpretation(before.getDefaultMissingValueInterpretation());
    }
    return full.build();
  }
}
