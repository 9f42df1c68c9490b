package dev.hayase.emulator.googlesql.value;

import java.nio.charset.StandardCharsets;

/// BYTES as text of one character a byte, for functions that do with bytes what they do with
/// characters.
public final class Latin {
  private Latin() {}

  public static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
