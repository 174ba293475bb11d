package io.hallpulse.schemas.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A server's certificate that no authority gave, such as the one that Trino makes for itself. */
public final class TrustedCertificate {
  private TrustedCertificate() {}

  /** TLS that trusts whoever shows the certificate in that PEM file, and nobody else. */
  public static SSLContext only(Path pem) throws IOException {
    try (var text = Files.newInputStream(pem)) {
      var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      trusted.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(text));
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      var tls = SSLContext.getInstance("TLS");
      tls.init(null, trust.getTrustManagers(), null);
      return tls;
    } catch (GeneralSecurityException e) {
      throw new IOException("%s holds no usable certificate".formatted(pem), e);
    }
  }
}
