package dev.hayase.emulator.googlesql.value;

import com.google.common.hash.Hashing;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Fingerprints of bytes; of text, those of its UTF-8.
public final class Hashes {
  private Hashes() {}

  /// @param algorithm as Java names it
  public static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public static long farmFingerprint(byte[] bytes) {
    return Hashing.farmHashFingerprint64().hashBytes(bytes).asLong();
  }
}
