package io.hallpulse.agent.tls;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;

/**
 * A line's own key and whom it believes, as PKCS12 files such as keytool makes them.
 *
 * @param keystore own key and certificate; null for none
 * @param truststore certificates that are believed; null for those that Java believes
 * @param password of both files
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Tls(@Nullable String keystore, @Nullable String truststore, String password) {
  private static final String TYPE = "PKCS12";

  public Tls {
    if (keystore == null && truststore == null) {
      throw new IllegalArgumentException("tls needs keystore, truststore, or both");
    }
    if (password == null || password.isEmpty()) {
      throw new IllegalArgumentException("tls needs the password of its files");
    }
  }

  /**
   * The same with whole paths. What cannot be used is told here, at the start, and not by the first
   * visitor.
   *
   * @param folder to which the paths are relative
   */
  public Tls in(Path folder) {
    var files = new KeyFiles(password.toCharArray());
    return new Tls(
        keystore == null ? null : files.withKey(folder.resolve(keystore)),
        truststore == null ? null : files.withTrust(folder.resolve(truststore)),
        password);
  }

  /** When the certificates of each of its files end; to be asked of one with whole paths. */
  Map<Path, List<Instant>> ends() {
    var files = new KeyFiles(password.toCharArray());
    var ends = new LinkedHashMap<Path, List<Instant>>();
    if (keystore != null) {
      ends.put(Path.of(keystore), files.ends(Path.of(keystore), true));
    }
    if (truststore != null) {
      ends.put(Path.of(truststore), files.ends(Path.of(truststore), false));
    }
    return ends;
  }

  /** Whether this device shows a certificate of its own. */
  public boolean hasKey() {
    return keystore != null;
  }

  /** As a server, if there is a key for it. */
  public HttpServerOptions server(HttpServerOptions options) {
    if (keystore != null) {
      // One protocol, so that streams and long looks end in one way, with TLS and without.
      options.setSsl(true).setUseAlpn(false).setKeyCertOptions(file(keystore));
    }
    return options;
  }

  /** As a client, for addresses that begin with https. */
  public HttpClientOptions client(HttpClientOptions options) {
    if (truststore != null) {
      options.setTrustOptions(file(truststore));
    }
    return options;
  }

  private PfxOptions file(String path) {
    return new PfxOptions().setPath(path).setPassword(password);
  }

  /** What Kafka's clients want to be told; with a key of its own the broker knows the device. */
  public Map<String, Object> kafka() {
    var settings = new HashMap<String, Object>();
    settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SSL");
    if (keystore != null) {
      settings.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, TYPE);
      settings.put(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, keystore);
      settings.put(SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG, password);
      settings.put(SslConfigs.SSL_KEY_PASSWORD_CONFIG, password);
    }
    if (truststore != null) {
      settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, TYPE);
      settings.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, truststore);
      settings.put(SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG, password);
    }
    return settings;
  }

  @Override
  public String toString() {
    return "Tls[%s, %s]".formatted(keystore, truststore);
  }
}
