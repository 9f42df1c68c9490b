package dev.hayase.log.personal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.pipeline.StreamSettings.Personal;
import dev.hayase.pipeline.personal.Hashing;

/// What is written in place of personal data.
///
/// Thread-safe.
public final class Concealment {
  private static final String MASK = "***";

  private final Hashing hashing;
  private final Encryption encryption;

  /// Whether values may be concealed already.
  private final boolean again;

  public Concealment(Hashing hashing, Encryption encryption) {
    this(hashing, encryption, false);
  }

  private Concealment(Hashing hashing, Encryption encryption, boolean again) {
    this.hashing = hashing;
    this.encryption = encryption;
    this.again = again;
  }

  /// One for documents that were concealed once: what stands there in place of a value stays.
  public Concealment again() {
    return new Concealment(hashing, encryption, true);
  }

  /// What stands in place of a value; never called for [Personal#DROP], whose field goes, too.
  ///
  /// @param text the value as JSON's text has it, without quotes
  public String conceal(Personal rule, String text) {
    return switch (rule) {
      case DROP -> throw new IllegalArgumentException("A dropped field has no value");
      case MASK -> MASK;
      case TRUNCATE -> IpAddress.truncated(text).orElse(MASK);
      case HASH -> again && Hashing.isHash(text) ? text : hashing.of(text);
      case ENCRYPT ->
          again && encryption.isEncrypted(text) ? text : encryption.text(text.getBytes(UTF_8));
    };
  }
}
