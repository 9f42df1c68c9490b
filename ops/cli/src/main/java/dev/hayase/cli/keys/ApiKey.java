package dev.hayase.cli.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// A key that clients send with their events. Only its hash is kept.
public record ApiKey(String text) {
  private static final int BYTES = 32;

  /// A new one, of 256 random bits.
  public static ApiKey next() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return new ApiKey(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  /// What stands in the file instead of it: its SHA-256 in hexadecimal.
  public String hash() {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Without the key.
  @Override
  public String toString() {
    return "key " + hash().substring(0, 8);
  }
}
