package dev.hayase.cdc;

import dev.hayase.cdc.change.CaptureListener;
import dev.hayase.event.order.CaptureOrder;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.watermark.Watermark;
import dev.hayase.local.LocalBroker;
import dev.hayase.local.LocalPostgres;
import dev.hayase.local.process.ChildMain;
import dev.hayase.local.process.ChildProcess;
import dev.hayase.local.process.JavaCommand;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.PipelineFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/// One source of a test: its database, its pipeline file, its captures and its topics.
final class School implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(90);

  private final String name;
  private final LocalPostgres postgres;
  private final LocalBroker broker;
  private final Path folder = Lab.temporary();
  private final List<String> history = new ArrayList<>();
  private final List<School> neighbours = new ArrayList<>();
  private String tables = "public.*";
  private String username;
  private String password;
  private String slot;
  private String walBudget = "";
  private String personal = "";
  private int partitions = 3;
  private int port;
  private final List<SourceCapture> captures = new ArrayList<>();
  private final List<ChildProcess> services = new ArrayList<>();
  private final Map<String, TopicContent> contents = new ConcurrentHashMap<>();

  School(String name, LocalPostgres postgres, LocalBroker broker) {
    this.name = name;
    this.postgres = postgres;
    this.broker = broker;
    this.username = postgres.user();
    this.password = postgres.password();
    this.slot = "hayase_" + name;
    this.port = postgres.port();
    postgres.createDatabase(name);
  }

  String name() {
    return name;
  }

  School tables(String patterns) {
    tables = patterns;
    return this;
  }

  School role(String newUsername, String newPassword) {
    username = newUsername;
    password = newPassword;
    return this;
  }

  School slot(String newSlot) {
    slot = newSlot;
    return this;
  }

  School walBudget(String yaml) {
    walBudget = ", wal-budget: " + yaml;
    return this;
  }

  /// @param columns as the pipeline file's key `personal` holds them
  School personal(String columns) {
    personal = Personal.keys(columns);
    return this;
  }

  School port(int newPort) {
    port = newPort;
    return this;
  }

  School partitions(int count) {
    partitions = count;
    return this;
  }

  /// The pipeline file holds another school, too.
  School beside(School neighbour) {
    neighbours.add(neighbour);
    return this;
  }

  School historyOf(String table) {
    history.add(table);
    return this;
  }

  School sql(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
      return this;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  String ask(String query) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? String.valueOf(row.getString(1)) : "";
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  Connection connect() {
    try {
      return postgres.connect(name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  Path pipelineFile() {
    String special =
        history.stream()
            .map(table -> "  %s.public.%s: {mode: history}\n".formatted(name, table))
            .collect(Collectors.joining());
    String yaml =
        """
        version: 1
        kafka: {bootstrap-servers: "%s", partitions: %d}
        bigquery: {project: hayase-local, dataset: school, location: US, endpoint: {rest: "http://localhost:1", grpc: "localhost:1"}}
        sources:
        """
            .formatted(broker.bootstrapServers(), partitions);
    yaml +=
        sourceLine() + neighbours.stream().map(School::sourceLine).collect(Collectors.joining());
    try {
      Path file = Lab.temporary().resolve(name + ".yaml");
      return Files.writeString(file, special.isEmpty() ? yaml : yaml + "tables:\n" + special);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String sourceLine() {
    return """
      %s: {type: postgresql, host: localhost, port: %d, database: %s, username: %s, password: "${file:%s}", tables: ["%s"], slot: %s%s}
    """
        .formatted(name, port, name, username, secretFile(), tables, slot, walBudget + personal);
  }

  /// The file of the password, as it is now.
  Path secretFile() {
    try {
      return Files.writeString(folder.resolve(name + ".secret"), password);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A capture in this process.
  SourceCapture capture() {
    SourceCapture capture = captureOf(pipelineFile(), name);
    captures.add(capture);
    capture.start();
    return capture;
  }

  static SourceCapture captureOf(Path pipelineFile, String name) {
    Pipeline pipeline = PipelineFile.read(pipelineFile);
    CdcProperties.Cdc settings =
        new CdcProperties.Cdc(
            Duration.ofMillis(200),
            Duration.ofMillis(100),
            Duration.ofMillis(300),
            Duration.ofSeconds(3),
            Duration.ofMillis(300),
            Duration.ofSeconds(5));
    return SourceCapture.of(
        pipeline,
        pipeline.source(name).orElseThrow(),
        settings,
        new SourceStatus(name, new Unheard()),
        InstantSource.system());
  }

  /// A capture in this process that is over its snapshot.
  SourceCapture streaming() {
    SourceCapture capture = capture();
    awaitState(capture, SourceStatus.State.STREAMING);
    return capture;
  }

  static void awaitState(SourceCapture capture, SourceStatus.State state) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            org.assertj.core.api.Assertions.assertThat(capture.status().view())
                .extracting(SourceStatus.View::state)
                .as(() -> capture.status().view().toString())
                .isEqualTo(state));
  }

  static void stop(SourceCapture capture) {
    capture.stop(Duration.ofSeconds(20));
  }

  /// The service itself.
  ChildProcess service(int serverPort) {
    return process(
        CdcApplication.class,
        "--hayase.pipeline=" + pipelineFile(),
        "--server.port=" + serverPort,
        "--hayase.parent-pid=" + ProcessHandle.current().pid());
  }

  /// A capture in a process of its own.
  ChildProcess captureProcess() {
    return process(CaptureProcess.class, pipelineFile().toString(), name);
  }

  private ChildProcess process(Class<?> main, String... words) {
    List<String> arguments = new ArrayList<>();
    arguments.add(Long.toString(ProcessHandle.current().pid()));
    arguments.add(main.getName());
    arguments.addAll(List.of(words));
    JavaCommand command =
        JavaCommand.mainClass(
                "256m", System.getProperty("java.class.path"), ChildMain.class.getName(), arguments)
            .with("-XX:TieredStopAtLevel=1");
    ChildProcess service = ChildProcess.start("cdc", command, Lab.temporary().resolve("cdc.log"));
    services.add(service);
    return service;
  }

  /// Gives an order, as the command line does.
  ///
  /// @return its id
  String order(CaptureOrder order) {
    return orders().give(order, captures);
  }

  /// Gives an order and waits for the answer: empty, or why it was refused.
  String answer(CaptureOrder order) {
    return orders().answer(order(order));
  }

  private GivenOrders orders() {
    return new GivenOrders(name, bootstrapServers());
  }

  /// The topic of one of its tables.
  ChangeTopic table(String table) {
    return new ChangeTopic(name, "public", table);
  }

  /// The committed records of a table of the schema `public`, in the order of their numbers.
  List<Received> records(String table) {
    return records("public", table);
  }

  List<Received> records(String schema, String table) {
    return content(new ChangeTopic(name, schema, table).name()).records().stream()
        .map(Received::of)
        .sorted(Comparator.comparing(Received::sequence))
        .toList();
  }

  /// The same, once there are at least so many.
  List<Received> awaitRecords(String table, int count) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> records(table), found -> found.size() >= count);
  }

  /// What stands in place of changes that could not become records.
  List<Received> unwritten() {
    return content(Topics.unwritten(name)).records().stream().map(Received::of).toList();
  }

  /// What was announced, in order.
  List<Watermark> watermarks() {
    return content(Topics.WATERMARKS).records().stream()
        .filter(r -> new String(r.key(), StandardCharsets.UTF_8).equals(name))
        .map(r -> Watermark.fromJson(r.value()))
        .toList();
  }

  /// The schema of that fingerprint.
  TableSchema schema(String fingerprint) {
    return content(Topics.SCHEMAS).records().stream()
        .filter(r -> new String(r.key(), StandardCharsets.UTF_8).equals(fingerprint))
        .map(r -> TableSchema.fromJson(r.value()))
        .findFirst()
        .orElseThrow();
  }

  /// How many records a table's topic has, without looking at them.
  int count(String table) {
    return content(new ChangeTopic(name, "public", table).name()).records().size();
  }

  private TopicContent content(String topic) {
    return contents.computeIfAbsent(topic, t -> new TopicContent(broker.bootstrapServers(), t));
  }

  @Override
  public void close() {
    captures.forEach(School::stop);
    services.forEach(ChildProcess::kill);
    contents.values().forEach(TopicContent::close);
    Awaitility.await().atMost(PATIENCE).until(this::dropSlots);
  }

  /// A server has only so many of them.
  private boolean dropSlots() {
    ask(
        "SELECT count(pg_drop_replication_slot(slot_name)) FROM pg_replication_slots"
            + " WHERE database = current_database() AND NOT active");
    return ask("SELECT count(*) FROM pg_replication_slots WHERE database = current_database()")
        .equals("0");
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  private static final class Unheard implements CaptureListener {
    @Override
    public void written(ChangeTopic table, String operation) {}

    @Override
    public void leftOut(ChangeTopic table) {}

    @Override
    public void snapshotStarted() {}

    @Override
    public void snapshotEnded(ChangeTopic table) {}

    @Override
    public void streaming() {}
  }
}
