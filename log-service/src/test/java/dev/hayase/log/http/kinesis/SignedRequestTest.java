package dev.hayase.log.http.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.pipeline.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// With the requests and signatures of AWS's published test suite of Signature Version 4.
class SignedRequestTest {
  private static final Secret SECRET = new Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
  private static final String DATE = "20150830T123600Z";
  private static final List<String> PLAIN =
      List.of("Host:example.amazonaws.com", "X-Amz-Date:" + DATE);

  record Case(
      String name,
      String method,
      String path,
      String query,
      List<String> headers,
      String body,
      String signature) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> published() {
    return Stream.of(
        new Case(
            "get-vanilla",
            "GET",
            "/",
            "",
            PLAIN,
            "",
            "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        new Case(
            "get-vanilla-query-order-key-case",
            "GET",
            "/",
            "Param2=value2&Param1=value1",
            PLAIN,
            "",
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
        new Case(
            "get-vanilla-query-order-key",
            "GET",
            "/",
            "Param1=value2&Param1=Value1",
            PLAIN,
            "",
            "eedbc4e291e521cf13422ffca22be7d2eb8146eecf653089df300a15b2382bd1"),
        new Case(
            "get-header-key-duplicate",
            "GET",
            "/",
            "",
            List.of(
                "Host:example.amazonaws.com",
                "My-Header1:value2",
                "My-Header1:value2",
                "My-Header1:value1",
                "X-Amz-Date:" + DATE),
            "",
            "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"),
        new Case(
            "get-header-value-trim",
            "GET",
            "/",
            "",
            List.of(
                "Host:example.amazonaws.com",
                "My-Header1: value1",
                "My-Header2: \"a   b   c\"",
                "X-Amz-Date:" + DATE),
            "",
            "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"),
        new Case(
            "post-vanilla",
            "POST",
            "/",
            "",
            PLAIN,
            "",
            "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
        new Case(
            "post-vanilla-query",
            "POST",
            "/",
            "Param1=value1",
            PLAIN,
            "",
            "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"),
        new Case(
            "post-x-www-form-urlencoded",
            "POST",
            "/",
            "",
            List.of(
                "Content-Type:application/x-www-form-urlencoded",
                "Host:example.amazonaws.com",
                "X-Amz-Date:" + DATE),
            "Param1=value1",
            "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"));
  }

  @ParameterizedTest
  @MethodSource("published")
  void aPublishedSignatureIsRight(Case published) {
    // When
    boolean right = isSigned(published, published.signature(), published.body());

    // Then
    assertThat(right).isTrue();
  }

  @ParameterizedTest
  @MethodSource("published")
  void aSignatureIsWrongWhenAnythingIsAnother(Case published) {
    // Given
    char first = published.signature().charAt(0) == '0' ? '1' : '0';

    // When
    List<Boolean> right =
        List.of(
            isSigned(published, first + published.signature().substring(1), published.body()),
            isSigned(published, published.signature(), published.body() + " "),
            isSigned(published, "", published.body()));

    // Then
    assertThat(right).containsOnly(false);
  }

  @Test
  void aPathIsEncodedOnceMore() {
    // Given
    SignedRequest request = new SignedRequest("POST", "/a%20b/*~/", "", _ -> List.of(), DATE);

    // When
    String canonical = request.canonical(List.of(), "hash");

    // Then
    assertThat(canonical).isEqualTo("POST\n/a%2520b/%2A~/\n\n\n\nhash");
  }

  private static boolean isSigned(Case published, String signature, String body) {
    Map<String, List<String>> headers = new TreeMap<>();
    for (String header : published.headers()) {
      int colon = header.indexOf(':');
      headers
          .computeIfAbsent(
              header.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(header.substring(colon + 1));
    }
    Authorization authorization =
        new Authorization(
            "AKIDEXAMPLE",
            List.of("20150830", "us-east-1", "service", "aws4_request"),
            List.copyOf(headers.keySet()),
            signature);
    byte[] payload = body.getBytes(UTF_8);
    return new SignedRequest(
            published.method(),
            published.path(),
            published.query(),
            name -> headers.getOrDefault(name, List.of()),
            DATE)
        .isSignedBy(SECRET, authorization, payload, payload.length);
  }
}
