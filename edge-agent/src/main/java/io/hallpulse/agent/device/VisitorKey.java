package io.hallpulse.agent.device;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes of an identity number the token by which a visitor is known upstream: the key's version and
 * an HMAC under the district's key, so that a visitor is one across halls, and nobody without the
 * key can try numbers out.
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares keys
public record VisitorKey(int version, byte[] key) {
  private static final int BYTES = 16;

  public String token(IdCard card) {
    return token(card.number());
  }

  private String token(String number) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      var normal = number.strip().toUpperCase(Locale.ROOT);
      var hash = mac.doFinal(("visitor 1 " + normal).getBytes(UTF_8));
      return "v%d:%s".formatted(version, HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The district's key cannot be used", e);
    }
  }

  @Override
  public String toString() {
    return "VisitorKey[version=%d]".formatted(version);
  }
}
