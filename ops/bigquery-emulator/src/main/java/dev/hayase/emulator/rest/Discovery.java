package dev.hayase.emulator.rest;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// The description of the interface from which `bq` and Google's Python client build themselves.
final class Discovery {
  private final String document;

  Discovery() {
    try (InputStream in =
        Objects.requireNonNull(Discovery.class.getResourceAsStream("discovery.json"))) {
      document = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param root how the caller reached us (`http://localhost:9050`)
  JsonObject describe(String root) {
    return JsonParser.parseString(document.replace("ROOT/", root + "/")).getAsJsonObject();
  }
}
