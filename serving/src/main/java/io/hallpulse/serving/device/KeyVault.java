package io.hallpulse.serving.device;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.serving.Settings;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Locks keys before they go to PostgreSQL, with AES-256-GCM under HALLPULSE_SECRET_KEY; a backup of
 * the database alone does not hold them.
 */
@Singleton
final class KeyVault {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  KeyVault(Settings settings) throws GeneralSecurityException {
    // The secret is random and long, so that one hash is enough to give it the right length.
    var secret = Objects.requireNonNull(settings.secretKey()).getBytes(UTF_8);
    this.key = new SecretKeySpec(MessageDigest.getInstance("SHA-256").digest(secret), "AES");
  }

  /**
   * @param owner whose key it is; it can be unlocked for the same owner only
   */
  byte[] lock(byte[] open, String owner) {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    var locked = run(Cipher.ENCRYPT_MODE, nonce, open, owner);
    return ByteBuffer.allocate(nonce.length + locked.length).put(nonce).put(locked).array();
  }

  byte[] unlock(byte[] locked, String owner) {
    var nonce = new byte[NONCE_BYTES];
    var rest = new byte[locked.length - NONCE_BYTES];
    ByteBuffer.wrap(locked).get(nonce).get(rest);
    return run(Cipher.DECRYPT_MODE, nonce, rest, owner);
  }

  private byte[] run(int mode, byte[] nonce, byte[] bytes, String owner) {
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(owner.getBytes(UTF_8));
      return cipher.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The key of %s cannot be opened".formatted(owner), e);
    }
  }
}
