package io.hallpulse.domain.grant;

import static io.hallpulse.domain.Source.HALL;
import static io.hallpulse.domain.Times.at;
import static io.hallpulse.schemas.grant.EpochState.CLOSED;
import static io.hallpulse.schemas.grant.EpochState.DRAINING;
import static io.hallpulse.schemas.grant.EpochState.OPEN;
import static io.hallpulse.schemas.grant.EpochState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.Source;
import io.hallpulse.domain.grant.Denial.Rule;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.grant.EpochGrant;
import io.hallpulse.schemas.grant.EpochState;
import io.hallpulse.schemas.grant.Signer;
import io.hallpulse.schemas.grant.SourceGrant;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
  private static final long ENROLLED = at("08:00");
  private static final long CLOSING = at("10:00");

  private final SourceGrant kiosk = granted("kiosk-1", CLOSED, DRAINING, OPEN, UNKNOWN);

  @Test
  void aDeviceWritesInItsHallAndInEpochsThatAreNotClosed() {
    assertThat(Gate.signer(Signer.device("kiosk-1", 2), kiosk, HALL, CLOSING)).isEmpty();
    assertThat(Gate.signer(Signer.device("kiosk-1", 3), kiosk, HALL, CLOSING)).isEmpty();
    assertThat(Gate.batch(Signer.device("kiosk-1", 3), batch("kiosk-1", 3), kiosk, CLOSING))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "kiosk-1, 1, h1, EPOCH_CLOSED, is closed",
    "kiosk-1, 4, h1, EPOCH_CLOSED, is closed",
    "kiosk-1, 5, h1, EPOCH_NOT_GRANTED, 'was not granted, the newest is 4'",
    "kiosk-1, 3, h2, OTHER_HALL, is enrolled for hall h1",
    "stranger, 3, h1, NOT_ENROLLED, is not enrolled"
  })
  void nothingElseIsItsToWrite(String source, long epoch, String hall, Rule rule, String reason) {
    var grant = source.equals("kiosk-1") ? kiosk : null;

    assertThat(Gate.signer(Signer.device(source, epoch), grant, hall, CLOSING).orElseThrow())
        .isEqualTo(
            new Denial(
                rule, "source %s epoch %d of hall %s %s".formatted(source, epoch, hall, reason)));
  }

  @Test
  void aDeviceDoesNotSignForAnotherNorForAnotherEpoch() {
    var signer = Signer.device("kiosk-1", 3);

    assertThat(Gate.batch(signer, batch("kiosk-2", 3), null, CLOSING).orElseThrow().text())
        .isEqualTo(
            "OTHER_SOURCE: source kiosk-2 epoch 3 of hall h1 is signed by source kiosk-1 epoch 3");
    assertThat(Gate.batch(signer, batch("kiosk-1", 2), kiosk, CLOSING).orElseThrow().rule())
        .isEqualTo(Rule.OTHER_SOURCE);
  }

  @Test
  void theLoaderWritesWhatIsNoDevice() {
    assertThat(Gate.signer(Signer.LOADER, null, HALL, CLOSING)).isEmpty();
    assertThat(Gate.batch(Signer.LOADER, batch("sim-h1", 20260302), null, CLOSING)).isEmpty();
    assertThat(Gate.batch(Signer.LOADER, batch("kiosk-1", 3), kiosk, CLOSING).orElseThrow().text())
        .startsWith("DEVICE_ONLY: source kiosk-1 epoch 3 of hall h1");
  }

  @Test
  void whatArrivedBeforeItWasForbiddenIsLetInWheneverItIsRead() {
    var first = Signer.device("kiosk-1", 1);
    assertThat(Gate.signer(first, kiosk, HALL, CLOSING - 1)).isEmpty();
    assertThat(Gate.signer(first, kiosk, HALL, CLOSING)).isPresent();

    var loaded = batch("kiosk-1", 3);
    assertThat(Gate.batch(Signer.LOADER, loaded, kiosk, ENROLLED - 1)).isEmpty();
    assertThat(Gate.batch(Signer.LOADER, loaded, kiosk, ENROLLED)).isPresent();
  }

  private static EventBatch batch(String source, long epoch) {
    var says = new Source(source, epoch);
    says.heartbeat(at("09:00"));
    return says.batch();
  }

  /** A device whose epochs 1, 2, 3 … are in these states. */
  private static SourceGrant granted(String source, EpochState... states) {
    var epochs = new ArrayList<EpochGrant>();
    for (var state : states) {
      var closed = state == CLOSED ? (Long) CLOSING : null;
      var key = ByteBuffer.allocate(0);
      epochs.add(new EpochGrant(epochs.size() + 1L, state, ENROLLED, closed, key));
    }
    return new SourceGrant(source, HALL, 1L, 0L, epochs);
  }
}
