package io.hallpulse.trino.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.schemas.access.PasswordHash;
import io.hallpulse.schemas.access.SqlLogins;
import io.trino.spi.security.AccessDeniedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginsTest {
  private final AtomicLong nanos = new AtomicLong();

  @TempDir private Path folder;

  private Path file(String name, String password) throws IOException {
    var hash = PasswordHash.of(password, new SecureRandom());
    return Files.writeString(folder.resolve("logins"), new SqlLogins(Map.of(name, hash)).text());
  }

  private Logins logins(Path file) {
    return new Logins(file, Duration.ofSeconds(2), nanos::get);
  }

  @Test
  void onlyTheNameWithItsPasswordComesIn() throws IOException {
    var logins = logins(file("li.na", "窗口 12345"));

    assertThat(logins.createAuthenticatedPrincipal("li.na", "窗口 12345").getName())
        .isEqualTo("li.na");
    for (var name : new String[] {"li.na", "nobody"}) {
      assertThatThrownBy(() -> logins.createAuthenticatedPrincipal(name, "wrong"))
          .isInstanceOf(AccessDeniedException.class)
          .hasMessageEndingWith("The name or the password is wrong");
    }
  }

  @Test
  void theEmptyPasswordOfNobodyIsNoWayIn() throws IOException {
    var logins = logins(file("li.na", "long enough 1"));

    assertThatThrownBy(() -> logins.createAuthenticatedPrincipal("nobody", ""))
        .isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void aChangedPasswordHoldsAfterTwoSecondsThoughTheOldOneIsRemembered() throws IOException {
    var file = file("li.na", "the old one");
    var logins = logins(file);
    logins.createAuthenticatedPrincipal("li.na", "the old one");
    file("li.na", "the new one");
    logins.createAuthenticatedPrincipal("li.na", "the old one");

    nanos.addAndGet(Duration.ofSeconds(2).toNanos());

    assertThat(logins.createAuthenticatedPrincipal("li.na", "the new one").getName())
        .isEqualTo("li.na");
    assertThatThrownBy(() -> logins.createAuthenticatedPrincipal("li.na", "the old one"))
        .isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void aBrokenFileIsNamedWithTheLine() throws IOException {
    var broken = Files.writeString(folder.resolve("logins"), "li.na:secret\n");

    assertThatThrownBy(() -> logins(broken))
        .hasMessageContaining(broken + ", line 1 is no name:hash")
        .hasMessageNotContaining("secret");
  }

  @Test
  void settingsThatAreNotUnderstoodAreRefused() {
    var factory = new LoginPlugin().getPasswordAuthenticatorFactories().iterator().next();

    assertThatThrownBy(() -> factory.create(Map.of("hallpulse.login", "x")))
        .hasMessageContaining("hallpulse.logins alone, got [hallpulse.login]");
  }
}
