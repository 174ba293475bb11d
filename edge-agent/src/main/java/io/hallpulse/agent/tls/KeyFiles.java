package io.hallpulse.agent.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Looks into PKCS12 files before anybody depends on them. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record KeyFiles(char[] password) {
  String withKey(Path file) {
    if (ends(file, true).isEmpty()) {
      throw new IllegalArgumentException("The keystore %s holds no private key".formatted(file));
    }
    return file.toString();
  }

  /** Java does not see certificates that openssl put into such a file without a key. */
  String withTrust(Path file) {
    if (ends(file, false).isEmpty()) {
      throw new IllegalArgumentException(
          "The truststore %s holds no certificate that Java trusts; keytool -importcert makes one"
              .formatted(file));
    }
    return file.toString();
  }

  /**
   * When its certificates end.
   *
   * @param keys whether of own keys; otherwise of whom it believes
   */
  List<Instant> ends(Path file, boolean keys) {
    var what = keys ? "keystore" : "truststore";
    try (var in = Files.newInputStream(file)) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      var ends = new ArrayList<Instant>();
      for (var alias : Collections.list(store.aliases())) {
        if (keys ? store.isKeyEntry(alias) : store.isCertificateEntry(alias)) {
          ends.add(
              store.getCertificate(alias) instanceof X509Certificate certificate
                  ? certificate.getNotAfter().toInstant()
                  : Instant.MAX);
        }
      }
      return ends;
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("There is no %s %s".formatted(what, file), e);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "The %s %s cannot be read: %s".formatted(what, file, e.getMessage()), e);
    }
  }
}
