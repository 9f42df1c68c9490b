package dev.hayase.benchmarks.cdc;

import dev.hayase.benchmarks.process.ProcessFigures;
import dev.hayase.local.HayaseHome;
import dev.hayase.local.LocalService;
import dev.hayase.local.Reachable;
import dev.hayase.local.process.ChildMain;
import dev.hayase.local.process.ChildProcess;
import dev.hayase.local.process.FreePort;
import dev.hayase.local.process.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.LongSupplier;

/// Who captures. Each is a process of its own, with the same heap and collector.
enum Contender {
  /// The engine with a consumer that counts.
  BARE,
  /// The cdc-service as it is shipped, with its default settings.
  HAYASE,
  /// The engine as its documentation would have one use it: JSON, send all, wait for all, offsets
  /// in a file.
  DOCUMENTED;

  /// Enough for a source.
  private static final String HEAP = "256m";

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final int SERVER_IDS = 7_000;

  /// Where they work.
  ///
  /// @param folder for their files and logs
  record Stage(HayaseHome home, Path folder, String bootstrapServers, Bench bench) {}

  /// A contender at work.
  ///
  /// @param seen how many changes it has handled, or, of a topic, where committed records end
  record Running(ChildProcess process, LongSupplier seen) implements AutoCloseable {
    double cpuSeconds() {
      return new ProcessFigures(process).cpuSeconds();
    }

    long peakBytes() {
      return new ProcessFigures(process).peakBytes();
    }

    /// In order: what was handled is known to be.
    @Override
    public void close() {
      process.stop(STOP_LIMIT);
    }
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether it writes to a topic.
  boolean writes() {
    return this != BARE;
  }

  /// What its topics begin with.
  String prefix(Bench bench) {
    return code() + "_" + bench.name();
  }

  /// The topic of the table.
  String topic(Bench bench) {
    return prefix(bench) + '.' + bench.schema() + '.' + Bench.TABLE;
  }

  /// Starts it where it stopped before.
  Running start(Stage stage, LongSupplier topicEnd) throws IOException {
    return this == HAYASE ? service(stage, topicEnd) : engine(stage, topicEnd);
  }

  private Running service(Stage stage, LongSupplier topicEnd) throws IOException {
    Bench bench = stage.bench();
    Bench.Server server = bench.server();
    Path pipeline = stage.folder().resolve("pipeline.yaml");
    String kind =
        server.isMariadb()
            ? "type: mariadb\n    tables: [\"%s.*\"]".formatted(bench.name())
            : "type: postgresql\n    database: %s\n    slot: hayase_%s"
                .formatted(bench.name(), bench.name());
    Files.writeString(
        pipeline,
        """
        version: 1
        kafka: {bootstrap-servers: "%s", partitions: %d}
        bigquery: {project: benchmark, dataset: d, endpoint: {rest: "http://localhost:1", grpc: "localhost:1"}}
        sources:
          %s:
            %s
            host: localhost
            port: %d
            username: %s
            password: "${PASSWORD}"
            tls: {mode: disable}
        """
            .formatted(
                stage.bootstrapServers(),
                CdcBenchmark.PARTITIONS,
                prefix(bench),
                kind,
                server.port(),
                server.user()));
    LocalService service =
        LocalService.cdc(
            stage.home(),
            pipeline,
            Map.of("PASSWORD", server.password()),
            stage.folder().resolve("hayase.log"),
            HEAP);
    return new Running(service.process(), topicEnd);
  }

  private Running engine(Stage stage, LongSupplier topicEnd) throws IOException {
    Path properties = stage.folder().resolve(code() + ".properties");
    try (Writer file = Files.newBufferedWriter(properties)) {
      settings(stage).store(file, code());
    }
    int port = FreePort.next();
    ChildProcess process =
        ChildProcess.start(
            code(),
            JavaCommand.mainClass(
                HEAP,
                System.getProperty("java.class.path"),
                ChildMain.class.getName(),
                List.of(
                    Long.toString(ProcessHandle.current().pid()),
                    EngineMain.class.getName(),
                    code(),
                    Integer.toString(port),
                    properties.toString(),
                    stage.bootstrapServers())),
            stage.folder().resolve(code() + ".log"));
    process.awaitReady(START_LIMIT, () -> Reachable.tcp(port));
    return new Running(process, writes() ? topicEnd : () -> asked(port));
  }

  private static long asked(int port) {
    URI address = URI.create("http://127.0.0.1:" + port + "/seen");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return Long.parseLong(
          http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException("The engine's process does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// Debezium's defaults, but for addresses.
  private Properties settings(Stage stage) {
    Bench bench = stage.bench();
    Bench.Server server = bench.server();
    Properties settings = new Properties();
    settings.setProperty("name", prefix(bench));
    settings.setProperty("topic.prefix", prefix(bench));
    settings.setProperty("bootstrap.servers", stage.bootstrapServers());
    settings.setProperty(
        "offset.storage", "org.apache.kafka.connect.storage.FileOffsetBackingStore");
    settings.setProperty(
        "offset.storage.file.filename", stage.folder().resolve(code() + ".offsets").toString());
    settings.setProperty("offset.flush.interval.ms", "1000");
    settings.setProperty("converter.schemas.enable", "false");
    settings.setProperty("database.hostname", "localhost");
    settings.setProperty("database.port", Integer.toString(server.port()));
    settings.setProperty("database.user", server.user());
    settings.setProperty("database.password", server.password());
    settings.setProperty("table.include.list", bench.schema() + "\\." + Bench.TABLE);
    if (server.isMariadb()) {
      settings.setProperty("connector.class", "io.debezium.connector.mariadb.MariaDbConnector");
      settings.setProperty(
          "database.server.id", Integer.toString(SERVER_IDS + prefix(bench).hashCode() % 1000));
      settings.setProperty("database.ssl.mode", "disable");
      settings.setProperty("database.include.list", bench.name());
      settings.setProperty("include.schema.changes", "false");
      settings.setProperty(
          "schema.history.internal", "io.debezium.storage.kafka.history.KafkaSchemaHistory");
      settings.setProperty("schema.history.internal.kafka.topic", "history-" + prefix(bench));
      settings.setProperty(
          "schema.history.internal.kafka.bootstrap.servers", stage.bootstrapServers());
    } else {
      settings.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
      settings.setProperty("database.dbname", bench.name());
      settings.setProperty("plugin.name", "pgoutput");
      settings.setProperty("slot.name", prefix(bench));
      settings.setProperty("publication.name", prefix(bench));
      settings.setProperty("publication.autocreate.mode", "filtered");
      // Not what others write into the log.
      settings.setProperty("message.prefix.include.list", "nobody");
    }
    return settings;
  }
}
