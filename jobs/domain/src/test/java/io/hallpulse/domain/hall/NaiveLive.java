package io.hallpulse.domain.hall;

import static io.hallpulse.domain.Times.MINUTE;
import static io.hallpulse.domain.Times.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hallpulse.domain.hall.NaiveHall.Span;
import io.hallpulse.domain.hall.NaiveHall.Visit;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.live.LiveQueue;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is live in a hall at one time, counted from nothing. */
record NaiveLive(Collection<Visit> visits, long time, LocalDate today) {
  static NaiveLive of(Collection<Event> events, long time) {
    return new NaiveLive(new NaiveHall(events).tickets.values(), time, NaiveHall.day(time));
  }

  void assertShown(Heard heard) {
    for (var id : List.of("q0", "q1", "q2")) {
      assertQueue(id, heard.queueOrNull(id));
    }
    var hall = heard.hall();
    assertThat(hall.getWaiting()).isEqualTo(count(this::waits));
    assertThat(hall.getTicketsToday()).isEqualTo(count(this::isOfToday));
    assertThat(hall.getServing()).isEqualTo(count(this::isServed));
    assertThat(hall.getServedToday())
        .isEqualTo(
            visits.stream()
                .flatMap(visit -> visit.services.stream())
                .filter(service -> service.until != null)
                .filter(service -> NaiveHall.day(service.until).equals(today))
                .count());
    var calls = calls(leg -> true, 60);
    assertThat(hall.getCalled60m()).isEqualTo(calls.size());
    assertQuantile(hall.getP50WaitSeconds(), calls, 0.5);
    assertQuantile(hall.getP90WaitSeconds(), calls, 0.9);
  }

  private void assertQueue(String id, @Nullable LiveQueue shown) {
    var waiting =
        visits.stream().filter(this::waits).filter(visit -> id.equals(visit.leg().place)).toList();
    var calls = calls(leg -> id.equals(leg.place), 60);
    long arrivals =
        legs()
            .filter(leg -> id.equals(leg.place))
            .filter(leg -> leg.from > time - 5 * MINUTE && leg.from < time + MINUTE)
            .count();
    if (shown == null) {
      assertThat(waiting.size() + calls.size() + arrivals).isZero();
      return;
    }
    assertThat(shown.getWaiting()).isEqualTo(waiting.size());
    assertThat(shown.getLongestWaitSince())
        .isEqualTo(waiting.stream().map(visit -> visit.leg().from).min(Long::compare).orElse(null));
    assertThat(shown.getArrivals5m()).isEqualTo((int) arrivals);
    assertThat(shown.getCalls5m()).isEqualTo(calls(leg -> id.equals(leg.place), 5).size());
    assertThat(shown.getCalled60m()).isEqualTo(calls.size());
    long inTime = calls.stream().filter(wait -> wait <= 15 * MINUTE).count();
    assertThat(shown.getServiceLevel())
        .isEqualTo(calls.isEmpty() ? null : (Double) ((double) inTime / calls.size()));
    assertQuantile(shown.getP50WaitSeconds(), calls, 0.5);
    assertQuantile(shown.getP90WaitSeconds(), calls, 0.9);
  }

  private static void assertQuantile(@Nullable Integer shown, List<Long> waits, double q) {
    if (waits.isEmpty()) {
      assertThat(shown).isNull();
      return;
    }
    long exact = waits.get((int) Math.ceil(q * waits.size()) - 1) / SECOND;
    assertThat(Objects.requireNonNull(shown).doubleValue()).isCloseTo(exact, within(exact * 0.01));
  }

  private Stream<Span> legs() {
    return visits.stream().flatMap(visit -> visit.legs.stream());
  }

  /** Waits in microseconds of the first calls of the last minutes, the shortest first. */
  private List<Long> calls(Predicate<Span> where, int minutes) {
    return legs()
        .filter(where)
        .filter(leg -> leg.called && Objects.requireNonNull(leg.until) > time - minutes * MINUTE)
        .map(leg -> Math.max(0, leg.length()))
        .sorted()
        .toList();
  }

  private int count(Predicate<Visit> which) {
    return (int) visits.stream().filter(which).count();
  }

  private boolean waits(Visit visit) {
    return visit.state.equals("WAITING") && !issueDay(visit).isBefore(today);
  }

  private boolean isOfToday(Visit visit) {
    return issueDay(visit).equals(today);
  }

  private boolean isServed(Visit visit) {
    return visit.state.equals("SERVING")
        && visit.counter != null
        && !NaiveHall.day(visit.since).isBefore(today);
  }

  private static LocalDate issueDay(Visit visit) {
    return NaiveHall.day(visit.issued().getTime());
  }
}
