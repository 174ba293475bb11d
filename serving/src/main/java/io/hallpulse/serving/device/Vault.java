package io.hallpulse.serving.device;

import io.hallpulse.schemas.grant.KeyVault;
import io.hallpulse.serving.Settings;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.Objects;

/** Makes the vault of the installation's secret. */
@Factory
final class Vault {
  @Singleton
  KeyVault vault(Settings settings) {
    return new KeyVault(Objects.requireNonNull(settings.secretKey()));
  }
}
