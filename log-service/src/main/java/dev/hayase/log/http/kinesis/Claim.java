package dev.hayase.log.http.kinesis;

import dev.hayase.log.access.AccessKeys;
import dev.hayase.log.access.AccessKeys.SigningKey;
import dev.hayase.log.access.Sender;
import dev.hayase.log.http.Body;
import dev.hayase.log.http.kinesis.KinesisException.ErrorName;
import dev.hayase.pipeline.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Who a request says that it is from. Its signature has to prove it, and that takes the body.
///
/// @param proof absent where everybody may send
record Claim(Sender sender, Optional<Proof> proof) {
  /// By how much a client's clock may differ from ours, as with AWS.
  private static final Duration SKEW = Duration.ofMinutes(5);

  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String SERVICE = "kinesis";
  private static final String ANYWHERE = "us-east-1";

  record Proof(SignedRequest request, Authorization authorization, Secret secret) {}

  /// Reads it.
  ///
  /// @throws KinesisException when it could not be proved
  static Claim of(HttpServletRequest request, AccessKeys keys, Instant now) {
    if (keys.isOpen()) {
      return new Claim(Sender.ANYBODY, Optional.empty());
    }
    Authorization authorization = Authorization.parse(request.getHeader("Authorization"));
    SigningKey key =
        keys.signingKey(authorization.keyId())
            .orElseThrow(() ->
                new KinesisException(ErrorName.UNKNOWN_KEY, "The access key id is not known here"));
    String date = Optional.ofNullable(request.getHeader("x-amz-date")).orElse("");
    checkDate(date, authorization, now);
    if (!authorization.service().equals(SERVICE)) {
      throw new KinesisException(
          ErrorName.INVALID_SIGNATURE, "The signature is not for the service " + SERVICE);
    }
    SignedRequest signed =
        new SignedRequest(
            request.getMethod(),
            request.getRequestURI(),
            Optional.ofNullable(request.getQueryString()).orElse(""),
            name -> values(request, name),
            date);
    return new Claim(key.sender(), Optional.of(new Proof(signed, authorization, key.secret())));
  }

  private static List<String> values(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }

  private static void checkDate(String date, Authorization authorization, Instant now) {
    Instant signed;
    try {
      signed = BASIC.parse(date, Instant::from);
    } catch (DateTimeException _) {
      throw new KinesisException(
          ErrorName.INCOMPLETE_SIGNATURE, "x-amz-date is no time such as 20261123T100000Z");
    }
    if (!date.startsWith(authorization.date())) {
      throw new KinesisException(
          ErrorName.INVALID_SIGNATURE, "The dates of Credential and x-amz-date differ");
    }
    if (Duration.between(signed, now).abs().compareTo(SKEW) > 0) {
      throw new KinesisException(
          ErrorName.INVALID_SIGNATURE,
          "Signature expired or not yet current: it was made at %s, and it is %s now"
              .formatted(date, BASIC.format(now)));
    }
  }

  /// Proves it.
  ///
  /// @throws KinesisException when the signature is not the one of the key
  void prove(Body body) {
    if (proof.isPresent()) {
      Proof with = proof.get();
      if (!with.request()
          .isSignedBy(with.secret(), with.authorization(), body.bytes(), body.length())) {
        throw new KinesisException(
            ErrorName.INVALID_SIGNATURE,
            "The signature is not the one that the key makes: check the secret access key, and that"
                + " no proxy changes Host, path or signed headers");
      }
    }
  }

  /// The region that the client believes to be in.
  String region() {
    return proof.map(p -> p.authorization().region()).orElse(ANYWHERE);
  }
}
