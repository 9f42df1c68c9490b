package dev.hayase.log.http.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.pipeline.Secret;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A request as AWS's Signature Version 4 sees it, and the signature that it should have.
///
/// @param path as it was sent
/// @param query as it was sent; empty when there is none
/// @param header the values of a header, by its name in small letters
/// @param date the header `x-amz-date`
record SignedRequest(
    String method, String path, String query, Function<String, List<String>> header, String date) {
  private static final String HMAC = "HmacSHA256";

  /// Whether that key made the request's signature.
  ///
  /// @param payload of which the first `length` bytes are the body as it was sent
  boolean isSignedBy(Secret key, Authorization authorization, byte[] payload, int length) {
    String right = signature(key, authorization, payload, length);
    // Takes equally long wherever the two differ.
    return MessageDigest.isEqual(right.getBytes(UTF_8), authorization.signature().getBytes(UTF_8));
  }

  private String signature(Secret key, Authorization authorization, byte[] payload, int length) {
    String canonical = canonical(authorization.signedHeaders(), sha256(payload, length));
    byte[] bytes = canonical.getBytes(UTF_8);
    String toSign =
        String.join(
            "\n",
            Authorization.ALGORITHM,
            date,
            String.join("/", authorization.scope()),
            sha256(bytes, bytes.length));
    byte[] signing = ("AWS4" + key.value()).getBytes(UTF_8);
    for (String part : authorization.scope()) {
      signing = hmac(signing, part);
    }
    return HexFormat.of().formatHex(hmac(signing, toSign));
  }

  /// The request in the one way of writing it that both sides sign.
  String canonical(List<String> signedHeaders, String payloadHash) {
    StringBuilder text = new StringBuilder();
    text.append(method).append('\n');
    text.append(encodedPath()).append('\n');
    text.append(sortedQuery()).append('\n');
    for (String name : signedHeaders) {
      List<String> values =
          header.apply(name).stream().map(value -> value.strip().replaceAll(" +", " ")).toList();
      text.append(name).append(':').append(String.join(",", values)).append('\n');
    }
    text.append('\n').append(String.join(";", signedHeaders));
    return text.append('\n').append(payloadHash).toString();
  }

  /// What is encoded already is encoded once more.
  private String encodedPath() {
    return path.isEmpty() ? "/" : encode(path).replace("%2F", "/");
  }

  private String sortedQuery() {
    if (query.isEmpty()) {
      return "";
    }
    List<String> parameters = new ArrayList<>();
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      String value = equals < 0 ? "" : parameter.substring(equals + 1);
      parameters.add(encode(decode(name)) + "=" + encode(decode(value)));
    }
    // By name, then by value: a name ends before every character that another goes on with.
    parameters.sort(Comparator.comparing(parameter -> parameter.replace('=', '\0')));
    return String.join("&", parameters);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException _) {
      // No client signs it so; the signature will not be right.
      return text;
    }
  }

  static String sha256(byte[] bytes, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, length);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
