package dev.hayase.log.http.firehose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.wire.EventHeaders;
import dev.hayase.log.scene.Scene;
import dev.hayase.log.scene.Scene.Stored;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// With requests as AWS's specification of HTTP endpoint delivery has them: Firehose itself cannot
/// be run here.
class FirehoseTest {
  @TempDir private static Path folder;
  private static Scene scene;
  private static String clicks;
  private static String other;

  @BeforeAll
  static void start() {
    scene = new Scene(folder);
    clicks = scene.stream("clicks", "{largest-event: 1KiB}");
    other = scene.stream("other", "{}");
    scene.start();
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  private static String delivery(String id, String... records) {
    return Stream.of(records)
        .map(record ->
            "{\"data\":\"" + Base64.getEncoder().encodeToString(record.getBytes(UTF_8)) + "\"}")
        .collect(
            Collectors.joining(
                ",",
                "{\"requestId\":\"%s\",\"timestamp\":1578090903599,\"records\":[".formatted(id),
                "]}"));
  }

  private static HttpRequest.Builder request(String stream, String id, byte[] body) {
    return HttpRequest.newBuilder(scene.at("/firehose/" + stream))
        .header("X-Amz-Firehose-Protocol-Version", "1.0")
        .header("X-Amz-Firehose-Request-Id", id)
        .header("X-Amz-Firehose-Source-Arn", "arn:aws:firehose:eu-west-1:1:deliverystream/d")
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }

  private static HttpResponse<String> deliver(String stream, String id, String body) {
    return scene.send(
        request(stream, id, body.getBytes(UTF_8)).header("X-Amz-Firehose-Access-Key", Scene.KEY));
  }

  @Test
  void recordsAndTheirLinesAreEventsAndBadOnesAreKept() {
    // When
    HttpResponse<String> answer =
        deliver(
            clicks,
            "ed4acda5-034f-9f42-bba1-f29aea6d7d8f",
            delivery("ed4acda5", "{\"n\":1}", "{\"n\":2}\n{\"n\":3}\n", "no JSON", ""));

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.body())
        .matches(
            "\\{\"requestId\":\"ed4acda5-034f-9f42-bba1-f29aea6d7d8f\",\"timestamp\":[0-9]{13}}");
    assertThat(scene.events(clicks))
        .extracting(Stored::value)
        .contains("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
    assertThat(scene.quarantine(clicks)).extracting(Stored::value).contains("no JSON", "");
  }

  @Test
  void aDeliveryThatIsMadeAgainBringsTheSameIdsAndAnotherOneOthers() {
    // When
    deliver(other, "first", delivery("first", "{\"a\":1}", "{\"a\":1}"));
    deliver(other, "first", delivery("first", "{\"a\":1}", "{\"a\":1}"));
    deliver(other, "second", delivery("second", "{\"a\":1}"));

    // Then
    assertThat(scene.events(other))
        .filteredOn(event -> event.value().equals("{\"a\":1}"))
        .extracting(event -> event.headers().get(EventHeaders.ID))
        .hasSize(5)
        .satisfies(ids -> assertThat(ids.stream().distinct()).hasSize(3));
  }

  @Test
  void aDeliveryMayBeCompressed() throws IOException {
    // Given
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(delivery("zipped", "{\"zipped\":true}").getBytes(UTF_8));
    }

    // When
    HttpResponse<String> answer =
        scene.send(
            request(clicks, "zipped", bytes.toByteArray())
                .header("Content-Encoding", "gzip")
                .header("X-Amz-Firehose-Access-Key", Scene.KEY));

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(scene.events(clicks)).extracting(Stored::value).contains("{\"zipped\":true}");
  }

  @Test
  void whatIsRefusedIsToldWithTheRequestsId() {
    // When
    List<HttpResponse<String>> answers =
        List.of(
            scene.send(request(clicks, "r", delivery("r", "{}").getBytes(UTF_8))),
            deliver("nothing", "r", delivery("r", "{}")),
            deliver(clicks, "r", "no delivery"));

    // Then
    assertThat(answers).extracting(HttpResponse::statusCode).containsExactly(401, 404, 400);
    assertThat(answers)
        .extracting(HttpResponse::body)
        .allSatisfy(body ->
            assertThat(body)
                .matches(
                    "\\{\"requestId\":\"r\",\"timestamp\":[0-9]{13},\"errorMessage\":\".+\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|",
        "400|[]",
        "400|{}",
        "400|{\"records\":7}",
        "400|{\"records\":[7]}",
        "400|{\"records\":[{\"data\":\"e30=\"}",
        "200|{\"records\":[]}",
        "200|{\"records\":[{\"data\":\"not base64!\"}]}",
        "200|{\"records\":[{\"data\":7},{\"other\":[[]]}],\"more\":{\"records\":[]}}"
      })
  void onlyWhatIsNoDeliveryIsRefused(int status, String body) {
    assertThat(deliver(clicks, "odd", body == null ? "" : body).statusCode()).isEqualTo(status);
  }

  @Test
  void nestingWithoutEndIsRefused() {
    assertThat(deliver(clicks, "deep", "{\"x\":" + "[".repeat(500_000)).statusCode())
        .isEqualTo(400);
  }
}
