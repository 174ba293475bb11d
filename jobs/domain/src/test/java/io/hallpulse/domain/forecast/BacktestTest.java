package io.hallpulse.domain.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BacktestTest {
  private static final long SECOND = 1_000_000L;

  private final Backtest backtest = new Backtest();
  private long seq;

  @Test
  void theTextbookSaysWhatItsFormulasSay() {
    issued("t1", 0);
    called("t1", 600);
    issued("t2", 700);
    issued("t3", 760);
    called("t2", 1_300);
    called("t3", 1_460);

    // t1 is the first: all say 0, and it waits 10 minutes. t2 waits 10, t3 11 minutes and 40 s.
    assertThat(score(Method.LES).maeMinutes())
        .isCloseTo((10 + Math.abs(10 - 10.0) + Math.abs(700 - 600) / 60.0) / 3, within(1e-9));
    assertThat(score(Method.HOL).maeMinutes())
        .isCloseTo((10 + 10 + (700 - 60) / 60.0) / 3, within(1e-9));
    // One call in the 700 (760) seconds since the queue was first heard of.
    assertThat(score(Method.QL).maeMinutes())
        .isCloseTo((10 + (700 - 600) / 60.0 + (2 * 760 - 700) / 60.0) / 3, within(1e-9));
    assertThat(score(Method.LES).tickets()).isEqualTo(3);
    // LES says 0, 10 and 10 minutes: it covers the second wait alone.
    assertThat(score(Method.LES).coverage50()).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(score(Method.LES).pinball90())
        .isCloseTo((0.9 * 10 + 0 + 0.9 * 100 / 60) / 3, within(1e-9));
  }

  @Test
  void whoIsCancelledOrMovedOnIsNotScored() {
    issued("t1", 0);
    issued("t2", 10);
    backtest.take(event(EventKind.TICKET_CANCELLED, "t1", 100).setCancelledBy("VISITOR").build());
    backtest.take(event(EventKind.TICKET_TRANSFERRED, "t2", 120).setToQueueId("other").build());
    called("t2", 180);

    assertThat(backtest.left()).isEqualTo(1);
    assertThat(score(Method.FORECAST).tickets()).isEqualTo(1);
    assertThat(backtest.scores())
        .filteredOn(score -> score.queueId() != null)
        .allMatch(score -> "other".equals(score.queueId()));
  }

  @Test
  void aLaterQuestionIsAskedOfThoseWhoStillWait() {
    issued("t1", 0);
    issued("t2", 0);
    called("t1", 200);
    called("t2", 800);

    assertThat(score(Moment.AFTER_5_MINUTES, Method.FORECAST).tickets()).isEqualTo(1);
    assertThat(backtest.scores()).noneMatch(score -> score.moment() == Moment.AFTER_15_MINUTES);
  }

  /**
   * Another world than the simulator's: no counter ever says that it opens, and no service that it
   * ends; every other two hours more come than can be served. The waits of such a crowd hang
   * together, so that the shares within the forecast need more room than over many days. The seed
   * was not used while the forecasts were developed.
   */
  @Test
  void aLogOfCallsAloneIsForecastBetterThanByTheTextbook() {
    for (var event : callsAlone(90_417)) {
      backtest.take(event);
    }

    var forecast = score(Method.FORECAST);
    assertThat(forecast.tickets()).isEqualTo(1_500);
    for (var method : List.of(Method.LES, Method.HOL, Method.QL)) {
      var textbook = score(method);
      assertThat(forecast.maeMinutes()).as(method.label()).isLessThan(textbook.maeMinutes());
      assertThat(forecast.pinball50()).as(method.label()).isLessThan(textbook.pinball50());
      assertThat(forecast.pinball90()).as(method.label()).isLessThan(textbook.pinball90());
    }
    assertThat(forecast.coverage50()).isCloseTo(0.5, within(0.1));
    assertThat(forecast.coverage90()).isCloseTo(0.9, within(0.1));
  }

  /** Three clerks, exponential services of 6 minutes, and 21 or 33 visitors an hour. */
  private List<Event> callsAlone(long seed) {
    var random = new Random(seed);
    var events = new ArrayList<Event>();
    var free = new double[3];
    double time = 0;
    for (int i = 0; i < 1_500; i++) {
      boolean busy = (int) (time / 7_200) % 2 == 1;
      time += -Math.log(1 - random.nextDouble()) * (busy ? 110 : 170);
      int next = 0;
      for (int c = 1; c < free.length; c++) {
        next = free[c] < free[next] ? c : next;
      }
      double called = Math.max(time, free[next]) + 5 + 10 * random.nextDouble();
      free[next] = called - Math.log(1 - random.nextDouble()) * 360;
      events.add(issue("v" + i, time));
      events.add(call("v" + i, "c" + next, called));
    }
    events.sort((one, other) -> Long.compare(one.getTime(), other.getTime()));
    return events;
  }

  private BacktestScore score(Method method) {
    return score(Moment.ISSUE, method);
  }

  private BacktestScore score(Moment moment, Method method) {
    return backtest.scores().stream()
        .filter(score -> score.hallId() == null)
        .filter(score -> score.moment() == moment && score.method() == method)
        .findFirst()
        .orElseThrow();
  }

  private void issued(String ticketId, double second) {
    backtest.take(issue(ticketId, second));
  }

  private void called(String ticketId, double second) {
    backtest.take(call(ticketId, "c1", second));
  }

  private Event issue(String ticketId, double second) {
    return event(EventKind.TICKET_ISSUED, ticketId, second)
        .setQueueId("q")
        .setChannel("QR")
        .build();
  }

  private Event call(String ticketId, String counterId, double second) {
    return event(EventKind.TICKET_CALLED, ticketId, second).setCounterId(counterId).build();
  }

  private Event.Builder event(EventKind kind, String ticketId, double second) {
    return Event.newBuilder()
        .setSource("s")
        .setEpoch(1)
        .setSeq(++seq)
        .setTime((long) (second * SECOND))
        .setDistrict("d")
        .setHallId("h")
        .setKind(kind)
        .setTicketId(ticketId);
  }
}
