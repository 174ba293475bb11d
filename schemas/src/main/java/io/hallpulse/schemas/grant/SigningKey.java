package io.hallpulse.schemas.grant;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a signer's batches and checks their signatures: HMAC-SHA256 over the writer, the signer and
 * the record's key and value as they lie in Kafka. It names no topic, partition or time, so that a
 * batch stays proven in a mirrored topic. For one thread: the keyed {@link Mac} is used again for
 * each record, which is what makes it cheap.
 */
public final class SigningKey {
  private static final byte[] PURPOSE = "hallpulse batch 1".getBytes(UTF_8);

  private final Signer signer;
  private final Mac mac;
  private final byte[] name;
  private final ByteBuffer prefix;

  public SigningKey(Signer signer, byte[] key) {
    this.signer = signer;
    this.name = signer.toString().getBytes(UTF_8);
    // Lengths stand before what varies, so that no two records give the same bytes.
    this.prefix = ByteBuffer.allocate(PURPOSE.length + Long.BYTES + 2 * Integer.BYTES);
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The key of %s cannot be used".formatted(signer), e);
    }
  }

  /** The loader's key, made from the installation's secret. */
  public static SigningKey loader(String secret) {
    if (secret.isBlank()) {
      throw new IllegalArgumentException("The loader's key is empty; is HALLPULSE_LOADER_KEY set?");
    }
    return new SigningKey(Signer.LOADER, secret.getBytes(UTF_8));
  }

  /** The header for a record that the writer sends. */
  public byte[] sign(long writer, byte[] key, byte[] value) {
    return new Signature(signer, writer, hmac(writer, key, value)).bytes();
  }

  /** Whether the signature was made with this key for this record. */
  public boolean made(Signature signature, byte[] key, byte[] value) {
    return MessageDigest.isEqual(signature.hmac(), hmac(signature.writer(), key, value));
  }

  private byte[] hmac(long writer, byte[] key, byte[] value) {
    prefix.clear().put(PURPOSE).putLong(writer).putInt(name.length).putInt(key.length).flip();
    mac.update(prefix);
    mac.update(name);
    mac.update(key);
    return mac.doFinal(value);
  }
}
