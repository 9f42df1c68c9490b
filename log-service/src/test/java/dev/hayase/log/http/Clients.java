package dev.hayase.log.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.segment.analytics.Analytics;
import com.segment.analytics.messages.TrackMessage;
import dev.hayase.log.http.segment.Browser;
import dev.hayase.log.scene.Scene;
import dev.hayase.pipeline.access.AccessKeys;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/// One client of each protocol, with a stream and a key of its own.
///
/// Where nobody publishes one (our own protocol, Google's) it is curl, which comes again when an
/// answer says so. Firehose cannot be run here: its requests are made as AWS specifies them.
final class Clients implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final String SEGMENT_FOR_JAVA = "Segment for Java";
  private static final String SECRET = "a-secret-access-key-for-tests";

  private final Scene scene;
  private final Optional<Browser> browser;
  private final List<Runnable> opened = new ArrayList<>();

  private final List<Client> all = new ArrayList<>();

  /// @param path where its requests arrive
  /// @param send hands it the events of a run, and returns before they have arrived
  record Client(String name, String path, String stream, Consumer<String> send) {}

  /// Declares their streams and keys; the scene is started afterwards.
  Clients(Scene scene, Path folder) {
    this.scene = scene;
    browser = Browser.missing().isEmpty() ? Optional.of(new Browser(folder)) : Optional.empty();
    String events = scene.stream("events", "{event-id: id}");
    String measured = stream("measured", "{event-id: params.id}");
    String logs = stream("logs", "{}");
    String delivered = scene.stream("delivered", "{event-id: id}");
    String put = scene.stream("put", "{event-id: id}");
    String server = stream("server", "{}");
    scene.file("aws-secret", SECRET);
    scene.keys(
        "  aws: {signing: {AKIDTESTS: \"${file:aws-secret}\"}, streams: ['%s']}\n".formatted(put));
    browser.ifPresent(page -> {
      String web = scene.stream("web", "{event-id: properties.id}");
      scene.keys(
          "  web: {hashes: [%s], streams: ['%s'], origins: ['%s']}\n"
              .formatted(AccessKeys.hash(key("web")), web, page.origin()));
      all.add(new Client("Segment for browsers", "/v1/t", web, run -> open(page, run)));
    });
    all.add(new Client(SEGMENT_FOR_JAVA, "/v1/import/", server, this::track));
    all.add(new Client("native", "/v1/events/" + events, events, run -> curl(events, run)));
    all.add(new Client("Measurement Protocol", "/mp/collect", measured, this::measure));
    all.add(
        new Client(
            "Firehose", "/firehose/" + delivered, delivered, run -> deliver(delivered, run)));
    all.add(new Client("Kinesis", "/", put, run -> put(put, run)));
    all.add(new Client("OpenTelemetry", "/v1/logs", logs, this::log));
  }

  /// A stream that is the only one of a key.
  private String stream(String name, String settings) {
    String stream = scene.stream(name, settings);
    scene.keys(
        "  %s: {hashes: [%s], streams: ['%s']}\n"
            .formatted(name, AccessKeys.hash(key(name)), stream));
    return stream;
  }

  private static String key(String name) {
    return "a-key-for-" + name + "-0123456789abcdef";
  }

  /// The patient ones first: OpenTelemetry's SDK gives up after five tries.
  List<Client> all() {
    return List.copyOf(all);
  }

  /// Those that come again within seconds.
  List<Client> quick() {
    return all.stream().filter(client -> !client.name().equals(SEGMENT_FOR_JAVA)).toList();
  }

  /// The ids of a run's events.
  static List<String> ids(String run) {
    return IntStream.range(0, 3).mapToObj(i -> run + "-" + i).toList();
  }

  private static String joined(String run, String separator, String event) {
    return ids(run).stream().map(event::formatted).collect(Collectors.joining(separator));
  }

  private void curl(String stream, String run) {
    curl("/v1/events/" + stream, "Bearer " + Scene.KEY, joined(run, "\n", "{\"id\":\"%s\"}"));
  }

  private void measure(String run) {
    curl(
        "/mp/collect?api_secret=" + key("measured"),
        "",
        "{\"client_id\":\"c\",\"events\":[%s]}"
            .formatted(joined(run, ",", "{\"name\":\"e\",\"params\":{\"id\":\"%s\"}}")));
  }

  private void curl(String address, String authorization, String body) {
    try {
      Process curl =
          new ProcessBuilder(
                  "curl",
                  "--silent",
                  "--retry",
                  "100",
                  "--retry-max-time",
                  Long.toString(LIMIT.toSeconds()),
                  "--header",
                  "Authorization: " + authorization,
                  "--header",
                  "Content-Type: application/json",
                  "--data-binary",
                  body,
                  scene.at(address).toString())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      opened.add(curl::destroyForcibly);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void log(String run) {
    SdkLoggerProvider logs =
        SdkLoggerProvider.builder()
            .addLogRecordProcessor(
                BatchLogRecordProcessor.builder(
                        OtlpHttpLogRecordExporter.builder()
                            .setEndpoint(scene.at("/v1/logs").toString())
                            .addHeader("Authorization", "Bearer " + key("logs"))
                            // By default the SDK ends all its tries after ten seconds.
                            .setTimeout(LIMIT)
                            .build())
                    .setExporterTimeout(LIMIT)
                    .build())
            .build();
    opened.add(logs::close);
    for (String id : ids(run)) {
      logs.get("tests")
          .logRecordBuilder()
          .setAttribute(AttributeKey.stringKey("log.record.uid"), id)
          .emit();
    }
    var _ = logs.forceFlush();
  }

  private void deliver(String stream, String run) {
    String records =
        ids(run).stream()
            .map(id -> "{\"id\":\"%s\"}".formatted(id).getBytes(UTF_8))
            .map(
                record -> "{\"data\":\"%s\"}".formatted(Base64.getEncoder().encodeToString(record)))
            .collect(Collectors.joining(","));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(scene.at("/firehose/" + stream))
            .header("X-Amz-Firehose-Request-Id", run)
            .header("X-Amz-Firehose-Access-Key", Scene.KEY)
            .POST(HttpRequest.BodyPublishers.ofString("{\"records\":[%s]}".formatted(records)));
    Thread.startVirtualThread(() ->
        Awaitility.await()
            .atMost(LIMIT)
            .pollInterval(PAUSE)
            .until(() -> scene.send(request).statusCode() == 200));
  }

  private void put(String stream, String run) {
    KinesisClient kinesis =
        KinesisClient.builder()
            .endpointOverride(scene.at("/"))
            .region(Region.EU_WEST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDTESTS", SECRET)))
            .build();
    opened.add(kinesis::close);
    Thread.startVirtualThread(() -> put(kinesis, stream, run));
  }

  /// The SDK repeats a call that failed, a few times; that and records that failed are a producer's
  /// own to put again.
  private static void put(KinesisClient kinesis, String stream, String run) {
    List<PutRecordsRequestEntry> left =
        ids(run).stream()
            .map(id -> SdkBytes.fromUtf8String("{\"id\":\"%s\"}".formatted(id)))
            .map(data -> PutRecordsRequestEntry.builder().partitionKey("k").data(data).build())
            .toList();
    while (!left.isEmpty()) {
      List<PutRecordsRequestEntry> records = left;
      try {
        List<PutRecordsResultEntry> results =
            kinesis.putRecords(put -> put.streamName(stream).records(records)).records();
        left =
            IntStream.range(0, results.size())
                .filter(i -> results.get(i).errorCode() != null)
                .mapToObj(records::get)
                .toList();
      } catch (ProvisionedThroughputExceededException _) {
        // Again.
      }
    }
  }

  private void track(String run) {
    Analytics library = Analytics.builder(key("server")).endpoint(scene.at("").toString()).build();
    opened.add(library::shutdown);
    ids(run).forEach(id -> library.enqueue(TrackMessage.builder("e").messageId(id).userId("ann")));
    library.flush();
  }

  private void open(Browser page, String run) {
    page.open(
        key("web"),
        scene.at(""),
        """
        const analytics = AnalyticsNext.AnalyticsBrowser.load({writeKey: KEY, cdnURL: SERVICE});
        for (const id of [%s]) analytics.track('e', {id});
        """
            .formatted(joined(run, ",", "'%s'")));
  }

  @Override
  public void close() {
    browser.ifPresent(Browser::close);
    opened.forEach(Runnable::run);
  }
}
