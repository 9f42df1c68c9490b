package dev.hayase.log.http.measurement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.log.event.Document;
import dev.hayase.log.event.Offered;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasurementRequestTest {
  private static final String REQUEST =
      """
      {"client_id":"é.7","timestamp_micros":"1600000000000001","user_properties":{"a":{"value":1.10}},
       "events":[{"name":"one","params":{"n":1e400}},{},{"name":"two","timestamp_micros":5,"client_id":"x"},
       7,{"name":"cut","name":"twice"}]}
      """;

  private static List<Offered> offered(String body) {
    return MeasurementRequest.read(Document.of(body))
        .orElseThrow()
        .offered("web", Map.of("measurement_id", "G-\"1"));
  }

  private static String text(Offered event) {
    return new String(event.document().bytes(), UTF_8);
  }

  @Test
  void anEventHasWhatTheRequestSaysOfAllOfThem() {
    // When
    List<Offered> events = offered(REQUEST);

    // Then
    String rest = "\"user_properties\":{\"a\":{\"value\":1.10}},\"measurement_id\":\"G-\\\"1\"}";
    assertThat(events)
        .extracting(MeasurementRequestTest::text)
        .containsExactly(
            "{\"name\":\"one\",\"params\":{\"n\":1e400},\"client_id\":\"é.7\","
                + "\"timestamp_micros\":\"1600000000000001\","
                + rest,
            "{\"client_id\":\"é.7\",\"timestamp_micros\":\"1600000000000001\"," + rest,
            "{\"name\":\"two\",\"timestamp_micros\":5,\"client_id\":\"x\"," + rest,
            "7",
            "{\"name\":\"cut\",\"name\":\"twice\"}");
    assertThat(events)
        .extracting(Offered::time)
        .startsWith(
            Optional.of(Instant.parse("2020-09-13T12:26:40.000001Z")),
            Optional.of(Instant.parse("2020-09-13T12:26:40.000001Z")),
            Optional.of(Instant.parse("1970-01-01T00:00:00.000005Z")));
    assertThat(events.getFirst().key()).contains("é.7");
    assertThat(events.getFirst().type()).contains("one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"x\"", "-1.5", "null", "99999999999999999999", "[1]", "true"})
  void aTimeThatIsNoneIsNotTaken(String time) {
    assertThat(
            offered("{\"events\":[{\"timestamp_micros\":%s}]}".formatted(time)).getFirst().time())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no",
        "[]",
        "{",
        "{}",
        "{\"events\":7}",
        "{\"events\":[]}{}",
        "{\"events\":[}"
      })
  void whatHasNoListOfEventsIsNoRequest(String body) {
    assertThat(MeasurementRequest.read(Document.of(body))).isEmpty();
  }

  @Test
  void damagedRequestsAreReadOrNot() {
    // Given
    Random random = new Random(11);
    byte[] whole = REQUEST.getBytes(UTF_8);
    int read = 0;

    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = whole.clone();
      for (int k = random.nextInt(3); k >= 0; k--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }

      // When
      Optional<MeasurementRequest> request = MeasurementRequest.read(Document.of(damaged));
      if (request.isPresent()) {
        request.get().offered("web", Map.of());
        read++;
      }
      Validation.of(Document.of(damaged));
    }

    // Then
    assertThat(read).isBetween(1, 19_999);
  }

  @Test
  void nestingWithoutEndIsNoRequest() {
    assertThat(MeasurementRequest.read(Document.of("{\"events\":" + "[".repeat(100_000))))
        .isEmpty();
  }
}
