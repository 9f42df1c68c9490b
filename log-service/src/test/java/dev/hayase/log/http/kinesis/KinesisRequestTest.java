package dev.hayase.log.http.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hayase.log.http.kinesis.KinesisException.ErrorName;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KinesisRequestTest {
  private static final String RECORD = "{\"Data\":\"e30=\",\"PartitionKey\":\"p\"}";

  @ParameterizedTest
  @EnumSource
  void recordsAreReadInTheirOrder(Encoding encoding) {
    // Given
    byte[] body = request(encoding);

    // When
    KinesisRequest read = KinesisRequest.read(encoding, body, body.length);

    // Then
    assertThat(read.stream()).isEqualTo("Web-Clicks");
    assertThat(read.several())
        .extracting(put -> put.partitionKey() + new String(put.data(), UTF_8))
        .containsExactly("ann{\"n\":1}", "bob");
  }

  private static byte[] request(Encoding encoding) {
    return encoding.write(out -> {
      out.writeStartObject();
      out.writeStringProperty("StreamARN", "arn:aws:kinesis:eu-west-1:1:stream/Web-Clicks");
      out.writeObjectPropertyStart("OfAnotherYear");
      out.writeNumberProperty("Records", 1);
      out.writeEndObject();
      out.writeArrayPropertyStart("Records");
      out.writeStartObject();
      out.writeBinaryProperty("Data", "{\"n\":1}".getBytes(UTF_8));
      out.writeStringProperty("PartitionKey", "ann");
      out.writeStringProperty("ExplicitHashKey", "7");
      out.writeEndObject();
      out.writeStartObject();
      out.writeStringProperty("PartitionKey", "bob");
      out.writeBinaryProperty("Data", new byte[0]);
      out.writeEndObject();
      out.writeEndArray();
      out.writeEndObject();
    });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SERIALIZATION|",
        "SERIALIZATION|nothing",
        "SERIALIZATION|[]",
        "SERIALIZATION|{\"StreamName\":\"s\"",
        "SERIALIZATION|{\"StreamName\":7}",
        "SERIALIZATION|{\"StreamName\":\"s\",\"Records\":{}}",
        "SERIALIZATION|{\"StreamName\":\"s\",\"Records\":[7]}",
        "SERIALIZATION|{\"StreamName\":\"s\",\"Records\":[{\"Data\":7}]}",
        "SERIALIZATION|{\"StreamName\":\"s\",\"Records\":[{\"Data\":\"!\",\"PartitionKey\":\"p\"}]}",
        "SERIALIZATION|{\"StreamName\":\"s\",\"Records\":[{\"Data\":null,\"PartitionKey\":\"p\"}]}",
        "INVALID_ARGUMENT|{\"Records\":[RECORD]}",
        "VALIDATION|{\"StreamName\":\"s\"}",
        "VALIDATION|{\"StreamName\":\"s\",\"Records\":[]}",
        "VALIDATION|{\"StreamName\":\"s\",\"Records\":[{\"Data\":\"\"}]}",
        "VALIDATION|{\"StreamName\":\"s\",\"Records\":[{\"Data\":\"\",\"PartitionKey\":\"\"}]}",
      })
  void whatIsNoRequestIsTold(ErrorName type, String body) {
    assertThat(refusal(body == null ? "" : body.replace("RECORD", RECORD))).isEqualTo(type);
  }

  @Test
  void limitsAreThoseOfKinesis() {
    // Given
    String longKey = RECORD.replace("\"p\"", "\"" + "p".repeat(257) + "\"");

    // When
    ErrorName tooMany =
        refusal("{\"StreamName\":\"s\",\"Records\":[" + (RECORD + ",").repeat(501) + "]}");
    ErrorName tooLong = refusal("{\"StreamName\":\"s\",\"Records\":[" + longKey + "]}");
    ErrorName tooDeep = refusal("{\"x\":" + "[".repeat(1_000_000));

    // Then
    assertThat(Arrays.asList(tooMany, tooLong, tooDeep))
        .containsExactly(ErrorName.VALIDATION, ErrorName.VALIDATION, ErrorName.SERIALIZATION);
  }

  private static ErrorName refusal(String json) {
    byte[] body = json.getBytes(UTF_8);
    return catchThrowableOfType(
            KinesisException.class,
            () -> KinesisRequest.read(Encoding.JSON, body, body.length).several())
        .type();
  }

  /// Whatever comes, it is a request or a refusal of ours.
  @ParameterizedTest
  @EnumSource
  void damagedRequestsAreReadOrRefused(Encoding encoding) {
    // Given
    Random random = new Random(5);
    byte[] whole = request(encoding);
    int refused = 0;

    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = whole.clone();
      for (int k = random.nextInt(4); k >= 0; k--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(3) == 0 ? random.nextInt(damaged.length) : damaged.length;

      // When
      try {
        KinesisRequest.read(encoding, damaged, length);
      } catch (KinesisException _) {
        refused++;
      }
    }

    // Then
    assertThat(refused).isBetween(1, 20_000);
  }

  /// CBOR announces lengths before what is that long.
  @Test
  void lengthsThatAreOnlyAnnouncedTakeNoMemory() {
    // Given
    byte[] twoGigabytes = {(byte) 0xA1, 0x64, 'D', 'a', 't', 'a', 0x5A, 0x7F, (byte) 0xFF, -1, -1};
    byte[] exabytes = {
      (byte) 0xA1, 0x64, 'D', 'a', 't', 'a', 0x5B, 0x7F, -1, -1, -1, -1, -1, -1, -1
    };

    // When
    KinesisException first =
        catchThrowableOfType(
            KinesisException.class,
            () -> KinesisRequest.read(Encoding.CBOR, twoGigabytes, twoGigabytes.length));
    KinesisException second =
        catchThrowableOfType(
            KinesisException.class,
            () -> KinesisRequest.read(Encoding.CBOR, exabytes, exabytes.length));

    // Then
    assertThat(first.type()).isEqualTo(ErrorName.SERIALIZATION);
    assertThat(second.type()).isEqualTo(ErrorName.SERIALIZATION);
  }
}
