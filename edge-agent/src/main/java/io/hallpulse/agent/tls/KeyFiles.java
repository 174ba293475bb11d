package io.hallpulse.agent.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks into PKCS12 files before anybody depends on them. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record KeyFiles(char[] password, InstantSource clock) {
  private static final Logger LOG = LoggerFactory.getLogger(KeyFiles.class);
  private static final Duration SOON = Duration.ofDays(30);

  String withKey(Path file) {
    var keys = entries(file, "keystore", true);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("The keystore %s holds no private key".formatted(file));
    }
    return file.toString();
  }

  /** Java does not see certificates that openssl put into such a file without a key. */
  String withTrust(Path file) {
    if (entries(file, "truststore", false).isEmpty()) {
      throw new IllegalArgumentException(
          "The truststore %s holds no certificate that Java trusts; keytool -importcert makes one"
              .formatted(file));
    }
    return file.toString();
  }

  private List<String> entries(Path file, String what, boolean keys) {
    try (var in = Files.newInputStream(file)) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      var found = new ArrayList<String>();
      for (var alias : Collections.list(store.aliases())) {
        if (keys ? store.isKeyEntry(alias) : store.isCertificateEntry(alias)) {
          found.add(alias);
          if (store.getCertificate(alias) instanceof X509Certificate certificate) {
            tellEnd(file, certificate);
          }
        }
      }
      return found;
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("There is no %s %s".formatted(what, file), e);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "The %s %s cannot be read: %s".formatted(what, file, e.getMessage()), e);
    }
  }

  private void tellEnd(Path file, X509Certificate certificate) {
    var end = certificate.getNotAfter().toInstant();
    var now = clock.instant();
    if (end.isBefore(now)) {
      LOG.error("A certificate in {} ended on {}; nobody will believe it", file, end);
    } else if (end.isBefore(now.plus(SOON))) {
      LOG.warn("A certificate in {} ends on {}", file, end);
    }
  }
}
