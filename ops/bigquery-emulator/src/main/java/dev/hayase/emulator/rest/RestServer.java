package dev.hayase.emulator.rest;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.hayase.emulator.catalog.BigQueryException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// HTTP in, HTTP out: reads a request, asks the routes, writes JSON or an error in Google's form.
public final class RestServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RestServer.class);

  /// How many requests are answered at once.
  private static final int THREADS = 128;

  private static final Gson COMPACT =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
  private static final Gson PRETTY =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().setPrettyPrinting().create();

  static {
    // The JDK's server sends an answer's head and body apart, and the body would wait 40 ms for the
    // client to acknowledge the head. It reads this once, when its first class is loaded.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final Routes routes;
  private final ExecutorService threads;

  private RestServer(HttpServer server, Routes routes, ExecutorService threads) {
    this.server = server;
    this.routes = routes;
    this.threads = threads;
  }

  /// @param faults stand before every request
  /// @param others answer below other paths, where no fault happens
  public static RestServer start(
      InetSocketAddress address, Routes routes, Filter faults, Map<String, HttpHandler> others)
      throws IOException {
    HttpServer server = HttpServer.create(address, 0);
    server.createContext("/", exchange -> handle(exchange, routes)).getFilters().add(faults);
    others.forEach(server::createContext);
    // Platform threads: native code would pin a virtual one's carrier. Whoever comes when all are
    // busy waits.
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("rest-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
    server.setExecutor(threads);
    server.start();
    return new RestServer(server, routes, threads);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private static void handle(HttpExchange exchange, Routes routes) throws IOException {
    try (exchange) {
      Answer answer;
      JsonElement body;
      boolean pretty = true;
      try {
        Request request = Request.read(exchange);
        pretty = !"false".equals(request.query().get("prettyPrint"));
        requireJson(request);
        answer = routes.answer(request).unlessKnown(request);
        String fields = request.query().getOrDefault("fields", "");
        body = fields.isEmpty() ? answer.body() : FieldMask.parse(fields).of(answer.body());
        logged(exchange, answer.status(), "");
      } catch (BigQueryException refusal) {
        answer = ErrorBody.answer(refusal);
        body = answer.body();
        logged(exchange, answer.status(), refusal.reason());
      } catch (ZipException notGzip) {
        answer = ErrorBody.answer(BigQueryException.parseError("Invalid gzip payload received."));
        body = answer.body();
      } catch (RuntimeException bug) {
        answer = ErrorBody.answer(explained(exchange, bug));
        body = answer.body();
      }
      write(exchange, answer, body, pretty);
    }
  }

  /// What a resource's member is not, Gson refuses to read it as: that is the caller's mistake.
  private static BigQueryException explained(HttpExchange exchange, RuntimeException bug) {
    StackTraceElement[] at = bug.getStackTrace();
    if (at.length > 0 && at[0].getClassName().startsWith("com.google.gson.")) {
      return BigQueryException.parseError(
          "Invalid JSON payload received. A member has a value of another type: "
              + bug.getMessage());
    }
    LOG.atError()
        .addKeyValue("path", exchange.getRequestURI().getPath())
        .setCause(bug)
        .log("request failed");
    return BigQueryException.internal(String.valueOf(bug.getMessage()));
  }

  private static void requireJson(Request request) {
    String alt = request.query().getOrDefault("alt", "json");
    if (!alt.equals("json")) {
      throw BigQueryException.refused(
          400,
          "invalidParameter",
          "INVALID_ARGUMENT",
          "Invalid value for alt: " + alt + ". Only json is supported.");
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

  private static void write(HttpExchange exchange, Answer answer, JsonElement body, boolean pretty)
      throws IOException {
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    boolean empty = answer.status() == 204 || answer.status() == 304 || answer.status() == 308;
    if (empty || exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
    String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
    boolean gzip = accepted != null && accepted.contains("gzip");
    if (gzip) {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    }
    exchange.sendResponseHeaders(answer.status(), 0);
    try (OutputStream out = exchange.getResponseBody();
        OutputStream zipped = gzip ? new GZIPOutputStream(out, 8192) : out;
        Writer writer = new OutputStreamWriter(zipped, StandardCharsets.UTF_8)) {
      (pretty ? PRETTY : COMPACT).toJson(body, writer);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
    routes.close();
  }
}
