package dev.hayase.emulator.junit;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import dev.hayase.emulator.EmulatorOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// An emulator for the tests of a class, in this process on free ports or wherever one runs:
///
/// ```java
/// @RegisterExtension
/// static final BigQueryEmulator EMULATOR = BigQueryEmulator.inMemory().withDataset("d");
/// ```
///
/// Kept in a static field it serves all tests of the class, in another each test has its own.
/// Tables stay from one test to the next; faults are lifted and the clock is unset after each.
public final class BigQueryEmulator
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        AutoCloseable {
  private final Source source;
  private final List<String> datasets = new ArrayList<>();
  private @Nullable Endpoints endpoints;
  private @Nullable Clients clients;
  private boolean forAllTests;

  private BigQueryEmulator(Source source) {
    this.source = source;
  }

  /// A new emulator that keeps everything in memory.
  public static BigQueryEmulator inMemory() {
    return with(EmulatorOptions.inMemory());
  }

  /// A new emulator with these options.
  public static BigQueryEmulator with(EmulatorOptions options) {
    return new BigQueryEmulator(new Source.InProcess(options));
  }

  /// An emulator that runs already, `./hayase emulator` for instance.
  ///
  /// @param rest `http://localhost:9050`
  /// @param grpc `localhost:9060`
  public static BigQueryEmulator at(String rest, String grpc) {
    return new BigQueryEmulator(new Source.Running(rest, grpc));
  }

  /// Creates a dataset of this name, unless it is there, before the tests.
  public BigQueryEmulator withDataset(String name) {
    datasets.add(name);
    return this;
  }

  /// The project of the clients that are handed out.
  public String project() {
    return Clients.PROJECT;
  }

  /// `http://host:port`.
  public String restEndpoint() {
    return started().rest();
  }

  /// `host:port`.
  public String grpcEndpoint() {
    return started().grpc();
  }

  /// Settings and clients of Google's libraries.
  public Clients clients() {
    return Objects.requireNonNull(clients, NOT_STARTED);
  }

  /// A client for REST.
  public BigQuery bigQuery() {
    return clients().bigQuery();
  }

  /// A client for the Storage Write API.
  public BigQueryWriteClient writeClient() {
    return clients().write();
  }

  /// Orders faults.
  public Faults faults() {
    return new Faults(new ControlClient(restEndpoint()));
  }

  /// Sets the emulator's clock.
  public Clock clock() {
    return new Clock(new ControlClient(restEndpoint()));
  }

  private static final String NOT_STARTED =
      "The emulator is not started: annotate its field with @RegisterExtension, or its class with"
          + " @WithBigQueryEmulator.";

  private Endpoints started() {
    return Objects.requireNonNull(endpoints, NOT_STARTED);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    forAllTests = true;
    start();
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    if (!forAllTests) {
      start();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (forAllTests) {
      reset();
    } else {
      stop();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    stop();
    forAllTests = false;
  }

  /// Starts it outside of JUnit's order, until it is closed.
  public BigQueryEmulator open() throws IOException {
    start();
    return this;
  }

  /// Lifts all faults and unsets the clock, as is done after each test.
  public void reset() {
    faults().liftAll();
    clock().unset();
  }

  /// Ends it; one that runs elsewhere goes on.
  @Override
  public void close() {
    stop();
  }

  void start() throws IOException {
    Endpoints found = source.open();
    endpoints = found;
    Clients connected = new Clients(found);
    clients = connected;
    for (String name : datasets) {
      if (connected.bigQuery().getDataset(name) == null) {
        connected.bigQuery().create(DatasetInfo.of(name));
      }
    }
  }

  void stop() {
    Clients connected = clients;
    if (connected != null) {
      connected.close();
    }
    Endpoints running = endpoints;
    if (running != null) {
      running.close();
    }
    clients = null;
    endpoints = null;
  }
}
