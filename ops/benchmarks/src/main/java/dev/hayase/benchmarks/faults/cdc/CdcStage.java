package dev.hayase.benchmarks.faults.cdc;

import dev.hayase.local.HayaseHome;
import dev.hayase.local.LocalBroker;
import dev.hayase.local.LocalPart;
import dev.hayase.local.LocalPostgres;
import dev.hayase.local.LocalService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A broker, a database, the wire to it, and two cdc-services that capture it, each a process of
/// its own.
final class CdcStage implements AutoCloseable {
  /// The source's name.
  static final String SOURCE = "office";

  static final int PARTITIONS = 3;

  private final Path folder;
  private final LocalBroker broker;
  private final LocalPostgres postgres;
  private final Wire wire;
  private final List<LocalService> services = new ArrayList<>();
  private int columns;

  private CdcStage(Path folder, LocalBroker broker, LocalPostgres postgres) {
    this.folder = folder;
    this.broker = broker;
    this.postgres = postgres;
    this.wire = new Wire(postgres.port());
  }

  /// Starts all but the services.
  static CdcStage start(Path folder) {
    LocalBroker broker = LocalBroker.start(folder.resolve("kafka"), folder.resolve("kafka.log"));
    try {
      return new CdcStage(folder, broker, LocalPostgres.start(folder.resolve("postgres")));
    } catch (RuntimeException e) {
      broker.kill();
      throw e;
    }
  }

  void startServices(HayaseHome home) throws IOException {
    for (int i = 0; i < CdcFault.TARGETS; i++) {
      Path pipeline = folder.resolve("pipeline-" + i + ".yaml");
      Files.writeString(
          pipeline,
          """
          version: 1
          kafka: {bootstrap-servers: "%s", partitions: %d}
          bigquery: {project: benchmark, dataset: d, endpoint: {rest: "http://localhost:1", grpc: "localhost:1"}}
          sources:
            %s: {type: postgresql, host: localhost, port: %d, database: postgres, username: %s, password: "${PASSWORD}", tls: {mode: disable}, tables: ["public.*"]}
          """
              .formatted(
                  broker.bootstrapServers(), PARTITIONS, SOURCE, wire.port(), postgres.user()));
      services.add(
          LocalService.cdc(
              home,
              "cdc-service-" + i,
              pipeline,
              Map.of("PASSWORD", postgres.password()),
              folder.resolve("cdc-service-" + i + ".log")));
    }
  }

  LocalBroker broker() {
    return broker;
  }

  LocalPostgres postgres() {
    return postgres;
  }

  Wire wire() {
    return wire;
  }

  LocalService service(int index) {
    return services.get(index);
  }

  List<LocalService> services() {
    return List.copyOf(services);
  }

  /// Ends the connection that reads the log.
  void terminate() throws SQLException {
    execute(
        "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE active_pid IS NOT NULL");
  }

  /// Gives the ledger one column more.
  void addColumn() throws SQLException {
    columns++;
    execute("ALTER TABLE ledger ADD COLUMN more_%1$d int DEFAULT %1$d".formatted(columns));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = postgres.connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    services.forEach(LocalPart::kill);
    wire.close();
    postgres.kill();
    broker.kill();
  }
}
