package dev.hayase.emulator.junit;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Calls `/emulator/v1`.
record ControlClient(String restEndpoint) {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  JsonObject call(String method, String path, @Nullable JsonObject body) {
    BodyPublisher content =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString());
    HttpResponse<String> response;
    try {
      response =
          HTTP.send(
              HttpRequest.newBuilder(URI.create(restEndpoint + "/emulator/v1" + path))
                  .method(method, content)
                  .build(),
              BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(
          "No BigQuery emulator answers at "
              + restEndpoint
              + ": start one with './hayase emulator', or use BigQueryEmulator.inMemory()",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while calling the emulator", e);
    }
    if (response.statusCode() != 200) {
      throw new IllegalArgumentException(
          "The emulator at "
              + restEndpoint
              + " refuses "
              + method
              + " "
              + path
              + ": "
              + message(response.body()));
    }
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }

  private static String message(String body) {
    try {
      return JsonParser.parseString(body)
          .getAsJsonObject()
          .getAsJsonObject("error")
          .get("message")
          .getAsString();
    } catch (RuntimeException _) {
      return body;
    }
  }
}
