package dev.hayase.emulator;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// The emulator's own interface, as `curl` would call it.
record Control(int restPort) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /// Status and body.
  HttpResponse<String> call(String method, String path, String body)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + restPort + "/emulator/v1" + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /// Orders a fault and returns its id.
  String order(String definition) throws IOException, InterruptedException {
    HttpResponse<String> response = call("POST", "/faults", definition);
    if (response.statusCode() != 200) {
      throw new IllegalArgumentException(response.body());
    }
    return json(response).get("id").getAsString();
  }

  long hits(String id) throws IOException, InterruptedException {
    return json(call("GET", "/faults/" + id, "")).get("hits").getAsLong();
  }

  static JsonObject json(HttpResponse<String> response) {
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }
}
