package io.hallpulse.trino.login;

import io.hallpulse.schemas.access.SqlReports;
import io.trino.spi.Plugin;
import io.trino.spi.eventlistener.EventListenerFactory;
import io.trino.spi.security.PasswordAuthenticator;
import io.trino.spi.security.PasswordAuthenticatorFactory;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lets Trino sign people in with their HallPulse accounts and tells serving what they looked at;
 * Trino finds it by its service file.
 */
public final class LoginPlugin implements Plugin {
  private static final String NAME = "hallpulse";
  private static final String LOGINS = "hallpulse.logins";
  private static final String REPORTS = "hallpulse.reports";

  @Override
  public Iterable<PasswordAuthenticatorFactory> getPasswordAuthenticatorFactories() {
    return List.of(new Factory());
  }

  /**
   * The server asks for a listener with an argument more than the SPI knows that this is compiled
   * with; so any question with the settings first is answered.
   */
  @Override
  public Iterable<EventListenerFactory> getEventListenerFactories() {
    return List.of(
        (EventListenerFactory)
            Proxy.newProxyInstance(
                LoginPlugin.class.getClassLoader(),
                new Class<?>[] {EventListenerFactory.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "getName" -> NAME;
                      case "create" -> looks((Map<?, ?>) arguments[0]);
                      case "toString" -> "LoginPlugin's listener";
                      case "hashCode" -> System.identityHashCode(proxy);
                      case "equals" -> proxy == arguments[0];
                      default -> throw new UnsupportedOperationException(method.toString());
                    }));
  }

  private static Looks looks(Map<?, ?> settings) {
    require(settings, "listener", REPORTS);
    return new Looks(new SqlReports(path(settings, REPORTS)));
  }

  private static final class Factory implements PasswordAuthenticatorFactory {
    @Override
    public String getName() {
      return NAME;
    }

    @Override
    public PasswordAuthenticator create(Map<String, String> settings) {
      require(settings, "login", LOGINS, REPORTS);
      var failed = new FailedLogins(new SqlReports(path(settings, REPORTS)));
      failed.start();
      return new Logins(path(settings, LOGINS), Duration.ofSeconds(2), System::nanoTime, failed);
    }
  }

  private static void require(Map<?, ?> settings, String what, String... wanted) {
    var names = List.of(wanted);
    if (!settings.keySet().equals(Set.copyOf(names))) {
      throw new IllegalArgumentException(
          "The %s wants the settings %s alone, got %s"
              .formatted(what, names, new TreeSet<>(settings.keySet())));
    }
  }

  private static Path path(Map<?, ?> settings, String name) {
    return Path.of(String.valueOf(settings.get(name)));
  }
}
