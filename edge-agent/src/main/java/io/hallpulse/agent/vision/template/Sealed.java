package io.hallpulse.agent.vision.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM: a nonce, then what was locked. */
final class Sealed {
  static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Sealed() {}

  static byte[] newKey() {
    return random(KEY_BYTES);
  }

  static byte[] random(int length) {
    var bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /**
   * @param about what it belongs to; it opens only for the same
   */
  static byte[] lock(byte[] key, byte[] open, String about) throws GeneralSecurityException {
    var nonce = random(NONCE_BYTES);
    var locked = cipher(Cipher.ENCRYPT_MODE, key, nonce, about).doFinal(open);
    return ByteBuffer.allocate(nonce.length + locked.length).put(nonce).put(locked).array();
  }

  static byte[] open(byte[] key, byte[] sealed, String about) throws GeneralSecurityException {
    if (sealed.length < NONCE_BYTES) {
      throw new GeneralSecurityException(
          "Too short to be sealed: %d bytes".formatted(sealed.length));
    }
    var buffer = ByteBuffer.wrap(sealed);
    var nonce = new byte[NONCE_BYTES];
    var locked = new byte[sealed.length - NONCE_BYTES];
    buffer.get(nonce).get(locked);
    return cipher(Cipher.DECRYPT_MODE, key, nonce, about).doFinal(locked);
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce, String about)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(about.getBytes(UTF_8));
    return cipher;
  }
}
