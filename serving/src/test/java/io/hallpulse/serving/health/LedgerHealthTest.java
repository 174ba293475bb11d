package io.hallpulse.serving.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.serving.health.ComponentHealth.State;
import org.junit.jupiter.api.Test;

class LedgerHealthTest {
  @Test
  void onlyAProvenLedgerIsUpAndOnlyADisprovenOneIsDown() {
    assertThat(Probes.ledger("OK")).isEqualTo(State.UP);
    assertThat(Probes.ledger("STARTING")).isEqualTo(State.STARTING);
    assertThat(Probes.ledger("BEHIND")).isEqualTo(State.DEGRADED);
    assertThat(Probes.ledger("UNKNOWN")).isEqualTo(State.DEGRADED);
    assertThat(Probes.ledger("")).isEqualTo(State.DEGRADED);
    assertThat(Probes.ledger("LOST")).isEqualTo(State.DOWN);
    assertThat(Probes.ledger("DOUBLED")).isEqualTo(State.DOWN);
    assertThat(Probes.ledger("MISDATED")).isEqualTo(State.DOWN);
  }
}
