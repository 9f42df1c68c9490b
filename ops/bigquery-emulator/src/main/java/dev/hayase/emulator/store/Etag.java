package dev.hayase.emulator.store;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// What a caller's `If-Match` demands of a resource.
public record Etag(Optional<String> expected) {
  public static final Etag ANY = new Etag(Optional.empty());

  public void require(JsonObject resource) {
    JsonElement present = resource.get("etag");
    expected.ifPresent(etag -> {
      if (present == null || !present.getAsString().equals(etag)) {
        throw BigQueryException.conditionNotMet();
      }
    });
  }

  /// Gives a resource its times and a new etag.
  static void stamp(JsonObject resource, Instant now) {
    String millis = Long.toString(now.toEpochMilli());
    if (!resource.has("creationTime")) {
      resource.addProperty("creationTime", millis);
    }
    resource.addProperty("lastModifiedTime", millis);
    byte[] unique = UUID.randomUUID().toString().substring(0, 18).getBytes(StandardCharsets.UTF_8);
    resource.addProperty("etag", Base64.getEncoder().encodeToString(unique));
  }
}
