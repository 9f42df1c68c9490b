package dev.hayase.log.http.segment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.hayase.log.event.Document;
import dev.hayase.log.event.Offered;
import dev.hayase.log.http.segment.SegmentRequest.UnreadableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentReadersTest {
  @Test
  void aBatchsEventsAreAsTheyWereSentButForTheKey() {
    // When
    SegmentRequest request =
        SegmentRequest.read(
            Document.of(
                """
                {"sentAt":"2026-11-23T10:00:01Z", "batch" : [
                  { "type" : "track", "messageId":"m1", "writeKey":"k", "n": 1.10, "x":[1e2] },
                  {"type":"page","messageId":"m2","timestamp":"2026-11-23T10:00:00Z","originalTimestamp":"2026-11-23T09:59:59Z"} ],
                 "writeKey":"k", "batch2": []}\
                """),
            true);
    List<Offered> events = events(request, Optional.empty());

    // Then
    assertThat(request.writeKey()).contains("k");
    assertThat(request.sent()).contains(Instant.parse("2026-11-23T10:00:01Z"));
    assertThat(events)
        .extracting(Offered::stream, Offered::id, Offered::type, SegmentReadersTest::text)
        .containsExactly(
            tuple(
                "track",
                Optional.of("m1"),
                Optional.of("track"),
                "{\"type\" : \"track\",\"messageId\":\"m1\",\"n\": 1.10,\"x\":[1e2]}"),
            tuple(
                "page",
                Optional.of("m2"),
                Optional.of("page"),
                "{\"type\":\"page\",\"messageId\":\"m2\",\"timestamp\":\"2026-11-23T10:00:00Z\","
                    + "\"originalTimestamp\":\"2026-11-23T09:59:59Z\"}"));
    assertThat(events.getLast().time()).contains(Instant.parse("2026-11-23T09:59:59Z"));
  }

  @Test
  void aSingleCallHasTheTypeOfItsPath() {
    // Given
    Document body = Document.of("{\"event\":\"Lesson Opened\",\"writeKey\":\"k\"}");

    // When
    Offered event = SegmentEvent.of(body, Optional.of(Call.TRACK), Optional.of("web"));

    // Then
    assertThat(event.stream()).isEqualTo("web");
    assertThat(text(event)).isEqualTo("{\"type\":\"track\",\"event\":\"Lesson Opened\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "\"text\"", "[[1]]", "{}", "{\"type\":\"dance\"}", "{\"type\":7}"})
  void whatIsNoEventIsKeptApartAndItsNeighboursAreNot(String event) {
    // When
    SegmentRequest request =
        SegmentRequest.read(
            Document.of(
                "{\"batch\":[{\"type\":\"track\"}, %s ,{\"type\":\"track\"}]}".formatted(event)),
            true);

    // Then
    assertThat(events(request, Optional.of("web")))
        .extracting(SegmentReadersTest::text, offered -> offered.flaw().isPresent())
        .containsExactly(
            tuple("{\"type\":\"track\"}", false),
            tuple(event, true),
            tuple("{\"type\":\"track\"}", false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "nothing",
        "{\"batch\":[{\"type\":\"track\"},",
        "{}",
        "{\"batch\":[]} 7"
      })
  void whatIsNoBatchIsNotRead(String body) {
    // Then
    assertThatThrownBy(() -> SegmentRequest.read(Document.of(body), true))
        .isInstanceOf(UnreadableException.class);
  }

  @Test
  void depthAndNumberAreBounded() {
    // Given
    String deep = "{\"batch\":[{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}]}";
    String many = "{\"batch\":[" + "{},".repeat(10_000) + "{}]}";
    String digits = "{\"batch\":[{\"type\":\"track\",\"n\":" + "9".repeat(100_000) + "}]}";

    // Then
    assertThatThrownBy(() -> SegmentRequest.read(Document.of(deep), true))
        .isInstanceOf(UnreadableException.class);
    assertThatThrownBy(() -> SegmentRequest.read(Document.of(many), true))
        .isInstanceOf(UnreadableException.class);
    assertThat(SegmentRequest.read(Document.of(digits), true).events()).hasSize(1);
  }

  @Property
  void bytesThatAreNothingDoNoHarm(@ForAll byte[] bytes) {
    // When
    Offered event = SegmentEvent.of(Document.of(bytes), Optional.empty(), Optional.empty());

    // Then
    assertThat(event.flaw()).isPresent();
    assertThatThrownBy(() -> SegmentRequest.read(Document.of(bytes), true))
        .isInstanceOf(UnreadableException.class);
  }

  private static List<Offered> events(SegmentRequest request, Optional<String> only) {
    return request.events().stream()
        .map(event -> SegmentEvent.of(event, Optional.empty(), only))
        .toList();
  }

  private static String text(Offered event) {
    return new String(event.document().bytes(), UTF_8);
  }
}
