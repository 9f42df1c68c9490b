package dev.hayase.log.personal;

import dev.hayase.pipeline.LogSettings.NamedSecret;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256-GCM: twelve random bytes, the ciphertext, sixteen bytes of tag, which is what BigQuery's
/// AEAD functions take for a key that was added with `KEYS.ADD_KEY_FROM_RAW_BYTES`.
///
/// Thread-safe.
public final class Encryption {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
  private final SecureRandom random;

  /// @param keys the first one is in use; without any, nothing can be encrypted
  public Encryption(List<NamedSecret> keys, SecureRandom random) {
    this.random = random;
    keys.forEach(key ->
        this.keys.put(
            key.id(),
            new SecretKeySpec(Base64.getDecoder().decode(key.secret().value().strip()), "AES")));
  }

  /// The id of the key that is in use.
  public String keyId() {
    return keys.keySet().stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("There is no key to encrypt with"));
  }

  /// The key's id, a colon, and the ciphertext in base64url.
  String text(byte[] plain) {
    return keyId() + ":" + TEXT.encodeToString(encrypt(plain));
  }

  /// Whether the text is what [#text] made, by a key that is known.
  boolean isEncrypted(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return false;
    }
    try {
      var _ =
          decrypt(
              text.substring(0, colon), Base64.getUrlDecoder().decode(text.substring(colon + 1)));
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// Encrypted by the key that is in use.
  public byte[] encrypt(byte[] plain) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, keyId(), nonce, 0);
      byte[] sealed = new byte[NONCE_BYTES + cipher.getOutputSize(plain.length)];
      System.arraycopy(nonce, 0, sealed, 0, NONCE_BYTES);
      cipher.doFinal(plain, 0, plain.length, sealed, NONCE_BYTES);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What was encrypted by a key that is known.
  ///
  /// @throws IllegalArgumentException when the key is not known, or is another one
  public byte[] decrypt(String keyId, byte[] sealed) {
    if (!keys.containsKey(keyId) || sealed.length < NONCE_BYTES) {
      throw new IllegalArgumentException("There is no encryption key " + keyId);
    }
    try {
      return cipher(Cipher.DECRYPT_MODE, keyId, sealed, 0)
          .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("It is not encrypted by the key " + keyId, e);
    }
  }

  private Cipher cipher(int mode, String keyId, byte[] nonce, int offset)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode, keys.get(keyId), new GCMParameterSpec(TAG_BITS, nonce, offset, NONCE_BYTES), random);
    return cipher;
  }
}
