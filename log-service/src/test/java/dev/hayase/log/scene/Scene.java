package dev.hayase.log.scene;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.topic.Topics;
import dev.hayase.local.SharedBroker;
import dev.hayase.local.process.ChildProcess;
import dev.hayase.local.process.FreePort;
import dev.hayase.local.process.JavaCommand;
import dev.hayase.log.LogApplication;
import dev.hayase.pipeline.access.AccessKeys;
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
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// Streams of their own on the shared broker, and a log-service before them.
public final class Scene implements AutoCloseable {
  /// Good for every stream, on pages of `https://school.example`.
  public static final String KEY = "a-key-for-tests-0123456789abcdef";

  private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String SECRET = Base64.getEncoder().encodeToString(new byte[32]);

  private final String prefix =
      "scene" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet() + "_";
  private final String bootstrap = SharedBroker.bootstrapServers();
  private final Path folder;
  private HttpClient http = HttpClient.newHttpClient();
  private String scheme = "http";
  private final List<String> properties = new ArrayList<>();
  private final Map<String, String> streams = new LinkedHashMap<>();
  private String keys =
      "keys:\n  tests: {hashes: [%s], streams: ['*'], origins: ['https://school.example'], redrive: true}\n"
          .formatted(AccessKeys.hash(KEY));
  private String limits = "";
  private @Nullable ConfigurableApplicationContext service;
  private @Nullable ChildProcess process;
  private int port;

  public Scene(Path folder) {
    this.folder = folder;
  }

  /// Declares a stream.
  ///
  /// @param settings in YAML, as `{event-id: id}`
  /// @return its full name
  public String stream(String name, String settings) {
    streams.put(prefix + name, settings);
    return prefix + name;
  }

  /// More keys, as lines of the file.
  public Scene keys(String more) {
    keys += more;
    return this;
  }

  /// Keys under `log`, as `memory: 1MiB`.
  public Scene limits(String text) {
    limits = text;
    return this;
  }

  /// Properties of Spring Boot, as `server.tomcat.accesslog.enabled=true`.
  public Scene properties(String... more) {
    for (String property : more) {
      properties.add("--" + property);
    }
    return this;
  }

  /// Asks over TLS.
  public Scene tls(SSLContext context) {
    http.close();
    http = HttpClient.newBuilder().sslContext(context).build();
    scheme = "https";
    return this;
  }

  /// Writes a file beside the pipeline.
  public Path file(String name, String content) {
    try {
      return Files.writeString(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts the service in this JVM; returns when its streams are there.
  public Scene start() {
    service =
        new SpringApplicationBuilder(LogApplication.class).run(arguments(0).toArray(String[]::new));
    port =
        Integer.parseInt(
            Objects.requireNonNull(
                service.getEnvironment().getRequiredProperty("local.server.port")));
    return awaitReady();
  }

  /// Starts the service in a JVM of its own, which [#kill()] ends; returns when it is ready.
  public Scene startProcess() {
    port = FreePort.next();
    List<String> arguments = arguments(port);
    arguments.add("--hayase.parent-pid=" + ProcessHandle.current().pid());
    process =
        ChildProcess.start(
            "log-service",
            JavaCommand.mainClass(
                    "256m",
                    System.getProperty("java.class.path"),
                    LogApplication.class.getName(),
                    arguments)
                .with("-XX:TieredStopAtLevel=1"),
            folder.resolve("log-service.log"));
    return awaitReady();
  }

  private List<String> arguments(int wantedPort) {
    List<String> arguments = new ArrayList<>(properties);
    arguments.add("--server.port=" + wantedPort);
    arguments.add("--hayase.pipeline=" + pipeline());
    return arguments;
  }

  /// Whether [#disk] can do what it says on this machine.
  public static boolean hasDisks() {
    return Files.isExecutable(PRLIMIT);
  }

  /// From now on the disk takes nothing more from the service, or everything again: by the most
  /// bytes of a file that the system lets its process write.
  public void disk(boolean full) {
    try {
      int status =
          new ProcessBuilder(
                  PRLIMIT.toString(),
                  "--pid",
                  Long.toString(Objects.requireNonNull(process).pid()),
                  "--fsize=" + (full ? "0" : "unlimited") + ":")
              .inheritIO()
              .start()
              .waitFor();
      assertThat(status).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// SIGKILL.
  public void kill() {
    Objects.requireNonNull(process).kill();
  }

  /// Sends the process SIGTERM, and waits for its end.
  public void endProcess() {
    Objects.requireNonNull(process).stop(LIMIT);
  }

  /// Ends the service of this JVM in good order, and waits.
  public void stopService() {
    if (service != null) {
      service.close();
      service = null;
    }
  }

  private Scene awaitReady() {
    Awaitility.await().atMost(LIMIT).until(() -> isReady());
    return this;
  }

  private boolean isReady() {
    try {
      return get("/actuator/health/readiness").statusCode() == 200;
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  private Path pipeline() {
    file("keys.yaml", keys);
    file("secret", SECRET);
    StringBuilder yaml =
        new StringBuilder(
            """
            version: 1
            kafka: {bootstrap-servers: "%s"}
            bigquery: {project: hayase-local, dataset: logs}
            log:
              keys: keys.yaml
              hash-keys: {h1: "${file:secret}"}
              encryption-keys: {e1: "${file:secret}"}
            """
                .formatted(bootstrap));
    limits.lines().forEach(line -> yaml.append("  ").append(line).append('\n'));
    yaml.append("streams:\n");
    streams.forEach((name, settings) -> yaml.append("  \"%s\": %s\n".formatted(name, settings)));
    return file("pipeline.yaml", yaml.toString());
  }

  public URI at(String path) {
    return URI.create(scheme + "://localhost:" + port + path);
  }

  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(at(path)).GET());
  }

  /// Sends a body with the key.
  public HttpResponse<String> post(String path, String type, byte[] body) {
    return send(
        HttpRequest.newBuilder(at(path))
            .header("Authorization", "Bearer " + KEY)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  public HttpResponse<String> post(String path, String type, String body) {
    return post(path, type, body.getBytes(UTF_8));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What stands on the stream's topic, by partitions.
  public List<Stored> events(String stream) {
    return records(Topics.stream(stream));
  }

  /// What stands in the stream's quarantine.
  public List<Stored> quarantine(String stream) {
    return records(Topics.quarantine(stream));
  }

  /// A record as text.
  public record Stored(@Nullable String key, String value, Map<String, String> headers) {}

  private List<Stored> records(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<Stored> all = new ArrayList<>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          all.add(stored(record));
        }
      }
      return all;
    }
  }

  private static Stored stored(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), new String(header.value(), UTF_8));
    }
    byte[] key = record.key();
    return new Stored(
        key == null ? null : new String(key, UTF_8), new String(record.value(), UTF_8), headers);
  }

  @Override
  public void close() {
    stopService();
    if (process != null) {
      // In good order, so that nobody waits for its journal.
      process.stop(LIMIT);
    }
    http.close();
  }
}
