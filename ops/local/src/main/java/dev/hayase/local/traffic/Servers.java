package dev.hayase.local.traffic;

import dev.hayase.event.wire.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Logs of the platform's servers, as OpenTelemetry's exporters send them (OTLP/HTTP, JSON).
///
/// @param run what ids begin with
record Servers(String run) implements Clients {
  static final String STREAM = "server_logs";

  private static final int COURSES = 40;
  private static final int INFO = 9;
  private static final int ERROR = 17;

  @Override
  public String name() {
    return "servers";
  }

  @Override
  public String stream(long number) {
    return STREAM;
  }

  @Override
  public String id(long number) {
    return "%s-log-%d".formatted(run, number);
  }

  @Override
  public HttpRequest.Builder request(URI logService, long from, long to) {
    ObjectNode body = Json.object();
    ObjectNode source = body.putArray("resourceLogs").addObject();
    attribute(source.putObject("resource").putArray("attributes"), "service.name")
        .put("stringValue", "lessons");
    ObjectNode scope = source.putArray("scopeLogs").addObject();
    scope.putObject("scope").put("name", "school.http");
    ArrayNode records = scope.putArray("logRecords");
    Instant now = Instant.now();
    for (long number = from; number < to; number++) {
      record(records.addObject(), number, now);
    }
    return HttpRequest.newBuilder(logService.resolve("/v1/logs"))
        .header("Content-Type", "application/json")
        .header("X-Hayase-Stream", STREAM)
        .POST(BodyPublishers.ofByteArray(Json.bytes(body)));
  }

  private void record(ObjectNode record, long number, Instant now) {
    boolean failed = number % 50 == 49;
    record.put(
        "timeUnixNano",
        Long.toString(TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano()));
    record.put("severityNumber", failed ? ERROR : INFO);
    record.put("severityText", failed ? "ERROR" : "INFO");
    record
        .putObject("body")
        .put(
            "stringValue",
            "GET /courses/%d/lessons/%d".formatted(number % COURSES, number % 12)
                + (failed ? " took too long" : ""));
    ArrayNode attributes = record.putArray("attributes");
    attribute(attributes, "log.record.uid").put("stringValue", id(number));
    attribute(attributes, "http.response.status_code").put("intValue", failed ? "504" : "200");
    attribute(attributes, "duration_ms").put("doubleValue", number % 90 + 0.25);
  }

  private static ObjectNode attribute(ArrayNode attributes, String key) {
    return attributes.addObject().put("key", key).putObject("value");
  }

  @Override
  public boolean allTaken(HttpResponse<String> answer) {
    return !answer.body().contains("rejected");
  }
}
