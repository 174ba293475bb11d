package io.hallpulse.schemas.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class PasswordHashTest {
  private final SecureRandom random = new SecureRandom();

  @Test
  void onlyTheSamePasswordMatches() {
    var hash = PasswordHash.of("密码 correct", random);

    assertThat(PasswordHash.matches("密码 correct", hash)).isTrue();
    assertThat(PasswordHash.matches("密码 Correct", hash)).isFalse();
    assertThat(PasswordHash.of("密码 correct", random)).isNotEqualTo(hash);
  }

  @Test
  void aHashOfTheReferenceImplementationIsUnderstood() {
    // echo -n password | argon2 somesalt -id -t 2 -k 256 -p 1 -l 32 -e
    var known =
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

    assertThat(PasswordHash.matches("password", known)).isTrue();
  }
}
