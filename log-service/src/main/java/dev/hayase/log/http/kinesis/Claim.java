package dev.hayase.log.http.kinesis;

import dev.hayase.log.http.Body;
import dev.hayase.log.http.kinesis.KinesisException.ErrorName;
import dev.hayase.pipeline.Secret;
import dev.hayase.pipeline.access.AccessKeys;
import dev.hayase.pipeline.access.AccessKeys.SigningKey;
import dev.hayase.pipeline.access.Sender;
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

  /// @param received by our clock
  record Proof(
      SignedRequest request, Authorization authorization, Secret secret, Instant received) {
    private void check(Body body) {
      checkDate();
      if (!authorization.service().equals(SERVICE)) {
        throw new KinesisException(
            ErrorName.INVALID_SIGNATURE, "The signature is not for the service " + SERVICE);
      }
      if (!request.isSignedBy(secret, authorization, body.bytes(), body.length())) {
        throw new KinesisException(
            ErrorName.INVALID_SIGNATURE,
            "The signature is not the one that the key makes: check the secret access key, and that"
                + " no proxy changes Host, path or signed headers");
      }
    }

    private void checkDate() {
      Instant signed;
      try {
        signed = BASIC.parse(request.date(), Instant::from);
      } catch (DateTimeException _) {
        throw new KinesisException(
            ErrorName.INCOMPLETE_SIGNATURE, "x-amz-date is no time such as 20261123T100000Z");
      }
      if (!request.date().startsWith(authorization.date())) {
        throw new KinesisException(
            ErrorName.INVALID_SIGNATURE, "The dates of Credential and x-amz-date differ");
      }
      if (Duration.between(signed, received).abs().compareTo(SKEW) > 0) {
        throw new KinesisException(
            ErrorName.INVALID_SIGNATURE,
            "Signature expired or not yet current: it was made at %s, and it is %s now"
                .formatted(request.date(), BASIC.format(received)));
      }
    }
  }

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
    SignedRequest signed =
        new SignedRequest(
            request.getMethod(),
            request.getRequestURI(),
            Optional.ofNullable(request.getQueryString()).orElse(""),
            name -> values(request, name),
            Optional.ofNullable(request.getHeader("x-amz-date")).orElse(""));
    return new Claim(
        key.sender(), Optional.of(new Proof(signed, authorization, key.secret(), now)));
  }

  private static List<String> values(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }

  /// Proves it. Also what can be seen without the body is told after it was read: a client that is
  /// still sending would not hear the answer, and could not put its clock right.
  ///
  /// @throws KinesisException when the signature is not the one of the key, or not for now and here
  void prove(Body body) {
    if (proof.isPresent()) {
      proof.get().check(body);
    }
  }

  /// The region that the client believes to be in.
  String region() {
    return proof.map(p -> p.authorization().region()).orElse(ANYWHERE);
  }
}
