package dev.hayase.log.personal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.pipeline.StreamSettings.Personal;

/// What is written in place of personal data.
///
/// Thread-safe.
public final class Concealment {
  private static final String MASK = "***";

  private final Hashing hashing;
  private final Encryption encryption;

  public Concealment(Hashing hashing, Encryption encryption) {
    this.hashing = hashing;
    this.encryption = encryption;
  }

  /// What stands in place of a value; never called for [Personal#DROP], whose field goes, too.
  ///
  /// @param text the value as JSON's text has it, without quotes
  public String conceal(Personal rule, String text) {
    return switch (rule) {
      case DROP -> throw new IllegalArgumentException("A dropped field has no value");
      case MASK -> MASK;
      case TRUNCATE -> IpAddress.truncated(text).orElse(MASK);
      case HASH -> hashing.of(text);
      case ENCRYPT -> encryption.text(text.getBytes(UTF_8));
    };
  }
}
