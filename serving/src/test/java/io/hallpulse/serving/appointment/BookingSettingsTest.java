package io.hallpulse.serving.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class BookingSettingsTest {
  @Test
  void slotsLieWithinTheSessions() {
    assertThat(new BookingSettings("09:00-10:00, 23:30-24:00", 30, 7, false).begins())
        .containsExactly(540, 570, 1410);
    assertThat(new BookingSettings("09:00-09:50", 30, 7, false).begins()).containsExactly(540);
  }

  @Test
  void whatIsNoSessionIsNamed() {
    for (var hours : new String[] {"", "9-12", "12:00-09:00", "23:00-24:30"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new BookingSettings(hours, 30, 7, false))
          .withMessageContaining("HALLPULSE_APPOINTMENT_HOURS")
          .withMessageEndingWith(hours);
    }
  }
}
