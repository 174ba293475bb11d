package io.hallpulse.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A key and a certificate of this machine, made by keytool as docs/edge-agent.md tells. */
record TestKeys(Path keystore, Path truststore, String password) {
  static TestKeys make(Path folder) throws Exception {
    var keys =
        new TestKeys(
            folder.resolve("device.p12"), folder.resolve("hall-trust.p12"), "of the hall's keys");
    var keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-J-XX:TieredStopAtLevel=1",
                    "-genkeypair",
                    "-alias",
                    "device",
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-dname",
                    "CN=hall",
                    "-ext",
                    "san=ip:127.0.0.1",
                    "-validity",
                    "90",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    keys.keystore.toString(),
                    "-storepass",
                    keys.password))
            .redirectErrorStream(true)
            .start();
    var words = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool: " + words);
    }
    keys.trust(keys.load(keys.keystore));
    return keys;
  }

  private void trust(KeyStore own) throws IOException, GeneralSecurityException {
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("hall", own.getCertificate("device"));
    try (var out = Files.newOutputStream(truststore)) {
      trusted.store(out, password.toCharArray());
    }
  }

  private KeyStore load(Path file) throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      store.load(in, password.toCharArray());
    }
    return store;
  }

  /** Puts them into settings. */
  void set(ObjectNode tls, @Nullable Path key, @Nullable Path trust) {
    if (key != null) {
      tls.put("keystore", key.toString());
    }
    if (trust != null) {
      tls.put("truststore", trust.toString());
    }
    tls.put("password", password);
  }

  /** A browser that believes the hall's devices. */
  HttpClient browser() throws IOException, GeneralSecurityException {
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(load(truststore));
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(context).build();
  }
}
