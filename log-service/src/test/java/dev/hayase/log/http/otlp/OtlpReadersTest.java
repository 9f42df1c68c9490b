package dev.hayase.log.http.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.log.event.Offered;
import dev.hayase.log.http.otlp.LogsRequest.Found;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpReadersTest {
  private static final String STREAM = "server";

  /// The example of the protocol's specification, and what becomes of it.
  private static final String EXAMPLE =
      """
      {"time":"2018-12-13T14:51:00.300Z","time_unix_nano":1544712660300000000,\
      "observed_time":"2018-12-13T14:51:00.300Z","severity_text":"Information","severity_number":10,\
      "body":"Example log record","attributes":{"string.attribute":"some string",\
      "boolean.attribute":true,"int.attribute":10,"double.attribute":637.704,\
      "array.attribute":["many","values"],"map.attribute":{"some.map.key":"some value"}},\
      "trace_id":"5b8efff798038103d269b633813fc60c","span_id":"eee19b7ec3c1b174",\
      "resource":{"service.name":"my.service"},"scope_name":"my.library","scope_version":"1.0.0",\
      "scope_attributes":{"my.scope.attribute":"some scope attribute"}}\
      """;

  @Test
  void theExampleOfTheSpecificationIsOneFlatDocument() throws IOException {
    // When
    List<Offered> records = json(example());

    // Then
    assertThat(records).hasSize(1);
    Offered record = records.getFirst();
    assertThat(text(record)).isEqualTo(EXAMPLE);
    assertThat(record.time()).contains(Instant.parse("2018-12-13T14:51:00.3Z"));
    assertThat(record.id()).isEmpty();
    assertThat(record.flaw()).isEmpty();
  }

  @Test
  void aTruncatedRequestIsNeverTakenForAWholeOne() throws IOException {
    // Given
    Message whole = transcribed(example());

    // When
    List<String> taken = new ArrayList<>();
    for (int length = 1; length < whole.length(); length++) {
      try {
        records(new Message(whole.bytes(), 0, length)).forEach(r -> taken.add(text(r)));
      } catch (IOException e) {
        assertThat(UnreadableException.reason(e)).startsWith("It is no protobuf");
      }
    }

    // Then
    assertThat(taken).isEmpty();
  }

  @Property
  void bytesThatAreNothingDoNoHarm(@ForAll byte[] bytes) {
    // When
    try {
      records(new Message(bytes, 0, bytes.length));
    } catch (IOException e) {
      // Then
      assertThat(UnreadableException.reason(e)).isNotBlank();
    }
  }

  @Property
  void aByteThatWasChangedDoesNoHarm(@ForAll int where, @ForAll byte to) throws IOException {
    // Given
    Message example = transcribed(example());
    byte[] bytes = example.alone();
    bytes[Math.floorMod(where, bytes.length)] = to;

    // When
    try {
      List<Offered> records = records(new Message(bytes, 0, bytes.length));

      // Then
      assertThat(records).allSatisfy(record -> assertThat(record.document()).isNotNull());
    } catch (IOException e) {
      assertThat(UnreadableException.reason(e)).isNotBlank();
    }
  }

  @Test
  void aRecordThatIsNoUnicodeIsKeptApartAndItsNeighboursAreNot() throws IOException {
    // Given
    MessageWriter out = new MessageWriter();
    int logs = out.begin(1);
    int scope = out.begin(2);
    record(out, "before".getBytes(UTF_8));
    record(out, new byte[] {'a', (byte) 0xC3});
    record(out, "after".getBytes(UTF_8));
    out.end(scope);
    out.end(logs);

    // When
    List<Offered> records = records(out.message());

    // Then
    assertThat(records)
        .extracting(Offered::flaw)
        .map(Optional::isPresent)
        .containsExactly(false, true, false);
    assertThat(text(records.getLast())).isEqualTo("{\"severity_text\":\"after\"}");
  }

  private static void record(MessageWriter out, byte[] severity) {
    int record = out.begin(2);
    out.bytes(3, severity);
    out.end(record);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "[[]]",
        "{\"timeUnixNano\":\"yesterday\"}",
        "{\"timeUnixNano\":1e400}",
        "{\"timeUnixNano\":-1}",
        "{\"timeUnixNano\":{\"a\":[{}]}}",
        "{\"traceId\":\"xyz\"}",
        "{\"traceId\":\"00112233445566778899aabbccddeeff00\"}",
        "{\"severityText\":5}",
        "{\"severityText\":\"\\ud800\"}",
        "{\"body\":\"not an object\"}",
        "{\"body\":{\"intValue\":\"99999999999999999999\"}}",
        "{\"body\":{\"bytesValue\":\"%%\"}}"
      })
  void aRecordThatIsNoneIsKeptApartWholeAndItsNeighboursAreNot(String record) throws IOException {
    // When
    List<Offered> records =
        json(
            ("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"severityText\":\"a\"}, %s ,"
                    + "{\"severityText\":\"b\"}]}]}]}")
                .formatted(record)
                .getBytes(UTF_8));

    // Then
    assertThat(records)
        .extracting(OtlpReadersTest::text)
        .containsExactly("{\"severity_text\":\"a\"}", record, "{\"severity_text\":\"b\"}");
    assertThat(records)
        .extracting(Offered::flaw)
        .map(Optional::isPresent)
        .containsExactly(false, true, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "nothing",
        "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"severityText\":\"a\"},",
        "{\"resourceLogs\":[{\"resource\":{\"attributes\":[7]}}]}",
        "{} {}"
      })
  void whatIsNoRequestIsNotRead(String json) {
    // Then
    assertThatThrownBy(() -> json(json.getBytes(UTF_8))).isInstanceOf(UnreadableException.class);
  }

  @Test
  void depthIsBounded() throws IOException {
    // Given
    MessageWriter protobuf = new MessageWriter();
    int[] begun = new int[4 + 2 * 5_000];
    int depth = 0;
    begun[depth++] = protobuf.begin(1);
    begun[depth++] = protobuf.begin(2);
    begun[depth++] = protobuf.begin(2);
    begun[depth++] = protobuf.begin(5);
    for (int i = 0; i < 5_000; i++) {
      begun[depth++] = protobuf.begin(5);
      begun[depth++] = protobuf.begin(1);
    }
    while (depth > 0) {
      protobuf.end(begun[--depth]);
    }

    // When
    List<Offered> deep = records(protobuf.message());

    // Then
    assertThat(deep.getFirst().flaw())
        .hasValueSatisfying(flaw -> assertThat(flaw).contains("inside one another"));
    assertThat(json(nested(90)).getFirst().flaw()).isEmpty();
    assertThat(json(nested(150)).getFirst().flaw()).isPresent();
    assertThatThrownBy(() -> json(nested(100_000))).isInstanceOf(UnreadableException.class);
  }

  private static byte[] nested(int depth) {
    String begin = "{\"arrayValue\":{\"values\":[";
    return ("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":"
            + begin.repeat(depth)
            + "]}}".repeat(depth)
            + "}]}]}]}")
        .getBytes(UTF_8);
  }

  @Test
  void valuesThatJsonHasNoWordsForAreText() throws IOException {
    // When
    List<Offered> records =
        json(
            ("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":{\"arrayValue\":{\"values\":["
                    + "{\"doubleValue\":\"NaN\"},{\"doubleValue\":\"-Infinity\"},{\"doubleValue\":1e3},"
                    + "{\"intValue\":\"-9223372036854775808\"},{\"bytesValue\":\"AP8=\"},{}]}}}]}]}]}")
                .getBytes(UTF_8));

    // Then
    assertThat(text(records.getFirst()))
        .isEqualTo("{\"body\":[\"NaN\",\"-Infinity\",1000.0,-9223372036854775808,\"AP8=\",null]}");
  }

  @Test
  void aRecordsUidIsItsIdAndOfEqualAttributesTheLastCounts() throws IOException {
    // When
    List<Offered> records =
        json(
            ("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"attributes\":["
                    + "{\"key\":\"log.record.uid\",\"value\":{\"stringValue\":\"one\"}},"
                    + "{\"value\":{\"stringValue\":\"two\"},\"key\":\"log.record.uid\"}]}]}]}]}")
                .getBytes(UTF_8));

    // Then
    assertThat(records.getFirst().id()).contains("two");
    assertThat(text(records.getFirst())).isEqualTo("{\"attributes\":{\"log.record.uid\":\"two\"}}");
  }

  @Test
  void aLargeResourceWithManyRecordsWeighsWhatItBecomes() throws IOException {
    // Given
    MessageWriter out = new MessageWriter();
    int logs = out.begin(1);
    out.bytes(1, new byte[0]);
    int resource = out.begin(1);
    int attribute = out.begin(1);
    out.bytes(1, "a".repeat(1 << 20).getBytes(UTF_8));
    out.end(attribute);
    out.end(resource);
    int scope = out.begin(2);
    for (int i = 0; i < 1_000; i++) {
      out.bytes(2, new byte[0]);
    }
    out.end(scope);
    out.end(logs);

    // Then
    assertThat(LogsRequest.weight(out.message())).isGreaterThan(1_000L << 20);
  }

  private static byte[] example() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(OtlpReadersTest.class.getResourceAsStream("/otlp/logs.json"))) {
      return in.readAllBytes();
    }
  }

  private static Message transcribed(byte[] json) throws IOException {
    return OtlpJson.transcribe(json, json.length);
  }

  private static List<Offered> json(byte[] json) throws IOException {
    return records(transcribed(json));
  }

  private static List<Offered> records(Message request) throws IOException {
    List<Offered> all = new ArrayList<>();
    LogsRequest records = new LogsRequest(request);
    for (Found found = records.next(); found != null; found = records.next()) {
      all.add(RecordDocument.of(found, STREAM));
    }
    return all;
  }

  private static String text(Offered record) {
    return new String(record.document().bytes(), UTF_8);
  }
}
