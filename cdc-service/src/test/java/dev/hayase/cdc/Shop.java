package dev.hayase.cdc;

import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.watermark.Watermark;
import dev.hayase.local.LocalBroker;
import dev.hayase.local.LocalMysql;
import dev.hayase.local.process.ChildMain;
import dev.hayase.local.process.ChildProcess;
import dev.hayase.local.process.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;

/// One source of a test on MariaDB or MySQL: its database of the same name, its pipeline file, its
/// captures and its topics.
final class Shop implements AutoCloseable {
  private final String name;
  private final LocalMysql server;
  private final LocalBroker broker;
  private String run;
  private String personal = "";
  private String username;
  private int port;
  private final List<SourceCapture> captures = new ArrayList<>();
  private final List<ChildProcess> processes = new ArrayList<>();
  private final Map<String, TopicContent> contents = new ConcurrentHashMap<>();

  Shop(String name, LocalMysql server, LocalBroker broker) {
    this.name = name;
    this.server = server;
    this.broker = broker;
    this.run = "hayase_" + name;
    this.username = server.user();
    this.port = server.port();
    try (Connection connection = server.connect("");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  String name() {
    return name;
  }

  Shop run(String newRun) {
    run = newRun;
    return this;
  }

  /// @param columns as the pipeline file's key `personal` holds them
  Shop personal(String columns) {
    personal = Personal.keys(columns);
    return this;
  }

  Shop port(int newPort) {
    port = newPort;
    return this;
  }

  int serverPort() {
    return server.port();
  }

  Shop role(String newUsername) {
    username = newUsername;
    return this;
  }

  /// In one session, each statement committed by itself unless they say otherwise.
  Shop sql(String... statements) {
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

  Connection connect() {
    try {
      return server.connect(name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  Path pipelineFile() {
    try {
      Path folder = Lab.temporary();
      Path secret = Files.writeString(folder.resolve(name + ".secret"), server.password());
      return Files.writeString(
          folder.resolve(name + ".yaml"),
          """
          version: 1
          kafka: {bootstrap-servers: "%s", partitions: 1}
          bigquery: {project: hayase-local, dataset: shop, location: US, endpoint: {rest: "http://localhost:1", grpc: "localhost:1"}}
          sources:
            %s: {type: %s, host: 127.0.0.1, port: %d, username: %s, password: "${file:%s}", tables: ["%s.*"], run: %s%s}
          """
              .formatted(
                  broker.bootstrapServers(),
                  name,
                  server.kind(),
                  port,
                  username,
                  secret,
                  name,
                  run,
                  personal));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A capture in this process.
  SourceCapture capture() {
    SourceCapture capture = School.captureOf(pipelineFile(), name);
    captures.add(capture);
    capture.start();
    return capture;
  }

  /// A capture in this process that is over its snapshot.
  SourceCapture streaming() {
    SourceCapture capture = capture();
    School.awaitState(capture, SourceStatus.State.STREAMING);
    return capture;
  }

  /// A capture in a process of its own.
  ChildProcess captureProcess() {
    List<String> arguments =
        List.of(
            Long.toString(ProcessHandle.current().pid()),
            CaptureProcess.class.getName(),
            pipelineFile().toString(),
            name);
    JavaCommand command =
        JavaCommand.mainClass(
                "256m", System.getProperty("java.class.path"), ChildMain.class.getName(), arguments)
            .with("-XX:TieredStopAtLevel=1");
    ChildProcess process = ChildProcess.start("cdc", command, Lab.temporary().resolve("cdc.log"));
    processes.add(process);
    return process;
  }

  /// The committed records of a table, in the order of their numbers.
  List<Received> records(String table) {
    return content(new ChangeTopic(name, name, table).name()).records().stream()
        .map(Received::of)
        .sorted(Comparator.comparing(Received::sequence))
        .toList();
  }

  /// The same, once there are at least so many.
  List<Received> awaitRecords(String table, int count) {
    return Awaitility.await()
        .atMost(School.PATIENCE)
        .until(() -> records(table), found -> found.size() >= count);
  }

  /// How many records a table's topic has, without looking at them.
  int count(String table) {
    return content(new ChangeTopic(name, name, table).name()).records().size();
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

  private TopicContent content(String topic) {
    return contents.computeIfAbsent(topic, t -> new TopicContent(broker.bootstrapServers(), t));
  }

  @Override
  public void close() {
    captures.forEach(School::stop);
    processes.forEach(ChildProcess::kill);
    contents.values().forEach(TopicContent::close);
  }
}
