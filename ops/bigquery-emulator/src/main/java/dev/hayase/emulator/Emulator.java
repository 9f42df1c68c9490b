package dev.hayase.emulator;

import dev.hayase.emulator.clock.EmulatorClock;
import dev.hayase.emulator.control.ControlApi;
import dev.hayase.emulator.faults.FaultBook;
import dev.hayase.emulator.googlesql.GoogleSql;
import dev.hayase.emulator.query.QueryEngine;
import dev.hayase.emulator.rest.RestServer;
import dev.hayase.emulator.rest.Routes;
import dev.hayase.emulator.store.Database;
import dev.hayase.emulator.store.Warehouse;
import dev.hayase.emulator.wire.Connections;
import dev.hayase.emulator.wire.GrpcFaults;
import dev.hayase.emulator.wire.RestFaults;
import dev.hayase.emulator.write.WriteApi;
import dev.hayase.emulator.write.WriteSettings;
import io.grpc.Server;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// A running emulator: REST and gRPC over one database.
public final class Emulator implements AutoCloseable {
  private static final int MAX_MESSAGE = 64 << 20;

  private final Database database;
  private final ExecutorService executor;
  private final RestServer rest;
  private final WriteApi writeApi;
  private final Server grpc;
  private final Connections connections;
  private final FaultBook faults;

  private Emulator(
      Database database,
      ExecutorService executor,
      RestServer rest,
      WriteApi writeApi,
      Server grpc,
      Connections connections,
      FaultBook faults) {
    this.connections = connections;
    this.faults = faults;
    this.database = database;
    this.executor = executor;
    this.rest = rest;
    this.writeApi = writeApi;
    this.grpc = grpc;
  }

  /// @throws PortTakenException when somebody else listens on a port
  public static Emulator start(EmulatorOptions options) throws IOException {
    ExecutorService executor =
        Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("emulator-", 0).factory());
    Database database = Database.open(options.dataDirectory().orElse(null));
    Connections connections = new Connections();
    RestServer rest = null;
    Server grpc = null;
    try {
      executor.execute(GoogleSql::warmUp);
      EmulatorClock clock = new EmulatorClock(options.clock());
      FaultBook faults = new FaultBook(clock);
      Warehouse warehouse =
          Warehouse.open(
              database,
              clock,
              executor,
              table -> options.discard().stream().anyMatch(filter -> filter.matches(table)));
      Routes routes = new Routes(warehouse, new QueryEngine(warehouse), options.project());
      rest =
          PortTakenException.orPort(
              options.restPort(),
              () ->
                  RestServer.start(
                      address(options, options.restPort()),
                      routes,
                      new RestFaults(faults),
                      options.control()
                          ? Map.of(ControlApi.PATH, new ControlApi(faults, clock))
                          : Map.of()));
      WriteSettings settings =
          new WriteSettings(
              options.maxRequestBytes(), table -> faults.schemaDelay(table, options.schemaDelay()));
      WriteApi writeApi = new WriteApi(warehouse, settings);
      grpc =
          PortTakenException.orPort(
              options.grpcPort(),
              () ->
                  connections
                      .serverOn(address(options, options.grpcPort()))
                      .intercept(new GrpcFaults(faults, connections, executor))
                      .addService(writeApi)
                      .executor(executor)
                      .maxInboundMessageSize(MAX_MESSAGE)
                      .permitKeepAliveTime(1, TimeUnit.SECONDS)
                      .permitKeepAliveWithoutCalls(true)
                      .build()
                      .start());
      return new Emulator(database, executor, rest, writeApi, grpc, connections, faults);
    } finally {
      if (grpc == null) {
        if (rest != null) {
          rest.close();
        }
        connections.close();
        database.close();
        executor.shutdownNow();
      }
    }
  }

  private static InetSocketAddress address(EmulatorOptions options, int port) {
    return new InetSocketAddress(options.host(), port);
  }

  public int restPort() {
    return rest.port();
  }

  public int grpcPort() {
    return grpc.getPort();
  }

  /// Refuses new work, answers running work, ends the connections, closes the database. A client
  /// keeps its connection open for as long as it can: only once each has been ended is there nobody
  /// left whom a stopped executor would leave without an answer.
  @Override
  public void close() {
    faults.clear();
    grpc.shutdown();
    writeApi.close();
    try {
      if (!grpc.awaitTermination(5, TimeUnit.SECONDS)) {
        grpc.shutdownNow();
        grpc.awaitTermination(5, TimeUnit.SECONDS);
      }
      rest.close();
      executor.shutdown();
      executor.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    connections.close();
    database.close();
  }
}
