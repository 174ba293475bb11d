package io.hallpulse.domain.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import org.junit.jupiter.api.Test;

class HallForecasterTest {
  private static final long MINUTE = 60_000_000L;
  private static final long OPENING = 1_000_000 * MINUTE;

  private final HallForecaster forecaster = new HallForecaster(Learned.nothing());

  @Test
  void aFreeCounterCallsWithinSeconds() {
    forecaster.assign("c1", Set.of("q"));
    forecaster.open("c1", OPENING);

    var forecast = join("t1", 0, 5);

    assertThat(forecast.ahead()).isZero();
    assertThat(forecast.p50()).isLessThan(30);
  }

  @Test
  void whoStandsFartherBackWaitsLonger() {
    serve("t0", 1);
    double before = 0;
    for (int i = 1; i <= 10; i++) {
      var forecast = join("t" + i, 0, 2);
      assertThat(forecast.ahead()).isEqualTo(i - 1);
      assertThat(forecast.p50()).isGreaterThan(before);
      assertThat(forecast.p90()).isGreaterThan(forecast.p50());
      before = forecast.p50();
    }
  }

  @Test
  void aPriorityComesBeforeThoseWhoWaitAlready() {
    serve("t0", 1);
    for (int i = 1; i <= 5; i++) {
      join("t" + i, 0, 2);
    }

    assertThat(join("t6", 0, 3).ahead()).isEqualTo(5);
    assertThat(join("t7", 1, 3).ahead()).isZero();
    assertThat(of("t6", 3).ahead()).isEqualTo(6);
  }

  @Test
  void aSecondCounterShortensTheWait() {
    serve("t0", 1);
    join("t1", 0, 2);
    join("t2", 0, 2);
    double alone = of("t2", 3).p50();

    forecaster.assign("c2", Set.of("q"));
    forecaster.open("c2", at(3));

    assertThat(of("t2", 3).p50()).isLessThan(alone / 2);
  }

  @Test
  void aCounterThatClosesLengthensTheWait() {
    serve("t0", 1);
    join("t1", 0, 2);
    double open = of("t1", 3).p50();

    forecaster.shut("c1", at(3));

    assertThat(of("t1", 3).p50()).isGreaterThan(open);
  }

  @Test
  void aForecastOfTheWholeWaitIsNeverShorterThanWhatWasWaited() {
    serve("t0", 1);
    join("t1", 0, 2);

    for (int minute = 2; minute < 600; minute += 7) {
      double waited = (minute - 2) * 60;
      var whole = of("t1", minute).after(waited);
      assertThat(whole.p50()).isGreaterThanOrEqualTo(waited);
      assertThat(whole.p90()).isGreaterThanOrEqualTo(whole.p50());
    }
  }

  @Test
  void theWaitForAnAppointmentCountsFromIt() {
    forecaster.assign("c1", Set.of("q"));
    forecaster.open("c1", OPENING);

    var forecast = forecaster.join("t1", "q", at(35), 0, null, at(5));

    assertThat(forecast.after(-30 * 60.0).p50()).isLessThan(60);
  }

  @Test
  void itLearnsFromACallAndNotBefore() {
    serve("t0", 1);
    var first = join("t1", 0, 2);
    assertThat(of("t1", 2)).isEqualTo(first);

    // Every service takes an hour, six times what was guessed.
    for (int i = 1; i <= 40; i++) {
      long time = at(60 * i);
      forecaster.free("t" + (i - 1), time);
      forecaster.call("t" + i, "c1", time);
      forecaster.join("t" + (i + 1), "q", time, 0, null, time);
    }

    assertThat(of("t41", 60 * 40).p50()).isCloseTo(3_600, within(1_000.0));
  }

  @Test
  void whoLeavesIsNotAheadAnyMore() {
    serve("t0", 1);
    join("t1", 0, 2);
    join("t2", 0, 2);

    forecaster.leave("t1", at(3));

    assertThat(of("t2", 3).ahead()).isZero();
    assertThat(forecaster.of("t1", at(3))).isEmpty();
  }

  @Test
  void whatWasLearntGoesOnInAnotherForecaster() {
    serve("t0", 1);
    for (int i = 1; i <= 30; i++) {
      join("t" + i, 0, 30 * i - 29);
      forecaster.free("t" + (i - 1), at(30 * i));
      forecaster.call("t" + i, "c1", at(30 * i));
    }
    var next = new HallForecaster(forecaster.learned());
    next.assign("c1", Set.of("q"));
    next.join("t30", "q", at(899), 0, null, at(899));
    next.call("t30", "c1", at(900));

    assertThat(next.join("t31", "q", at(901), 0, null, at(901)).p50())
        .isCloseTo(join("t31", 0, 901).p50(), within(60.0));
  }

  @Test
  void theSameEventsGiveTheSameForecasts() {
    assertThat(someForecast()).isEqualTo(someForecast());
  }

  private static WaitForecast someForecast() {
    var test = new HallForecasterTest();
    test.serve("t0", 1);
    test.join("t1", 0, 2);
    test.forecaster.free("t0", at(9));
    test.forecaster.call("t1", "c1", at(10));
    return test.forecaster.ofNewcomer("q", at(11));
  }

  private void serve(String ticketId, long minute) {
    forecaster.assign("c1", Set.of("q"));
    forecaster.open("c1", OPENING);
    join(ticketId, 0, minute);
    forecaster.call(ticketId, "c1", at(minute));
  }

  private WaitForecast join(String ticketId, int priority, long minute) {
    return forecaster.join(ticketId, "q", at(minute), priority, null, at(minute));
  }

  private WaitForecast of(String ticketId, long minute) {
    return forecaster.of(ticketId, at(minute)).orElseThrow();
  }

  private static long at(long minute) {
    return OPENING + minute * MINUTE;
  }
}
