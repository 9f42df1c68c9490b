package dev.hayase.log.http.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.hayase.event.wire.EventHeaders;
import dev.hayase.log.scene.Scene;
import dev.hayase.log.scene.Scene.Stored;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventsTest {
  @TempDir private static Path folder;
  private static Scene scene;
  private static String clicks;
  private static String visits;

  @BeforeAll
  static void start() {
    scene = new Scene(folder);
    clicks =
        scene.stream("clicks", "{event-id: id, event-time: at, key: user.id, largest-event: 1KiB}");
    visits =
        scene.stream(
            "visits", "{personal: {user.email: hash, ip: truncate, note: drop}, key: user.email}");
    scene.limits("largest-request: 1MiB");
    scene.start();
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  @Test
  void anEventIsOnItsTopicWithItsIdentityAndTimesWhenTheAnswerComes() {
    // When
    HttpResponse<String> answer =
        scene.send(
            HttpRequest.newBuilder(scene.at("/v1/events/" + clicks))
                .header("Authorization", "Bearer " + Scene.KEY)
                .header("Content-Type", "application/json")
                .header("X-Sent-At", "2020-01-01T00:00:10Z")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"id\":\"one\",\"at\":\"2020-01-01T00:00:00Z\",\"user\":{\"id\":7},\"x\":1.10}")));

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"results\":[{\"id\":\"one\",\"result\":\"ok\"}]}");
    Stored stored =
        scene.events(clicks).stream()
            .filter(e -> "one".equals(e.headers().get(EventHeaders.ID)))
            .findFirst()
            .orElseThrow();
    assertThat(stored.key()).isEqualTo("7");
    assertThat(stored.value())
        .isEqualTo(
            "{\"id\":\"one\",\"at\":\"2020-01-01T00:00:00Z\",\"user\":{\"id\":7},\"x\":1.10}");
    assertThat(stored.headers())
        .containsEntry(EventHeaders.SOURCE, "tests")
        .containsEntry(EventHeaders.SENT, "1577836810000000")
        .containsKeys(EventHeaders.RECEIVED, EventHeaders.TIME, EventHeaders.CORRECTION);
    long received = Long.parseLong(stored.headers().get(EventHeaders.RECEIVED));
    long correction = Long.parseLong(stored.headers().get(EventHeaders.CORRECTION));
    assertThat(correction).isEqualTo(received - 1577836810000000L);
  }

  @Test
  void aBadEventIsQuarantinedWholeAndTheOthersOfItsBatchAreTaken() {
    // When
    HttpResponse<String> answer =
        scene.post(
            "/v1/events/" + clicks,
            "application/x-ndjson",
            "{\"id\":\"two\"}\n{\"id\":\"broken\n\n[1]\n{\"id\":\"late\",\"at\":\"yesterday\"}\n"
                + "{\"id\":\"three\",\"x\":\""
                + "y".repeat(2000)
                + "\"}\n{\"id\":\"four\"}");

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
    assertThat(answer.body())
        .contains("{\"id\":\"two\",\"result\":\"ok\"}", "{\"id\":\"four\",\"result\":\"ok\"}")
        .containsSubsequence(
            "\"result\":\"ok\"", "malformed", "malformed", "bad-event-time", "too-large", "\"ok\"");
    assertThat(scene.quarantine(clicks))
        .extracting(Stored::value)
        .contains(
            "{\"id\":\"broken",
            "[1]",
            "{\"id\":\"late\",\"at\":\"yesterday\"}",
            "{\"id\":\"three\",\"x\":\"" + "y".repeat(2000) + "\"}");
  }

  @Test
  void aListIsTakenElementByElementAndWhatCannotBeReadOfItIsKept() {
    // When
    HttpResponse<String> answer =
        scene.post(
            "/v1/events/" + clicks,
            "application/json; charset=utf-8",
            " [ {\"id\":\"l1\"} , {\"id\":\"l2\",\"list\":[[1],{}]},\n7, {\"id\":\"l3\", oops}, {\"id\":\"l4\"}]");

    // Then
    assertThat(answer.body())
        .contains("{\"id\":\"l1\",\"result\":\"ok\"}", "{\"id\":\"l2\",\"result\":\"ok\"}");
    assertThat(scene.quarantine(clicks))
        .extracting(Stored::value)
        .contains("7", "{\"id\":\"l3\", oops}, {\"id\":\"l4\"}]");
  }

  @Test
  void nothingPersonalGetsToATopicNotEvenWithWhatCannotBeRead() {
    // When
    scene.post(
        "/v1/events/" + visits,
        "application/json",
        "{\"user\":{\"email\":\"ann@school.example\"},\"ip\":\"192.168.17.4\",\"note\":\"secret ann\",\"n\":1e2}");
    scene.post(
        "/v1/events/" + visits, "application/json", "{\"user\":{\"email\":\"ann@school.exam");

    // Then
    List<Stored> stored = scene.events(visits);
    assertThat(stored).hasSize(1);
    assertThat(stored.getFirst().value())
        .startsWith("{\"user\":{\"email\":\"h1:")
        .endsWith("\"ip\":\"192.168.17.0\",\"n\":1e2}");
    assertThat(stored.getFirst().key()).startsWith("h1:");
    assertThat(scene.quarantine(visits)).hasSize(1);
    assertThat(stored.toString() + scene.quarantine(visits))
        .doesNotContain("ann@school", "secret ann", "17.4");
    assertThat(scene.quarantine(visits).getFirst().headers())
        .containsEntry(EventHeaders.QUARANTINE_ENCRYPTED_BY, "e1");
  }

  @Test
  void aBeaconsKeyStandsInTheQuery() {
    // When
    HttpResponse<String> answer =
        scene.send(
            HttpRequest.newBuilder(scene.at("/v1/events/" + clicks + "?key=" + Scene.KEY))
                .header("Content-Type", "text/plain;charset=UTF-8")
                .header("Origin", "https://school.example")
                .POST(HttpRequest.BodyPublishers.ofString("{\"id\":\"beacon\"}")));

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("https://school.example");
    assertThat(answer.body()).contains("{\"id\":\"beacon\",\"result\":\"ok\"}");
  }

  @Test
  void aRequestThatIsSentAgainBringsTheSameIds() {
    // Given
    String events = "{\"a\":1}\n{\"a\":1}\n{\"a\":2}";

    // When
    HttpResponse<String> first = scene.post("/v1/events/" + clicks, "application/json", events);
    HttpResponse<String> again = scene.post("/v1/events/" + clicks, "application/json", events);

    // Then
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(first.body().split("\"id\":")).doesNotHaveDuplicates().hasSize(4);
  }

  @Test
  void aBodyIsInflated() throws IOException {
    // Given
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("{\"id\":\"zipped\"}".getBytes(UTF_8));
    }

    // When
    HttpResponse<String> answer = encoded("gzip", bytes.toByteArray());

    // Then
    assertThat(answer.body()).contains("{\"id\":\"zipped\",\"result\":\"ok\"}");
  }

  @Test
  void aBombIsRefusedBeforeItFillsTheMemory() throws IOException {
    // Given
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(new byte[50 << 20]);
    }

    // When
    HttpResponse<String> bomb = encoded("gzip", bytes.toByteArray());
    HttpResponse<String> noGzip = encoded("gzip", "{}".getBytes(UTF_8));
    HttpResponse<String> noZstd = encoded("zstd", "no zstd at all".getBytes(UTF_8));
    HttpResponse<String> unknown = encoded("br", "{}".getBytes(UTF_8));

    // Then
    assertThat(
            List.of(
                bomb.statusCode(), noGzip.statusCode(), noZstd.statusCode(), unknown.statusCode()))
        .containsExactly(413, 400, 400, 415);
  }

  /// Whatever comes as a compressed body, it is read or refused, and never our failure.
  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void damagedBodiesAreReadOrRefused(String encoding) throws IOException {
    // Given
    byte[] events = "{\"id\":\"damaged\"}\n".repeat(50).getBytes(UTF_8);
    byte[] whole = encoding.equals("gzip") ? gzip(events) : Zstd.compress(events);
    Random random = new Random(3);
    Set<Integer> statuses = new TreeSet<>();

    // When
    for (int i = 0; i < 300; i++) {
      byte[] damaged =
          Arrays.copyOf(
              whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
      for (int k = random.nextInt(4); k >= 0 && damaged.length > 0; k--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      statuses.add(encoded(encoding, damaged).statusCode());
    }

    // Then
    assertThat(statuses).contains(400).isSubsetOf(200, 400, 413);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    }
    return bytes.toByteArray();
  }

  @Test
  void aBodyWithMoreEventsThanItsBytesLetExpectIsRefused() {
    // When
    HttpResponse<String> answer = encoded("identity", "{}\n".repeat(300_000).getBytes(UTF_8));

    // Then
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("30,000");
  }

  private static HttpResponse<String> encoded(String encoding, byte[] body) {
    return scene.send(
        HttpRequest.newBuilder(scene.at("/v1/events/" + clicks))
            .header("Authorization", "Bearer " + Scene.KEY)
            .header("Content-Encoding", encoding)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  @ParameterizedTest
  @CsvSource({
    "POST, clicks, Bearer wrong, application/json, 401",
    "POST, clicks, , application/json, 401",
    "POST, nothing, KEY, application/json, 404",
    "POST, clicks, KEY, application/xml, 415",
    "PUT, clicks, KEY, application/json, 405"
  })
  void whatCannotBeTakenIsRefusedAtOnce(
      String method, String stream, String authorization, String type, int status) {
    // Given
    String name = stream.equals("clicks") ? clicks : stream;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(scene.at("/v1/events/" + name))
            .header("Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofString("{}"));
    if (authorization != null) {
      request.header("Authorization", authorization.replace("KEY", "Bearer " + Scene.KEY));
    }

    // When
    HttpResponse<String> answer = scene.send(request);

    // Then
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).startsWith("{\"error\":");
  }
}
