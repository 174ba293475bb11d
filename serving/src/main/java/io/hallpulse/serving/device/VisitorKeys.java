package io.hallpulse.serving.device;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.schemas.grant.VisitorToken;
import io.hallpulse.serving.Settings;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The districts' keys under which devices make visitors' tokens. They are derived from the
 * installation's secret, so that nothing more has to be kept; another version is another key.
 */
@Singleton
public final class VisitorKeys {
  static final int VERSION = 1;

  private final String secret;

  VisitorKeys(Settings settings) {
    secret = Objects.requireNonNull(settings.secretKey());
  }

  /** The token of whoever has that identity number, which is not kept. */
  public String token(String district, String number) {
    return VisitorToken.of(VERSION, of(district), number);
  }

  byte[] of(String district) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return mac.doFinal("visitor key %d %s".formatted(VERSION, district).getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }
}
