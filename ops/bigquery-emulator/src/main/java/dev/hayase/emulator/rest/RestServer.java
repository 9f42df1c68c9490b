package dev.hayase.emulator.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hayase.emulator.catalog.BigQueryException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// HTTP in, HTTP out: reads a request, asks the routes, writes JSON or an error in Google's form.
public final class RestServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RestServer.class);

  private final HttpServer server;

  private RestServer(HttpServer server) {
    this.server = server;
  }

  /// @param executor platform threads: a query in native code would pin a virtual one's carrier
  public static RestServer start(InetSocketAddress address, Routes routes, Executor executor)
      throws IOException {
    HttpServer server = HttpServer.create(address, 0);
    server.createContext("/", exchange -> handle(exchange, routes));
    server.setExecutor(executor);
    server.start();
    return new RestServer(server);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private static void handle(HttpExchange exchange, Routes routes) throws IOException {
    try (exchange) {
      int status;
      JsonObject body;
      try {
        Request request = Request.read(exchange);
        body = routes.answer(request);
        status = body.isEmpty() ? 204 : 200;
        logged(exchange, status, "");
      } catch (BigQueryException refusal) {
        status = refusal.httpStatus();
        body = error(refusal);
        logged(exchange, status, refusal.reason());
      } catch (RuntimeException bug) {
        LOG.atError()
            .addKeyValue("path", exchange.getRequestURI().getPath())
            .setCause(bug)
            .log("request failed");
        BigQueryException refusal = BigQueryException.internal(String.valueOf(bug.getMessage()));
        status = refusal.httpStatus();
        body = error(refusal);
      }
      write(exchange, status, body);
    }
  }

  private static void logged(HttpExchange exchange, int status, String reason) {
    LOG.atDebug()
        .addKeyValue("method", exchange.getRequestMethod())
        .addKeyValue("path", exchange.getRequestURI().getPath())
        .addKeyValue("status", status)
        .addKeyValue("reason", reason)
        .log("request");
  }

  private static void write(HttpExchange exchange, int status, JsonObject body) throws IOException {
    if (status == 204) {
      exchange.sendResponseHeaders(204, -1);
      return;
    }
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
    if (body.has("etag")) {
      exchange.getResponseHeaders().set("ETag", body.get("etag").getAsString());
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  static JsonObject error(BigQueryException refusal) {
    JsonObject detail = new JsonObject();
    detail.addProperty("message", refusal.text());
    detail.addProperty("domain", "global");
    detail.addProperty("reason", refusal.reason());
    JsonArray errors = new JsonArray();
    errors.add(detail);
    JsonObject error = new JsonObject();
    error.addProperty("code", refusal.httpStatus());
    error.addProperty("message", refusal.text());
    error.add("errors", errors);
    error.addProperty("status", refusal.status());
    JsonObject body = new JsonObject();
    body.add("error", error);
    return body;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
