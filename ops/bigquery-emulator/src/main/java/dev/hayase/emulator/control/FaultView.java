package dev.hayase.emulator.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.hayase.emulator.faults.Fault;
import dev.hayase.emulator.faults.FaultBook;
import dev.hayase.emulator.faults.FaultRule;

/// Writes a fault as it was defined, with what has become of it.
final class FaultView {
  private FaultView() {}

  static JsonObject of(FaultBook.Ordered ordered) {
    JsonObject json = new JsonObject();
    json.addProperty("id", ordered.id());
    describe(ordered.rule().fault(), json);
    scope(ordered.rule(), json);
    json.addProperty("hits", ordered.hits());
    json.addProperty("over", ordered.over());
    return json;
  }

  private static void describe(Fault fault, JsonObject json) {
    switch (fault) {
      case Fault.GrpcError error -> {
        json.addProperty("fault", "error");
        json.addProperty("status", error.code().name());
        error.message().ifPresent(message -> json.addProperty("message", message));
        json.addProperty("endsConnection", error.endsConnection());
      }
      case Fault.HttpError error -> {
        json.addProperty("fault", "httpError");
        json.addProperty("status", error.status());
        json.addProperty("reason", error.reason());
        json.addProperty("message", error.message());
      }
      case Fault.Latency latency -> {
        json.addProperty("fault", "latency");
        json.addProperty("delay", latency.delay().toString());
      }
      case Fault.Unacknowledged lost -> {
        json.addProperty("fault", "unacknowledged");
        lost.code().ifPresent(code -> json.addProperty("status", code.name()));
      }
      case Fault.ConnectionReset _ -> json.addProperty("fault", "connectionReset");
      case Fault.StreamClosed _ -> json.addProperty("fault", "streamClosed");
      case Fault.SchemaDelay late -> {
        json.addProperty("fault", "schemaDelay");
        json.addProperty("delay", late.delay().toString());
      }
      case Fault.SlowReader slow -> {
        json.addProperty("fault", "slowReader");
        json.addProperty("pause", slow.pause().toString());
      }
      case Fault.FullStop _ -> json.addProperty("fault", "fullStop");
    }
  }

  private static void scope(FaultRule rule, JsonObject json) {
    rule.table().ifPresent(table -> json.addProperty("table", table.toString()));
    if (!rule.calls().isEmpty()) {
      JsonArray calls = new JsonArray();
      rule.calls().stream().sorted().forEach(kind -> calls.add(kind.toString()));
      json.add("calls", calls);
    }
    if (rule.skip() > 0) {
      json.addProperty("skip", rule.skip());
    }
    if (rule.every() > 1) {
      json.addProperty("every", rule.every());
    }
    rule.times().ifPresent(times -> json.addProperty("times", times));
    rule.until().ifPresent(until -> json.addProperty("until", until.toString()));
  }
}
