package dev.hayase.loader.scene;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.bigquery.Bigquery;
import com.google.api.services.bigquery.model.QueryRequest;
import com.google.api.services.bigquery.model.QueryResponse;
import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TableRow;
import dev.hayase.emulator.Emulator;
import dev.hayase.emulator.EmulatorOptions;
import dev.hayase.event.topic.Topics;
import dev.hayase.loader.LoaderApplication;
import dev.hayase.local.SharedBroker;
import dev.hayase.local.process.ChildProcess;
import dev.hayase.local.process.FreePort;
import dev.hayase.local.process.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// A source of its own on the shared broker, an emulator, and a loader between them.
public final class Scene implements AutoCloseable {
  public static final String PROJECT = "hayase-local";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String bootstrap = SharedBroker.bootstrapServers();
  private final String source =
      "scene" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
  private final Path folder;
  private final Map<String, String> tables = new HashMap<>();
  private final Map<String, String> topics = new HashMap<>();
  private final Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) bootstrap));
  private String loaderSettings = "{memory: 64MiB, batch: {rows: 500, bytes: 1MiB, age: 20ms}}";
  private String registry = "";
  private final boolean inChild;
  private final EmulatorOptions options;
  private @Nullable Emulator emulator;
  private @Nullable ChildProcess killable;
  private @Nullable ConfigurableApplicationContext loader;

  /// With an emulator in this JVM.
  public Scene(Path folder) {
    this(folder, false);
    startBigQuery();
  }

  private Scene(Path folder, boolean killable) {
    this.folder = folder;
    this.inChild = killable;
    this.options =
        EmulatorOptions.inMemory()
            .withSchemaDelay(Duration.ZERO)
            .withDataDirectory(folder.resolve("bigquery"))
            .withPorts("127.0.0.1", FreePort.next(), FreePort.next());
    createTopic(Topics.SCHEMAS, 1, Map.of("cleanup.policy", "compact"));
  }

  /// With an emulator in a JVM of its own, which can be killed and started again.
  public static Scene withKillableBigQuery(Path folder) {
    Scene scene = new Scene(folder, true);
    scene.startBigQuery();
    return scene;
  }

  public String bootstrap() {
    return bootstrap;
  }

  public String source() {
    return source;
  }

  /// The topic of a table of the schema `public`.
  public String topic(String table) {
    return source + ".public." + table;
  }

  /// Says something about a table in the pipeline file, as `{mode: history}`.
  public Scene table(String table, String settings) {
    tables.put(source + ".public." + table, settings);
    return this;
  }

  /// Declares a topic of another producer, made with so many partitions, as `{format: json}`.
  ///
  /// @return its full name
  public String otherTopic(String name, int partitions, String settings) {
    String topic = "other." + source + "." + name;
    createTopic(topic, partitions, Map.of("message.timestamp.type", "LogAppendTime"));
    topics.put(topic, settings);
    return topic;
  }

  /// Writes a file beside the pipeline.
  public Path file(String name, String content) {
    try {
      return Files.writeString(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The schema registry of the topics in Avro.
  public Scene registry(URI url) {
    registry = "registry: {url: \"" + url + "\"}\n";
    return this;
  }

  public Scene loaderSettings(String settings) {
    loaderSettings = settings;
    return this;
  }

  public void createTopic(String name, int partitions, Map<String, String> configuration) {
    try {
      admin
          .createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(configuration)))
          .all()
          .get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The pipeline file.
  public Path pipeline() {
    StringBuilder yaml =
        new StringBuilder(
            """
            version: 1
            kafka:
              bootstrap-servers: "%s"
              properties: {session.timeout.ms: "3000", heartbeat.interval.ms: "500"}
            bigquery:
              project: %s
              dataset: %s
              endpoint: {rest: "http://127.0.0.1:%d", grpc: "127.0.0.1:%d"}
            sources:
              %s: {type: postgresql, host: localhost, port: 5432, database: d, username: u, password: "${file:%s}"}
            loader: %s
            """
                .formatted(
                    bootstrap,
                    PROJECT,
                    source,
                    options.restPort(),
                    options.grpcPort(),
                    source,
                    secret(),
                    loaderSettings));
    if (!tables.isEmpty()) {
      yaml.append("tables:\n");
      tables.forEach((name, settings) -> yaml.append("  \"%s\": %s\n".formatted(name, settings)));
    }
    yaml.append(registry);
    if (!topics.isEmpty()) {
      yaml.append("topics:\n");
      topics.forEach((name, settings) -> yaml.append("  \"%s\": %s\n".formatted(name, settings)));
    }
    return file("pipeline.yaml", yaml.toString());
  }

  private Path secret() {
    return file("secret", "unused");
  }

  /// Starts the loader in this JVM.
  public ConfigurableApplicationContext startLoader() {
    loader =
        new SpringApplicationBuilder(LoaderApplication.class)
            .run(
                "--hayase.pipeline=" + pipeline(),
                "--server.port=0",
                "--server.tomcat.basedir=" + Path.of("target", "tomcat").toAbsolutePath(),
                "--spring.main.log-startup-info=false",
                "--logging.config=classpath:logback-test.xml");
    return loader;
  }

  /// What the loader in this JVM answers at a path, as `/actuator/loading`.
  public HttpResponse<String> get(String path) {
    String port = Objects.requireNonNull(loader).getEnvironment().getProperty("local.server.port");
    return send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build());
  }

  /// A metric of the loader in this JVM by its Prometheus name with its labels; negative when there
  /// is none.
  public double metric(String name) {
    Matcher matcher =
        Pattern.compile("^" + Pattern.quote(name) + " (.*)$", Pattern.MULTILINE)
            .matcher(get("/actuator/prometheus").body());
    return matcher.find() ? Double.parseDouble(matcher.group(1)) : -1;
  }

  public void stopLoader() {
    if (loader != null) {
      loader.close();
      loader = null;
    }
  }

  /// Stops BigQuery, with SIGKILL where it has a JVM of its own; its data stay.
  public void stopBigQuery() {
    if (killable != null) {
      killable.kill();
    }
    if (emulator != null) {
      emulator.close();
    }
  }

  /// Starts BigQuery, again on its ports and data.
  public void startBigQuery() {
    if (inChild) {
      ChildProcess started =
          ChildProcess.start(
              "emulator",
              JavaCommand.mainClass(
                      "512m",
                      System.getProperty("java.class.path"),
                      "dev.hayase.emulator.EmulatorMain",
                      List.of(
                          "--rest-port", Integer.toString(options.restPort()),
                          "--grpc-port", Integer.toString(options.grpcPort()),
                          "--data", folder.resolve("bigquery").toString(),
                          "--parent-pid", Long.toString(ProcessHandle.current().pid())))
                  .with("-XX:TieredStopAtLevel=1"),
              folder.resolve("emulator.log"));
      killable = started;
      started.awaitReady(
          Duration.ofSeconds(60), () -> query("SELECT 1").equals(List.of(List.of("1"))));
    } else {
      try {
        emulator = Emulator.start(options);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// BigQuery's clock runs on, so much ahead.
  public void advanceClock(Duration time) {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(
                    URI.create(
                        "http://127.0.0.1:%d/emulator/v1/clock".formatted(options.restPort())))
                .PUT(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"advance\": \"%ds\"}".formatted(time.toSeconds())))
                .build());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.body());
    }
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public Bigquery bigQuery() {
    return new Bigquery.Builder(new NetHttpTransport(), GsonFactory.getDefaultInstance(), _ -> {})
        .setRootUrl("http://127.0.0.1:" + options.restPort() + "/")
        .setApplicationName("test")
        .build();
  }

  /// Rows of a query, as text; `TABLE` stands for the dataset's table that follows in backticks.
  public List<List<String>> query(String sql) {
    try {
      QueryResponse response =
          bigQuery()
              .jobs()
              .query(
                  PROJECT,
                  new QueryRequest()
                      .setQuery(sql.replace("DATASET", "`" + PROJECT + "`.`" + source + "`"))
                      .setUseLegacySql(false)
                      .setMaxResults(100_000L))
              .execute();
      List<List<String>> rows = new ArrayList<>();
      if (response.getRows() != null) {
        for (TableRow row : response.getRows()) {
          rows.add(
              row.getF().stream()
                  .map(cell -> cell.getV() instanceof String s ? s : "null")
                  .toList());
        }
      }
      return rows;
    } catch (IOException e) {
      return List.of(List.of(String.valueOf(e.getMessage())));
    }
  }

  public Table describe(String table) {
    try {
      return bigQuery().tables().get(PROJECT, source, table).execute();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<String> columns(String table) {
    return describe(table).getSchema().getFields().stream().map(TableFieldSchema::getName).toList();
  }

  /// Loaders that have partitions.
  public long membersWithPartitions() {
    try {
      return admin
          .describeConsumerGroups(List.of(Topics.LOADER_GROUP))
          .all()
          .get()
          .values()
          .stream()
          .flatMap(group -> group.members().stream())
          .filter(member -> !member.assignment().topicPartitions().isEmpty())
          .count();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What the loader's group has committed.
  public Map<TopicPartition, OffsetAndMetadata> committed() {
    try {
      return admin
          .listConsumerGroupOffsets(Topics.LOADER_GROUP)
          .partitionsToOffsetAndMetadata()
          .get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Whether every partition of the topic is committed to its end.
  public boolean isDrained(String topic) {
    Map<TopicPartition, OffsetAndMetadata> committed = committed();
    return ends(topic).entrySet().stream()
        .allMatch(end -> {
          OffsetAndMetadata commit = committed.get(end.getKey());
          return (commit == null ? 0 : commit.offset()) >= end.getValue();
        });
  }

  /// Where the topic ends. A commit of a transaction is answered before its marker is written, so
  /// the last stable offset may still be before records that are committed: it is not asked for.
  public Map<TopicPartition, Long> ends(String topic) {
    try {
      Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
      admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get()
          .values()
          .forEach(t ->
              t.partitions()
                  .forEach(p ->
                      wanted.put(new TopicPartition(topic, p.partition()), OffsetSpec.latest())));
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin
          .listOffsets(wanted)
          .all()
          .get()
          .forEach((partition, info) -> ends.put(partition, info.offset()));
      return ends;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Every record of a topic.
  public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
      }
    }
    return all;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /// Deletes rows behind the loader's back. BigQuery refuses that for rows that came lately, so its
  /// clock moves on first.
  public void lose(String table, String condition) {
    advanceClock(Duration.ofHours(2));
    List<List<String>> answer =
        query("DELETE FROM DATASET.%s WHERE %s".formatted(table, condition));
    if (!answer.isEmpty()) {
      throw new IllegalStateException("BigQuery did not delete: " + answer);
    }
  }

  public Admin admin() {
    return admin;
  }

  @Override
  public void close() {
    stopLoader();
    stopBigQuery();
    admin.close();
  }
}
