package io.hallpulse.serving.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TicketRowTest {
  private static TicketRow of(String staffId) {
    var at = Instant.EPOCH;
    return new TicketRow(
        "t",
        "A1",
        "q",
        "u",
        "税务",
        "i",
        "c",
        staffId,
        "KIOSK",
        "case",
        at,
        at,
        at,
        at,
        1L,
        2L,
        "COMPLETED",
        5,
        3);
  }

  @Test
  void onlyTheClerkIsLeftOut() {
    assertThat(of("clerk-7").withoutStaff()).isEqualTo(of(null));
  }
}
