package dev.hayase.loader.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Stands in for a schema registry: answers the two questions that the loader asks, with the words
/// and numbers that Confluent's API documents. No registry's own code runs here.
public final class FakeRegistry implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile int failure;

  public FakeRegistry() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/apis/ccompat/v7");
  }

  /// What was asked, each with the user's proof, if one came.
  public List<String> asked() {
    return asked;
  }

  /// The answer to a question, JSON.
  public FakeRegistry answer(String path, String json) {
    answers.put("/apis/ccompat/v7" + path, json);
    return this;
  }

  /// A schema under a number.
  public FakeRegistry schema(long id, String avro) {
    return answer("/schemas/ids/" + id, "{\"schema\":" + quoted(avro) + "}");
  }

  /// From now on every answer is this status; 0 for answers as they should be.
  public FakeRegistry failing(int status) {
    failure = status;
    return this;
  }

  public static String quoted(String json) {
    return '"' + json.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ") + '"';
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    String proof = exchange.getRequestHeaders().getFirst("Authorization");
    asked.add(path.replace("/apis/ccompat/v7", "") + (proof == null ? "" : " " + proof));
    String json = answers.get(path);
    if (failure != 0) {
      send(exchange, failure, "{\"error_code\":" + failure + "00,\"message\":\"as told\"}");
    } else if (json == null) {
      send(exchange, 404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
    } else {
      send(exchange, 200, json);
    }
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
