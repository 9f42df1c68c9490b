package dev.hayase.aggregation.http;

import dev.hayase.pipeline.access.AccessKeys;
import dev.hayase.pipeline.access.BearerKey;
import dev.hayase.pipeline.access.Sender;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who may look up whose results.
public final class LookupDoor {
  private static final Logger LOG = LoggerFactory.getLogger(LookupDoor.class);

  private final Supplier<AccessKeys> keys;

  /// @param keys those that are good now
  public LookupDoor(Supplier<AccessKeys> keys) {
    this.keys = keys;
    if (keys.get().isOpen()) {
      LOG.atWarn()
          .addKeyValue("key", "aggregation.lookup.keys")
          .log("Lookups are open to whoever reaches the port");
    }
  }

  /// Why a lookup is refused.
  ///
  /// @param status of the answer
  record Refused(int status, String reason) {}

  /// Empty when the request may look up results of the aggregation.
  Optional<Refused> refuses(HttpServletRequest request, String aggregation) {
    Optional<String> key = BearerKey.of(request.getHeader(BearerKey.HEADER));
    Optional<Sender> holder = keys.get().sender(key);
    if (holder.isEmpty()) {
      return Optional.of(
          new Refused(
              HttpServletResponse.SC_UNAUTHORIZED,
              key.isEmpty()
                  ? "A lookup needs a key: send the header Authorization: Bearer KEY"
                  : "The key is not known"));
    }
    return holder.get().mayLookUp(aggregation)
        ? Optional.empty()
        : Optional.of(
            new Refused(
                HttpServletResponse.SC_FORBIDDEN,
                "The key %s is not for %s: name it under its aggregations in the file of keys"
                    .formatted(holder.get().name(), aggregation)));
  }
}
