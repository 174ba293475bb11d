package io.hallpulse.serving.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordsTest {
  private final Passwords passwords = new Passwords();

  @Test
  void onlyTheSamePasswordMatches() {
    var hash = passwords.hash("密码 correct");

    assertThat(passwords.matches("密码 correct", hash)).isTrue();
    assertThat(passwords.matches("密码 Correct", hash)).isFalse();
    assertThat(passwords.hash("密码 correct")).isNotEqualTo(hash);
  }

  @Test
  void aHashOfTheReferenceImplementationIsUnderstood() {
    // echo -n password | argon2 somesalt -id -t 2 -k 256 -p 1 -l 32 -e
    var known =
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

    assertThat(passwords.matches("password", known)).isTrue();
  }
}
