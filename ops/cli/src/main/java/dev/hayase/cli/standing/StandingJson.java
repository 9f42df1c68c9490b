package dev.hayase.cli.standing;

import dev.hayase.event.wire.Json;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Standings for programs. What is not known is left out.
public final class StandingJson {
  private StandingJson() {}

  /// One document, `{"aggregations": [...]}`.
  public static ObjectNode of(List<Standing> standings, Instant now) {
    ObjectNode document = Json.object();
    ArrayNode array = document.putArray("aggregations");
    standings.forEach(standing -> write(standing, now, array.addObject()));
    return document;
  }

  private static void write(Standing standing, Instant now, ObjectNode json) {
    json.put("name", standing.name());
    json.put("state", standing.state());
    standing.reason().ifPresent(reason -> json.put("reason", reason));
    standing.remedy().ifPresent(remedy -> json.put("remedy", remedy));
    standing.through().ifPresent(through -> json.put("complete_through", through.toString()));
    standing.lag(now).ifPresent(lag -> json.put("lag_seconds", lag.toMillis() / 1000.0));
    json.put("instances", standing.instances());
    json.put("records_to_restore", standing.toRestore());
    json.put("state_bytes", standing.stateBytes());
    standing.build().ifPresent(build -> json.put("build", build));
    standing.order().ifPresent(order -> write(order, now, json.putObject("rebuild")));
    standing.kept().ifPresent(build -> json.put("kept_build", build));
  }

  private static void write(BuildOrder order, Instant now, ObjectNode json) {
    json.put("build", order.generation());
    json.put("ordered", order.ordered().toString());
    json.put("records_read", order.read());
    json.put("records", order.all());
    json.put("takes_over", order.takesOver());
    order.rest(now).ifPresent(rest -> json.put("eta_seconds", rest.toMillis() / 1000.0));
  }
}
