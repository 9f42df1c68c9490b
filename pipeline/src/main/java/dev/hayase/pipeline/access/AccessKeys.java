package dev.hayase.pipeline.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.pipeline.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// The keys that are good now. Keys themselves are not held, but their SHA-256: they are random and
/// long, so that nothing slower is needed.
///
/// Thread-safe.
public final class AccessKeys {
  private final Map<String, Sender> byHash;
  private final Map<String, SigningKey> bySigningId;
  private final boolean open;

  private AccessKeys(
      Map<String, Sender> byHash, Map<String, SigningKey> bySigningId, boolean open) {
    this.byHash = Map.copyOf(byHash);
    this.bySigningId = Map.copyOf(bySigningId);
    this.open = open;
  }

  /// A key that signs requests instead of being sent with them, as AWS's clients do.
  public record SigningKey(Sender sender, Secret secret) {}

  /// The keys of senders.
  ///
  /// @param byHash by their [hashes][#hash]
  /// @param bySigningId those that sign, by their ids
  public static AccessKeys of(Map<String, Sender> byHash, Map<String, SigningKey> bySigningId) {
    return new AccessKeys(byHash, bySigningId, false);
  }

  /// Everybody may do everything, with any key and without.
  public static AccessKeys open() {
    return new AccessKeys(Map.of(), Map.of(), true);
  }

  /// Who holds the key.
  ///
  /// @param key as it was sent; empty when none was
  public Optional<Sender> sender(Optional<String> key) {
    return open
        ? Optional.of(Sender.ANYBODY)
        : key.flatMap(text -> Optional.ofNullable(byHash.get(hash(text))));
  }

  /// The key of that id, for requests that are signed.
  public Optional<SigningKey> signingKey(String id) {
    return Optional.ofNullable(bySigningId.get(id));
  }

  /// Whether requests without a key, or with one that nobody knows, are taken.
  public boolean isOpen() {
    return open;
  }

  /// Whether any key may be used on pages of that origin; a browser asks before it sends the key.
  public boolean isOrigin(String origin) {
    return open
        || byHash.values().stream().anyMatch(sender -> sender.mayBeUsedOn(origin))
        || bySigningId.values().stream().anyMatch(key -> key.sender().mayBeUsedOn(origin));
  }

  /// What stands in the file instead of the key: hexadecimal.
  public static String hash(String key) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
