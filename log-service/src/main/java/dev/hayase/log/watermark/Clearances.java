package dev.hayase.log.watermark;

import dev.hayase.event.wire.Json;
import dev.hayase.event.wire.MalformedRecordException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Through when each log-service that has a journal has nothing in it: whatever it acknowledged
/// before that instant of the broker's clock is on its topic.
///
/// Fed with the records of the compacted topic `hayase.holds`. A log-service that is not heard of
/// any more holds back everybody: nobody else knows what its journal holds. Not thread-safe.
public final class Clearances {
  private static final String THROUGH = "clear_through_us";

  private final Map<String, Instant> byInstance = new TreeMap<>();

  /// A record's value: through when the instance is clear; without it, that it is there.
  public static byte[] value(Optional<Instant> through) {
    ObjectNode document = Json.object().put("version", 1);
    through.ifPresent(
        instant -> document.put(THROUGH, ChronoUnit.MICROS.between(Instant.EPOCH, instant)));
    return Json.bytes(document);
  }

  /// Takes the next record.
  ///
  /// @param value null when the instance has gone, and has left nothing behind
  /// @throws MalformedRecordException when it is something else
  public void accept(String instance, byte @Nullable [] value) {
    if (value == null) {
      byInstance.remove(instance);
      return;
    }
    Json.read(value, "A log-service's clearance", Clearances::through)
        .ifPresent(through -> byInstance.put(instance, through));
  }

  private static Optional<Instant> through(JsonNode document) {
    JsonNode through = document.get(THROUGH);
    return through == null
        ? Optional.empty()
        : Optional.of(Instant.EPOCH.plus(through.asLong(), ChronoUnit.MICROS));
  }

  /// Through when everybody is clear, and no later than `now`.
  public Instant through(Instant now) {
    Instant through = now;
    for (Instant clear : byInstance.values()) {
      through = clear.isBefore(through) ? clear : through;
    }
    return through;
  }

  /// Who is not clear through the instant.
  public Map<String, Instant> behind(Instant instant) {
    Map<String, Instant> behind = new TreeMap<>(byInstance);
    behind.values().removeIf(clear -> !clear.isBefore(instant));
    return behind;
  }
}
