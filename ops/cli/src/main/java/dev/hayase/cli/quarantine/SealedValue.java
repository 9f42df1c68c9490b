package dev.hayase.cli.quarantine;

import dev.hayase.pipeline.LogSettings.NamedSecret;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Values that the log-service has encrypted: nonce, ciphertext and tag of AES-256-GCM.
public final class SealedValue {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private SealedValue() {}

  /// What was encrypted.
  ///
  /// @throws IllegalArgumentException when none of the keys is the one
  public static byte[] open(String keyId, byte[] sealed, List<NamedSecret> keys) {
    NamedSecret key =
        keys.stream()
            .filter(k -> k.id().equals(keyId))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "It is encrypted by the key %s, which does not stand under log.encryption-keys"
                        .formatted(keyId)));
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(Base64.getDecoder().decode(key.secret().value().strip()), "AES"),
          new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES));
      return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("It is not encrypted by the key " + keyId, e);
    }
  }
}
