package dev.hayase.log.http.kinesis;

import dev.hayase.log.http.kinesis.KinesisException.ErrorName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the header `Authorization` says of a request that is signed by AWS's Signature Version 4.
///
/// @param keyId of the key that signed it
/// @param scope what the signature is good for: date, region, service and a constant
/// @param signedHeaders their names in small letters, sorted
/// @param signature in hexadecimal
record Authorization(
    String keyId, List<String> scope, List<String> signedHeaders, String signature) {
  static final String ALGORITHM = "AWS4-HMAC-SHA256";

  private static final String TERMINATOR = "aws4_request";
  private static final int SCOPE_PARTS = 4;

  /// Without these in the signature, somebody else could change what the request means.
  private static final Set<String> MUST_BE_SIGNED = Set.of("host", "x-amz-date", "x-amz-target");

  Authorization {
    scope = List.copyOf(scope);
    signedHeaders = List.copyOf(signedHeaders);
  }

  /// Reads it.
  ///
  /// @throws KinesisException when it is absent, or something is missing in it
  static Authorization parse(@Nullable String header) {
    if (header == null) {
      throw new KinesisException(ErrorName.MISSING_TOKEN, "The request is not signed");
    }
    String text = header.strip();
    if (!text.startsWith(ALGORITHM + " ")) {
      throw incomplete("Authorization does not begin with " + ALGORITHM);
    }
    Map<String, String> parts = new HashMap<>();
    for (String part : text.substring(ALGORITHM.length()).split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
      }
    }
    List<String> credential = Arrays.asList(part(parts, "Credential").split("/", -1));
    int scope = credential.size() - SCOPE_PARTS;
    if (scope < 1 || !credential.getLast().equals(TERMINATOR)) {
      throw incomplete("Credential is not key/date/region/service/" + TERMINATOR);
    }
    List<String> signed = new ArrayList<>(List.of(part(parts, "SignedHeaders").split(";", -1)));
    if (!new HashSet<>(signed).containsAll(MUST_BE_SIGNED)) {
      throw incomplete("SignedHeaders has not all of " + MUST_BE_SIGNED.stream().sorted().toList());
    }
    return new Authorization(
        String.join("/", credential.subList(0, scope)),
        credential.subList(scope, credential.size()),
        signed,
        part(parts, "Signature"));
  }

  private static String part(Map<String, String> parts, String name) {
    String part = parts.get(name);
    if (part == null || part.isEmpty()) {
      throw incomplete("Authorization has no " + name);
    }
    return part;
  }

  private static KinesisException incomplete(String reason) {
    return new KinesisException(ErrorName.INCOMPLETE_SIGNATURE, reason);
  }

  String date() {
    return scope.getFirst();
  }

  String region() {
    return scope.get(1);
  }

  String service() {
    return scope.get(2);
  }
}
