package dev.hayase.event.schema;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// Names a [TableSchema] by its content: the first 128 bits of the SHA-256 of its canonical JSON.
///
/// @param hex 32 lower-case hexadecimal digits
public record Fingerprint(String hex) {
  private static final int BYTES = 16;
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{" + 2 * BYTES + "}");

  public Fingerprint {
    if (!FORM.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "A fingerprint is %d lower-case hexadecimal digits, got '%s'".formatted(2 * BYTES, hex));
    }
  }

  static Fingerprint of(byte[] canonicalJson) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonicalJson);
      return new Fingerprint(HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return hex;
  }
}
