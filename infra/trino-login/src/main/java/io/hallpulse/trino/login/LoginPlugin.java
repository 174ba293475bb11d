package io.hallpulse.trino.login;

import io.trino.spi.Plugin;
import io.trino.spi.security.PasswordAuthenticator;
import io.trino.spi.security.PasswordAuthenticatorFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Lets Trino sign people in with their HallPulse accounts; Trino finds it by its service file. */
public final class LoginPlugin implements Plugin {
  private static final String LOGINS = "hallpulse.logins";

  @Override
  public Iterable<PasswordAuthenticatorFactory> getPasswordAuthenticatorFactories() {
    return List.of(new Factory());
  }

  private static final class Factory implements PasswordAuthenticatorFactory {
    @Override
    public String getName() {
      return "hallpulse";
    }

    @Override
    public PasswordAuthenticator create(Map<String, String> settings) {
      var file = settings.get(LOGINS);
      if (file == null || settings.size() != 1) {
        throw new IllegalArgumentException(
            "The login wants the setting %s alone, got %s".formatted(LOGINS, settings.keySet()));
      }
      return new Logins(Path.of(file), Duration.ofSeconds(2), System::nanoTime);
    }
  }
}
