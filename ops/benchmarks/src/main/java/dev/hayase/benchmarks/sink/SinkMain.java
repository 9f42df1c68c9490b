package dev.hayase.benchmarks.sink;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/// The sink's process.
public final class SinkMain {
  private static final int OK = 200;

  private SinkMain() {}

  /// @param arguments the port of gRPC, and the port at which it is asked
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Tally tally = new Tally();
    Capacity capacity = new Capacity();
    Server writes =
        NettyServerBuilder.forAddress(loopback(arguments[0]))
            .addService(new CountedWrites(tally, capacity))
            .executor(Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()))
            .maxInboundMessageSize(64 << 20)
            .build()
            .start();
    HttpServer questions = HttpServer.create(loopback(arguments[1]), 0);
    questions.createContext("/progress", exchange -> answer(exchange, tally.progress()));
    questions.createContext("/ages", exchange -> answer(exchange, tally.ages()));
    questions.createContext(
        "/reset",
        exchange -> {
          String query = exchange.getRequestURI().getQuery();
          boolean ages = query != null && query.startsWith("ages");
          tally.reset(ages, ages ? query.substring("ages".length()) : "");
          answer(exchange, "done");
        });
    questions.createContext("/tables", exchange -> answer(exchange, tally.tables()));
    questions.createContext(
        "/capacity",
        exchange -> {
          capacity.limit(Double.parseDouble(exchange.getRequestURI().getQuery()));
          answer(exchange, "done");
        });
    questions.start();
    writes.awaitTermination();
  }

  private static InetSocketAddress loopback(String port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.US_ASCII);
    exchange.sendResponseHeaders(OK, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
