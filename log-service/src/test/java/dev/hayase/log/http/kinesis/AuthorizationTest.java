package dev.hayase.log.http.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hayase.log.http.kinesis.KinesisException.ErrorName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationTest {
  private static final String WHOLE =
      "AWS4-HMAC-SHA256 Credential=AKID/20261123/eu-west-1/kinesis/aws4_request,"
          + " SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=abc";

  @Test
  void aHeaderIsRead() {
    // When
    Authorization read = Authorization.parse(WHOLE);

    // Then
    assertThat(read)
        .isEqualTo(
            new Authorization(
                "AKID",
                List.of("20261123", "eu-west-1", "kinesis", "aws4_request"),
                List.of("content-type", "host", "x-amz-date", "x-amz-target"),
                "abc"));
  }

  @Test
  void itsPartsNeedNoBlanksBetween() {
    assertThat(Authorization.parse(WHOLE.replace(", ", ","))).isEqualTo(Authorization.parse(WHOLE));
  }

  @Test
  void whoDoesNotSignIsTold() {
    // When
    KinesisException refusal =
        catchThrowableOfType(KinesisException.class, () -> Authorization.parse(null));

    // Then
    assertThat(refusal.type()).isEqualTo(ErrorName.MISSING_TOKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer abc",
        "AWS4-HMAC-SHA256",
        "AWS4-HMAC-SHA256 ",
        "AWS4-HMAC-SHA256 ,,,=,=a,b=",
        "AWS4-HMAC-SHA256 Credential=AKID, SignedHeaders=host;x-amz-date;x-amz-target, Signature=a",
        "AWS4-HMAC-SHA256 Credential=20261123/r/kinesis/aws4_request,"
            + " SignedHeaders=host;x-amz-date;x-amz-target, Signature=a",
        "AWS4-HMAC-SHA256 Credential=AKID/20261123/r/kinesis/aws5_request,"
            + " SignedHeaders=host;x-amz-date;x-amz-target, Signature=a",
        "AWS4-HMAC-SHA256 Credential=AKID/20261123/r/kinesis/aws4_request,"
            + " SignedHeaders=host;x-amz-date, Signature=a",
        "AWS4-HMAC-SHA256 Credential=AKID/20261123/r/kinesis/aws4_request,"
            + " SignedHeaders=host;x-amz-date;x-amz-target, Signature=",
        "AWS4-HMAC-SHA256 Credential=AKID/20261123/r/kinesis/aws4_request,"
            + " SignedHeaders=host;x-amz-date;x-amz-target"
      })
  void whatIsMissingIsTold(String header) {
    // When
    KinesisException refusal =
        catchThrowableOfType(KinesisException.class, () -> Authorization.parse(header));

    // Then
    assertThat(refusal.type()).isEqualTo(ErrorName.INCOMPLETE_SIGNATURE);
  }
}
