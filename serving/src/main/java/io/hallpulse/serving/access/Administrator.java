package io.hallpulse.serving.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.serving.Settings;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/** Knows whether a request comes from the administrator, by HTTP Basic. */
@Singleton
public final class Administrator {
  private final byte[] credentials;

  Administrator(Settings settings) {
    this.credentials =
        ("admin:" + Objects.requireNonNull(settings.adminPassword())).getBytes(UTF_8);
  }

  public boolean sent(HttpRequest<?> request) {
    // isEqual takes as long for a wrong password as for a nearly right one.
    return given(request).map(given -> MessageDigest.isEqual(credentials, given)).orElse(false);
  }

  private static Optional<byte[]> given(HttpRequest<?> request) {
    var header = request.getHeaders().get("Authorization");
    if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getDecoder().decode(header.substring(6).trim()));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
