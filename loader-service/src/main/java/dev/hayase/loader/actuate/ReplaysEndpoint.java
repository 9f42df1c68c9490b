package dev.hayase.loader.actuate;

import dev.hayase.event.replay.OffsetRange;
import dev.hayase.event.replay.PartProgress;
import dev.hayase.loader.replay.ReplayStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/// `/actuator/replays`: what is loaded again beside the live flow, and how far it is.
@Endpoint(id = "replays")
public final class ReplaysEndpoint {
  private final Supplier<List<ReplayStatus>> statuses;

  public ReplaysEndpoint(Supplier<List<ReplayStatus>> statuses) {
    this.statuses = statuses;
  }

  @ReadOperation
  public Map<String, Object> replays() {
    return Map.of("replays", statuses.get().stream().map(ReplaysEndpoint::replay).toList());
  }

  private static Map<String, Object> replay(ReplayStatus status) {
    Map<String, Object> replay = new LinkedHashMap<>();
    replay.put("id", status.order().id());
    replay.put("kind", status.order().letters().isPresent() ? "redrive" : "replay");
    replay.put("topic", status.order().topic());
    replay.put("bytesPerSecond", status.order().bytesPerSecond());
    replay.put("orderedAt", status.order().orderedAt().toString());
    status.order().cancelledAt().ifPresent(at -> replay.put("cancelledAt", at.toString()));
    List<Map<String, Object>> partitions = new ArrayList<>();
    status
        .order()
        .ranges()
        .forEach((partition, range) -> partitions.add(part(status, partition, range)));
    replay.put("partitions", partitions);
    return replay;
  }

  private static Map<String, Object> part(ReplayStatus status, int partition, OffsetRange range) {
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("partition", partition);
    part.put("from", range.from());
    part.put("to", range.to());
    part.put("here", status.here().containsKey(partition));
    PartProgress progress = status.here().getOrDefault(partition, status.known().get(partition));
    if (progress != null) {
      part.put("state", progress.state().code());
      part.put("position", progress.position());
      part.put("written", progress.written());
      part.put("skipped", progress.skipped());
      part.put("parked", progress.parked());
      progress.detail().ifPresent(detail -> part.put("detail", detail));
    }
    return part;
  }
}
