package dev.hayase.emulator.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.hayase.emulator.clock.EmulatorClock;
import dev.hayase.emulator.faults.FaultBook;
import dev.hayase.emulator.wire.JsonAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/emulator/v1`: what is ordered, and what time it is.
public final class ControlApi implements HttpHandler {
  public static final String PATH = "/emulator/v1";

  private static final Logger LOG = LoggerFactory.getLogger(ControlApi.class);
  private static final String CALLS =
      "GET, POST, DELETE /emulator/v1/faults; GET, DELETE /emulator/v1/faults/{id}; GET, PUT,"
          + " DELETE /emulator/v1/clock";

  private final FaultBook faults;
  private final EmulatorClock clock;
  private final ClockCalls clockCalls;

  public ControlApi(FaultBook faults, EmulatorClock clock) {
    this.faults = faults;
    this.clock = clock;
    this.clockCalls = new ClockCalls(clock);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    JsonObject body;
    int status = 200;
    try {
      body = answer(exchange);
    } catch (RefusedException refused) {
      status = refused.status();
      String message = Objects.requireNonNullElse(refused.getMessage(), "refused");
      body = JsonAnswer.error(status, status == 404 ? "notFound" : "invalid", message);
    }
    JsonAnswer.write(exchange, status, body);
  }

  private JsonObject answer(HttpExchange exchange) throws IOException {
    String whole = exchange.getRequestURI().getPath();
    List<String> path =
        Arrays.stream(whole.substring(PATH.length()).split("/", -1))
            .filter(part -> !part.isEmpty())
            .toList();
    String what = path.isEmpty() ? "" : path.getFirst() + (path.size() == 2 ? "/{id}" : "");
    return switch (exchange.getRequestMethod() + " " + (path.size() > 2 ? "" : what)) {
      case "GET faults" -> list();
      case "POST faults" -> order(read(exchange));
      case "DELETE faults" -> {
        faults.clear();
        yield list();
      }
      case "GET faults/{id}" -> FaultView.of(find(path.getLast()));
      case "DELETE faults/{id}" -> lift(find(path.getLast()));
      case "GET clock" -> clockCalls.get();
      case "PUT clock" -> clockCalls.change(read(exchange));
      case "DELETE clock" -> clockCalls.unset();
      default ->
          throw RefusedException.notFound(
              exchange.getRequestMethod() + " " + whole + " is no call: there are " + CALLS);
    };
  }

  private JsonObject list() {
    JsonArray array = new JsonArray();
    faults.list().forEach(fault -> array.add(FaultView.of(fault)));
    JsonObject json = new JsonObject();
    json.add("faults", array);
    return json;
  }

  private JsonObject order(JsonObject definition) {
    JsonObject ordered =
        FaultView.of(faults.add(FaultDefinition.read(definition, clock.instant())));
    LOG.atInfo().addKeyValue("fault", ordered).log("fault ordered");
    return ordered;
  }

  private FaultBook.Ordered find(String id) {
    return faults
        .find(id)
        .orElseThrow(() ->
            RefusedException.notFound(
                "there is no fault " + id + ": GET " + PATH + "/faults lists those there are"));
  }

  private JsonObject lift(FaultBook.Ordered fault) {
    faults.remove(fault.id());
    return FaultView.of(fault);
  }

  private static JsonObject read(HttpExchange exchange) throws IOException {
    String text;
    try (InputStream in = exchange.getRequestBody()) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    try {
      if (JsonParser.parseString(text) instanceof JsonObject object) {
        return object;
      }
    } catch (JsonParseException _) {
      // Refused below.
    }
    throw RefusedException.malformed("the body is no JSON object: write {\"key\": value}");
  }
}
