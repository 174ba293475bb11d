package io.hallpulse.domain.grant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.grant.Denial.Rule;
import io.hallpulse.schemas.grant.Signature;
import io.hallpulse.schemas.grant.Signer;
import io.hallpulse.schemas.grant.SigningKey;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistryGateTest {
  private static final String SECRET = "the installation's";
  private static final String KEY = "370213/91370213MADE00001L";
  private static final byte[] VALUE = {1, 2, 3};

  private final RegistryGate gate = new RegistryGate(SigningKey.loader(SECRET));

  private static byte[] signed(SigningKey by, String key, byte[] value) {
    return by.sign(Signature.NO_STORE, key.getBytes(UTF_8), value);
  }

  private Optional<Rule> rule(byte[] header) {
    return gate.denial(KEY, VALUE, header).map(Denial::rule);
  }

  @Test
  void whatTheInstallationSignedIsLetIn() {
    assertThat(rule(signed(SigningKey.loader(SECRET), KEY, VALUE))).isEmpty();
  }

  @Test
  void whatNobodySignedIsTurnedAway() {
    assertThat(gate.denial(KEY, VALUE, new byte[0]).orElseThrow().text())
        .isEqualTo(
            "UNSIGNED: change 370213/91370213MADE00001L needs the signature of this installation's loader; this one carries none: the record has no header signature");
  }

  @Test
  void aSignatureOfAnotherRecordOrAnotherInstallationIsForged() {
    var own = SigningKey.loader(SECRET);
    assertThat(rule(signed(own, "370213/another", VALUE))).contains(Rule.FORGED);
    assertThat(rule(signed(own, KEY, new byte[] {1, 2, 4}))).contains(Rule.FORGED);
    assertThat(rule(signed(SigningKey.loader("of another"), KEY, VALUE))).contains(Rule.FORGED);
  }

  @Test
  void aDeviceWritesNoChangesOfTheRegistry() {
    var device = new SigningKey(Signer.device("kiosk-1", 3), SECRET.getBytes(UTF_8));
    assertThat(gate.denial(KEY, VALUE, signed(device, KEY, VALUE)).orElseThrow())
        .satisfies(denial -> assertThat(denial.rule()).isEqualTo(Rule.LOADER_ONLY))
        .satisfies(denial -> assertThat(denial.reason()).endsWith("this one is of kiosk-1/3"));
  }
}
