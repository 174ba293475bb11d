package io.hallpulse.schemas.grant;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The token by which a visitor is known beyond the place that read his identity number: the key's
 * version and an HMAC under the district's key, so that a visitor is one across halls, and nobody
 * without the key can try numbers out. Devices and serving, which has the appointments, make it
 * alike.
 */
public final class VisitorToken {
  private static final int BYTES = 16;

  private VisitorToken() {}

  /**
   * Makes it; the number is not kept.
   *
   * @param key of the district
   */
  public static String of(int version, byte[] key, String number) {
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
}
