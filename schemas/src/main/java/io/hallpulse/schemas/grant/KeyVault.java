package io.hallpulse.schemas.grant;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Locks devices' keys before they go to PostgreSQL and Kafka, with AES-256-GCM under the
 * installation's secret (HALLPULSE_SECRET_KEY); a backup of either alone does not hold them.
 */
public final class KeyVault {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param secret random and long, so that one hash is enough to give it the right length
   */
  public KeyVault(String secret) {
    if (secret.isBlank()) {
      throw new IllegalArgumentException("The secret key is empty; is HALLPULSE_SECRET_KEY set?");
    }
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
      this.key = new SecretKeySpec(hash, "AES");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /**
   * @param owner whose key it is; it can be unlocked for the same owner only
   */
  public byte[] lock(byte[] open, String owner) {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    var locked = run(Cipher.ENCRYPT_MODE, nonce, open, owner);
    return ByteBuffer.allocate(nonce.length + locked.length).put(nonce).put(locked).array();
  }

  public byte[] unlock(byte[] locked, String owner) {
    if (locked.length < NONCE_BYTES) {
      throw new IllegalStateException("The key of %s cannot be opened".formatted(owner));
    }
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
