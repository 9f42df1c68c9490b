package dev.hayase.log.http.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hayase.event.wire.EventHeaders;
import dev.hayase.log.scene.Scene;
import dev.hayase.log.scene.Scene.Stored;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Shard;

/// With AWS's SDK as it is; only the endpoint is ours.
class KinesisTest {
  @TempDir private static Path folder;
  private static Scene scene;
  private static String clicks;
  private static String orders;
  private static String slow;
  private static KinesisClient client;

  /// How often the SDK tried again, of all calls.
  private static final AtomicInteger RETRIES = new AtomicInteger();

  private static final MetricPublisher COUNTING =
      new MetricPublisher() {
        @Override
        public void publish(MetricCollection call) {
          call.metricValues(CoreMetric.RETRY_COUNT).forEach(RETRIES::addAndGet);
        }

        @Override
        public void close() {}
      };

  @BeforeAll
  static void start() {
    scene = new Scene(folder);
    clicks = scene.stream("clicks", "{event-id: id, partitions: 3}");
    orders = scene.stream("orders", "{key: order.id, personal: {email: drop}}");
    slow = scene.stream("slow", "{}");
    scene.file("aws-secret", "a-secret-access-key-for-tests");
    scene.keys(
        """
          server: {signing: {AKIDSERVER: "${file:aws-secret}"}, streams: ['*']}
          few: {signing: {AKIDFEW: "${file:aws-secret}"}, streams: [other]}
          slow: {signing: {AKIDSLOW: "${file:aws-secret}"}, streams: ['*'], rate: 2KiB}
        """);
    scene.start();
    client = client("AKIDSERVER", "a-secret-access-key-for-tests");
  }

  @AfterAll
  static void stop() {
    client.close();
    scene.close();
  }

  private static KinesisClient client(String id, String secret) {
    return KinesisClient.builder()
        .endpointOverride(scene.at("/"))
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret)))
        .overrideConfiguration(configuration -> configuration.addMetricPublisher(COUNTING))
        .build();
  }

  private static PutRecordResponse put(
      KinesisClient with, String stream, String key, SdkBytes data) {
    return with.putRecord(put -> put.streamName(stream).partitionKey(key).data(data));
  }

  private static SdkBytes text(String data) {
    return SdkBytes.fromUtf8String(data);
  }

  private static List<String> ids(List<Stored> events) {
    return events.stream().map(event -> event.headers().get(EventHeaders.ID)).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void aRecordIsOnItsTopicUnderItsPartitionKeyInEitherEncoding(String cbor) {
    // Given
    System.setProperty("aws.cborEnabled", cbor);
    try (KinesisClient speaking = client("AKIDSERVER", "a-secret-access-key-for-tests")) {

      // When
      PutRecordResponse answer =
          put(speaking, clicks, "ann", text("{\"id\":\"one-%s\",\"é\":1.10}".formatted(cbor)));

      // Then
      assertThat(answer.shardId()).matches("shardId-00000000000[0-2]");
      assertThat(answer.sequenceNumber()).matches("1[0-9]{19}");
      Stored stored =
          scene.events(clicks).stream()
              .filter(event -> event.value().contains("one-" + cbor))
              .findFirst()
              .orElseThrow();
      assertThat(stored.key()).isEqualTo("ann");
      assertThat(stored.value()).isEqualTo("{\"id\":\"one-%s\",\"é\":1.10}".formatted(cbor));
      assertThat(stored.headers()).containsEntry(EventHeaders.SOURCE, "server");
      assertThat(
              catchThrowableOfType(
                  ResourceNotFoundException.class,
                  () -> put(speaking, "Nothing", "ann", text("{}"))))
          .isNotNull();
    } finally {
      System.clearProperty("aws.cborEnabled");
    }
  }

  @Test
  void resultsStandInTheOrderOfTheRecordsAndABadOneIsKept() {
    // Given
    List<PutRecordsRequestEntry> records = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      String data = i == 250 ? "no JSON" : "{\"id\":\"many-%03d\"}".formatted(i);
      records.add(
          PutRecordsRequestEntry.builder().partitionKey("key-" + i % 50).data(text(data)).build());
    }

    // When
    PutRecordsResponse answer = client.putRecords(put -> put.streamName(clicks).records(records));

    // Then
    assertThat(answer.failedRecordCount()).isZero();
    assertThat(answer.records()).hasSize(500);
    PutRecordsResultEntry bad = answer.records().get(250);
    assertThat(bad.sequenceNumber()).isEqualTo("0");
    for (String shard : List.of("0", "1", "2")) {
      assertThat(answer.records())
          .filteredOn(record -> record.shardId().endsWith(shard) && !record.equals(bad))
          .extracting(PutRecordsResultEntry::sequenceNumber)
          .isSorted()
          .doesNotHaveDuplicates();
    }
    assertThat(ids(scene.events(clicks))).filteredOn(id -> id.startsWith("many-")).hasSize(499);
    assertThat(scene.quarantine(clicks)).extracting(Stored::value).contains("no JSON");
  }

  @Test
  void aStreamOfKinesisMayHaveCapitalsHyphensAndDots() {
    // Given
    String name = clicks.toUpperCase(Locale.ROOT).replaceFirst("_", "-").replaceFirst("_", ".");

    // When
    put(client, name, "ann", text("{\"id\":\"named\"}"));

    // Then
    assertThat(ids(scene.events(clicks))).contains("named");
  }

  @Test
  void whatTheProducerLibraryPackedIsSplit() {
    // When
    put(
        client,
        clicks,
        "a",
        SdkBytes.fromByteArray(
            new Packing().add("bob", "{\"id\":\"p1\"}").add("cid", "{\"id\":\"p2\"}").packed()));

    // Then
    assertThat(scene.events(clicks))
        .extracting(event -> event.key() + event.headers().get(EventHeaders.ID))
        .contains("bobp1", "cidp2");
  }

  @Test
  void whatTheProducerLibraryAsksIsAnswered() {
    // When
    List<Shard> shards = client.listShards(list -> list.streamName(clicks)).shards();
    var summary =
        client.describeStreamSummary(d -> d.streamName(clicks)).streamDescriptionSummary();

    // Then
    assertThat(shards)
        .extracting(Shard::shardId)
        .containsExactly("shardId-000000000000", "shardId-000000000001", "shardId-000000000002");
    assertThat(shards)
        .extracting(shard -> shard.hashKeyRange().endingHashKey())
        .containsExactly(
            "340282366920938463463374607431768211455",
            "340282366920938463463374607431768211455",
            "340282366920938463463374607431768211454");
    assertThat(summary.openShardCount()).isEqualTo(3);
    assertThat(summary.streamStatusAsString()).isEqualTo("ACTIVE");
    assertThat(summary.streamARN())
        .isEqualTo("arn:aws:kinesis:eu-west-1:000000000000:stream/" + clicks);
  }

  @Test
  void aStreamWithPersonalDataHasOnlyTheKeyThatItNames() {
    // When
    put(client, orders, "ann@school.example", text("{\"order\":{\"id\":7}}"));
    put(client, orders, "ann@school.example", text("{\"email\":\"ann@school.example\"}"));

    // Then
    assertThat(scene.events(orders)).extracting(Stored::key).containsExactlyInAnyOrder("7", null);
    assertThat(scene.events(orders).toString()).doesNotContain("ann@");
  }

  @Test
  void equalRecordsOfTwoCallsAreTwoEvents() {
    // When
    put(client, orders, "k", text("{\"line\":\"again\"}"));
    put(client, orders, "k", text("{\"line\":\"again\"}"));

    // Then
    assertThat(scene.events(orders))
        .filteredOn(event -> event.value().contains("again"))
        .extracting(event -> event.headers().get(EventHeaders.ID))
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "AKIDSERVER, wrong, InvalidSignatureException",
    "AKIDNOBODY, wrong, UnrecognizedClientException",
    "AKIDFEW, a-secret-access-key-for-tests, AccessDeniedException"
  })
  void whoMayNotSendIsTold(String id, String secret, String code) {
    // Given
    try (KinesisClient stranger = client(id, secret)) {

      // When
      KinesisException refusal =
          catchThrowableOfType(
              KinesisException.class, () -> put(stranger, clicks, "k", text("{}")));

      // Then
      assertThat(refusal.statusCode()).isEqualTo(400);
      assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/x-amz-json-1.1||MissingAuthenticationTokenException",
        "application/json||UnknownOperationException",
        "application/x-amz-json-1.1|AWS4-HMAC-SHA256"
            + " Credential=AKIDSERVER|IncompleteSignatureException",
        "application/x-amz-json-1.1|AWS4-HMAC-SHA256"
            + " Credential=AKIDSERVER/20150830/r/kinesis/aws4_request,"
            + " SignedHeaders=host;x-amz-date;x-amz-target, Signature=00|InvalidSignatureException"
      })
  void whatIsNotSignedNowIsRefused(String type, String authorization, String error) {
    // Given
    HttpRequest.Builder request =
        HttpRequest.newBuilder(scene.at("/"))
            .header("Content-Type", type)
            .header("X-Amz-Target", "Kinesis_20131202.PutRecord")
            .header("X-Amz-Date", "20150830T123600Z")
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }

    // When
    HttpResponse<String> answer = scene.send(request);

    // Then
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-amz-json-1.1");
    assertThat(answer.headers().firstValue("Date")).isPresent();
    assertThat(answer.body()).startsWith("{\"__type\":\"" + error + "\",\"message\":\"");
  }

  @Test
  void whenThereIsNoRoomTheSdkComesAgain() {
    // Given
    int before = RETRIES.get();
    try (KinesisClient limited = client("AKIDSLOW", "a-secret-access-key-for-tests")) {

      // When
      for (int i = 0; i < 3; i++) {
        put(limited, slow, "k", text("{\"n\":%d,\"x\":\"%s\"}".formatted(i, "y".repeat(1_800))));
      }
    }

    // Then
    assertThat(RETRIES.get()).isGreaterThan(before);
    assertThat(scene.events(slow))
        .extracting(event -> event.value().substring(0, 6))
        .containsExactlyInAnyOrder("{\"n\":0", "{\"n\":1", "{\"n\":2");
  }
}
