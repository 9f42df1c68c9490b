/// OpenTelemetry's logs over HTTP, `POST /v1/logs`.
///
/// Start with [OtlpServlet]. A request in JSON is [transcribed][OtlpJson] to protobuf, so that
/// there is one way after that: [LogsRequest] finds the records, [RecordDocument] makes a document
/// of each. Neither builds a tree of what strangers send: what a request needs beside its own bytes
/// is one record at a time.
@NullMarked
package dev.hayase.log.http.otlp;

import org.jspecify.annotations.NullMarked;
