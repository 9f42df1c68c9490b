package dev.hayase.loader.actuate;

import dev.hayase.loader.delivery.TableStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/// `/actuator/loading`: what each table is doing, and what to do about it.
@Endpoint(id = "loading")
public final class LoadingEndpoint {
  private final Supplier<List<TableStatus>> statuses;

  public LoadingEndpoint(Supplier<List<TableStatus>> statuses) {
    this.statuses = statuses;
  }

  @ReadOperation
  public Map<String, Object> loading() {
    return Map.of("tables", statuses.get().stream().map(LoadingEndpoint::table).toList());
  }

  static Map<String, Object> table(TableStatus status) {
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("topic", status.topic());
    table.put("table", status.table());
    table.put("mode", status.mode());
    table.put("state", status.state().code());
    status
        .episode()
        .ifPresent(episode -> {
          table.put("code", episode.code());
          table.put("reason", episode.reason());
          episode.remedy().ifPresent(remedy -> table.put("remedy", remedy));
          table.put("since", episode.since().toString());
          table.put("attempts", episode.attempts());
          episode.nextAttempt().ifPresent(next -> table.put("nextAttempt", next.toString()));
        });
    return table;
  }
}
