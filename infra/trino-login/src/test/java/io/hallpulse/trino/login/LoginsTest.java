package io.hallpulse.trino.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.schemas.access.PasswordHash;
import io.hallpulse.schemas.access.SqlLogins;
import io.hallpulse.schemas.access.SqlReport;
import io.hallpulse.schemas.access.SqlReports;
import io.trino.spi.security.AccessDeniedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginsTest {
  private final AtomicLong nanos = new AtomicLong();

  @TempDir private Path folder;
  private FailedLogins failed;

  @BeforeEach
  void nobodyFailedYet() {
    failed = new FailedLogins(reports());
  }

  private SqlReports reports() {
    return new SqlReports(folder.resolve("reports"));
  }

  /** What is reported of each name: wrong ones, then those not looked at. */
  private Map<String, List<Integer>> reported() throws IOException {
    failed.report();
    var found = new TreeMap<String, List<Integer>>();
    for (var file : reports().files()) {
      var report = (SqlReport.FailedLogin) SqlReports.read(file);
      assertThat(found.put(report.name(), List.of(report.wrong(), report.unheard()))).isNull();
    }
    return found;
  }

  private Path file(String name, String password) throws IOException {
    var hash = PasswordHash.of(password, new SecureRandom());
    return Files.writeString(folder.resolve("logins"), new SqlLogins(Map.of(name, hash)).text());
  }

  private Logins logins(Path file) {
    return new Logins(file, Duration.ofSeconds(2), nanos::get, failed);
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
  void whoGuessesWaitsEvenWithTheRightPasswordAndIsCounted() throws IOException {
    var logins = logins(file("li.na", "the right one"));
    for (int i = 0; i < 5; i++) {
      refused(logins, "li.na", "wrong " + i, "The name or the password is wrong");
      refused(logins, "a password, typed as a name", "x", "The name or the password is wrong");
    }

    refused(logins, "li.na", "the right one", "Too many wrong passwords; try again in 11 s");
    assertThat(reported()).isEqualTo(Map.of("li.na", List.of(5, 1), "", List.of(5, 0)));

    nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    assertThat(logins.createAuthenticatedPrincipal("li.na", "the right one").getName())
        .isEqualTo("li.na");
  }

  @Test
  void whoIsInStaysInAndANewPasswordEndsTheWait() throws IOException {
    var logins = logins(file("li.na", "the old one"));
    logins.createAuthenticatedPrincipal("li.na", "the old one");
    for (int i = 0; i < 5; i++) {
      refused(logins, "li.na", "wrong " + i, "The name or the password is wrong");
    }
    refused(logins, "li.na", "wrong", "Too many wrong passwords; try again in 11 s");
    logins.createAuthenticatedPrincipal("li.na", "the old one");

    file("li.na", "the new one");
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());

    assertThat(logins.createAuthenticatedPrincipal("li.na", "the new one").getName())
        .isEqualTo("li.na");
  }

  @Test
  void nobodyCanMakeAProgramWait() throws IOException {
    var logins = logins(file("program/serving", "a long random one"));
    for (int i = 0; i < 20; i++) {
      refused(logins, "program/serving", "wrong " + i, "The name or the password is wrong");
    }

    assertThat(logins.createAuthenticatedPrincipal("program/serving", "a long random one"))
        .isNotNull();
    assertThat(reported()).isEqualTo(Map.of("program/serving", List.of(20, 0)));
  }

  @Test
  void whoOnlyCallsHimselfAProgramWaits() throws IOException {
    var logins = logins(file("program/serving", "a long random one"));
    for (int i = 0; i < 5; i++) {
      refused(logins, "program/none", "wrong " + i, "The name or the password is wrong");
    }

    assertThatThrownBy(() -> logins.createAuthenticatedPrincipal("program/none", "wrong"))
        .hasMessageContaining("Too many wrong passwords");
  }

  private static void refused(Logins logins, String name, String password, String why) {
    assertThatThrownBy(() -> logins.createAuthenticatedPrincipal(name, password))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageEndingWith(why);
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
        .hasMessage(
            "The login wants the settings [hallpulse.logins, hallpulse.reports] alone, got"
                + " [hallpulse.login]");
  }
}
