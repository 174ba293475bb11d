package io.hallpulse.serving;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.annotation.Nullable;
import java.net.URI;

/**
 * What the environment says, HALLPULSE_*; read once, at start.
 *
 * @param brokers addresses of Kafka
 * @param trinoUrl JDBC address of the lake; without it there is no history
 * @param trinoPassword of the user serving at Trino
 * @param trinoCertificate file with the certificate that Trino shows, if no authority gave it
 * @param sqlFolder where Trino finds who may sign in and what they may read; null to write nothing
 * @param adminPassword of the account admin, which the first start makes
 * @param secretKey locks the keys of devices in the database; random and long
 * @param loaderKey signs changes of the registry; without it none can be pushed
 * @param publicUrl as people outside call this server, if it is called otherwise than by its host
 * @param statusPassword by which {@code ./hallpulse status} asks; without it nobody does
 * @param launcherPassword by which the programs beside it do what needs an administrator; without
 *     it none does
 * @param verdictUrl where the reconciler says whether the ledger is in order
 */
@Context
@ConfigurationProperties("hallpulse")
public record Settings(
    @Nullable String brokers,
    @Nullable String trinoUrl,
    @Nullable String trinoPassword,
    @Nullable String trinoCertificate,
    @Nullable String sqlFolder,
    @Nullable String adminPassword,
    @Nullable String secretKey,
    @Nullable String loaderKey,
    @Nullable String publicUrl,
    @Nullable String statusPassword,
    @Nullable String launcherPassword,
    @Nullable String verdictUrl) {
  public Settings {
    required(brokers, "HALLPULSE_BROKERS");
    required(adminPassword, "HALLPULSE_ADMIN_PASSWORD");
    required(secretKey, "HALLPULSE_SECRET_KEY");
    trinoUrl = blankToNull(trinoUrl);
    trinoPassword = blankToNull(trinoPassword);
    trinoCertificate = blankToNull(trinoCertificate);
    sqlFolder = blankToNull(sqlFolder);
    loaderKey = blankToNull(loaderKey);
    publicUrl = blankToNull(publicUrl);
    statusPassword = blankToNull(statusPassword);
    launcherPassword = blankToNull(launcherPassword);
    verdictUrl = blankToNull(verdictUrl);
    if (trinoUrl != null && !trinoUrl.startsWith("jdbc:trino://")) {
      throw new IllegalArgumentException(
          "HALLPULSE_TRINO_URL must begin with jdbc:trino://, got " + trinoUrl);
    }
    if (publicUrl != null && URI.create(publicUrl).getHost() == null) {
      throw new IllegalArgumentException("HALLPULSE_PUBLIC_URL names no host: " + publicUrl);
    }
  }

  private static void required(@Nullable String value, String name) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " is not set");
    }
  }

  private static @Nullable String blankToNull(@Nullable String value) {
    return value == null || value.isBlank() ? null : value;
  }

  @Override
  public String toString() {
    return "Settings[brokers=%s, trinoUrl=%s, publicUrl=%s]"
        .formatted(brokers, trinoUrl, publicUrl);
  }
}
