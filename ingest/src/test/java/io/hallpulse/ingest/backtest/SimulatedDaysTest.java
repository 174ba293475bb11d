package io.hallpulse.ingest.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hallpulse.domain.forecast.Backtest;
import io.hallpulse.domain.forecast.BacktestScore;
import io.hallpulse.domain.forecast.Method;
import io.hallpulse.domain.forecast.Moment;
import io.hallpulse.ingest.simulate.SimulatedLog;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What issue 4 asks of the forecasts: on days with crowds and closures to which they were not
 * fitted they beat the textbook and stay calibrated. They were developed on seeds 1 to 9; seeds
 * from 7100 on are for tests and published results alone.
 */
class SimulatedDaysTest {
  private static final List<Method> TEXTBOOK =
      List.of(Method.LES, Method.HOL, Method.QL, Method.QL_COUNTERS);
  private static final List<String> HALLS = List.of("h370213-00", "h370213-05", "h370213-10");
  private static final LocalDate MONDAY = LocalDate.parse("2026-03-02");

  @ParameterizedTest
  @ValueSource(longs = {7_101, 7_102})
  void crowdsAndClosures(long seed) {
    check(scores(seed, Map.of("surges", 3.0, "closures", 6.0), 3));
  }

  @ParameterizedTest
  @ValueSource(longs = 7_104)
  void theTroublesOfEveryDay(long seed) {
    check(scores(seed, Map.of(), 2));
  }

  private static void check(Map<Method, BacktestScore> scores) {
    var forecast = scores.get(Method.FORECAST);
    assertThat(forecast.tickets()).isGreaterThan(10_000);
    for (var method : TEXTBOOK) {
      var textbook = scores.get(method);
      assertThat(forecast.maeMinutes()).as(method.label()).isLessThan(textbook.maeMinutes());
      assertThat(forecast.pinball50()).as(method.label()).isLessThan(textbook.pinball50());
      assertThat(forecast.pinball90()).as(method.label()).isLessThan(textbook.pinball90());
    }
    assertThat(forecast.coverage50()).isCloseTo(0.5, within(0.05));
    assertThat(forecast.coverage90()).isCloseTo(0.9, within(0.03));
  }

  private static Map<Method, BacktestScore> scores(
      long seed, Map<String, Double> troubles, int days) {
    var log = new SimulatedLog(seed, troubles, HALLS);
    var backtest = new Backtest();
    log.days(MONDAY, days).forEach(day -> log.day(day, backtest::take));
    return backtest.scores().stream()
        .filter(score -> score.moment() == Moment.ISSUE && score.hallId() == null)
        .collect(Collectors.toMap(BacktestScore::method, score -> score));
  }
}
