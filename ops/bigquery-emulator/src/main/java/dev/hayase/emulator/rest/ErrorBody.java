package dev.hayase.emulator.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import java.util.Map;

/// Refusals in the form that Google's clients read.
final class ErrorBody {
  private ErrorBody() {}

  /// `error.code`, `message`, `status` and `errors[].reason`. A query that is refused names the
  /// parameter `q`, as in https://github.com/apache/camel-quarkus/issues/4304.
  static Answer answer(BigQueryException refusal) {
    JsonObject detail = new JsonObject();
    detail.addProperty("message", refusal.text());
    detail.addProperty("domain", "global");
    detail.addProperty("reason", refusal.reason());
    if (refusal.reason().equals("invalidQuery")) {
      detail.addProperty("location", "q");
      detail.addProperty("locationType", "parameter");
    } else if (refusal.reason().equals("conditionNotMet")) {
      detail.addProperty("location", "If-Match");
      detail.addProperty("locationType", "header");
    }
    JsonArray errors = new JsonArray();
    errors.add(detail);
    JsonObject error = new JsonObject();
    error.addProperty("code", refusal.httpStatus());
    error.addProperty("message", refusal.text());
    error.add("errors", errors);
    error.addProperty("status", refusal.status());
    JsonObject body = new JsonObject();
    body.add("error", error);
    return new Answer(refusal.httpStatus(), body, Map.of());
  }
}
