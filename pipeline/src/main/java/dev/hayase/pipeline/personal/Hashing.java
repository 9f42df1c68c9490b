package dev.hayase.pipeline.personal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.pipeline.LogSettings.NamedSecret;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// HMAC-SHA-256 under the key that is in use. The same text gives the same hash in every stream and
/// source, so that tables can be joined by it; under another key it gives another one, and the
/// key's id tells.
///
/// Thread-safe.
public final class Hashing {
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
  private static final Pattern HASH = Pattern.compile("[A-Za-z0-9_-]{1,32}:[A-Za-z0-9_-]{43}");

  private final String id;
  private final @Nullable Mac prototype;

  /// @param keys the first one is in use; without any, nothing can be hashed
  public Hashing(List<NamedSecret> keys) {
    id = keys.isEmpty() ? "" : keys.getFirst().id();
    prototype = keys.isEmpty() ? null : initialised(keys.getFirst());
  }

  private static Mac initialised(NamedSecret key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(
              Base64.getDecoder().decode(key.secret().value().strip()), "HmacSHA256"));
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Whether the text has the form of a hash, under whichever key.
  public static boolean isHash(String text) {
    return HASH.matcher(text).matches();
  }

  /// The key's id, a colon, and the hash in base64url.
  public String of(String text) {
    if (prototype == null) {
      throw new IllegalStateException("There is no key to hash with");
    }
    try {
      Mac mac = (Mac) prototype.clone();
      return id + ":" + TEXT.encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }
}
