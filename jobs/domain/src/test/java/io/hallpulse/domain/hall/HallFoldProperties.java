package io.hallpulse.domain.hall;

import static io.hallpulse.domain.Times.MINUTE;
import static io.hallpulse.domain.Times.SECOND;
import static io.hallpulse.domain.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.Source;
import io.hallpulse.domain.Times;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.fact.CaseFact;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever the order of delivery, the latest facts are those of the plainest fold there is. */
class HallFoldProperties {
  private static final HallRules RULES = HallRules.defaults();

  @Property(tries = 400, shrinking = ShrinkingMode.OFF)
  void anyDeliverableDisorderGivesTheSameLatestFacts(@ForAll long seed) {
    var day = new HallDay(seed);
    var events = day.events();
    var naive = new NaiveHall(events);

    var health = new NaiveHealth(events);
    var losses = health.losses();
    var scores = health.scores();

    var orderly = deliver(day, day.inOrder(), at(9, "00:00"), false);
    assertFacts(orderly, naive);
    assertThat(orderly.losses()).isEqualTo(losses);
    assertThat(orderly.scores()).isEqualTo(scores);
    var queues = new NaiveQueues(events).rows();
    assertThat(orderly.queueRows()).isEqualTo(queues);
    var disordered = deliver(day, day.disordered(), at("08:00"), true);
    assertFacts(disordered, naive);
    assertThat(disordered.losses()).isEqualTo(losses);
    assertThat(disordered.scores()).isEqualTo(scores);
    assertThat(disordered.queueRows()).isEqualTo(queues);
    assertThat(disordered.fresh).containsExactlyInAnyOrderElementsOf(events);
  }

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void whateverTheOrderWithinDaysTheSameRatingsCardsAndScoresFollow(@ForAll long seed) {
    var day = HallDay.ofWeeks(seed);
    var health = new NaiveHealth(day.events());

    var heard = new Heard();
    var memory = HallMemory.inProcess();
    var reference = NaiveHealth.reference();
    long now = at("08:00");
    var fold = new HallFold(Source.HALL, RULES, reference, memory, now);
    for (var period : day.periods()) {
      now = Math.max(now, period.start());
      fold.tick(now, heard); // a job that was down for weeks deals no cards of books that are gone
      long latest = period.start() + 5 * 24 * 60 * MINUTE;
      for (var batch : period.batches()) {
        fold.accept(batch, now, now, heard);
        fold.tick(now, heard);
        now = Math.max(now, Math.min(latest, now + day.pause()));
        fold.tick(now, heard);
        if (day.restarts()) {
          fold = new HallFold(Source.HALL, RULES, reference, memory, now);
        }
      }
    }
    fold.tick(at(80, "00:00"), heard);
    fold.finish(heard);

    assertFacts(heard, new NaiveHall(day.events()));
    assertThat(heard.losses()).isEqualTo(health.losses());
    assertThat(heard.ratings()).isEqualTo(health.ratings());
    assertThat(heard.notices()).isEqualTo(health.notices());
    assertThat(heard.scores()).isEqualTo(health.scores());
  }

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void countsEveryEventOnceAndEveryRepeat(@ForAll long seed) {
    var day = new HallDay(seed);
    var batches = day.disordered();
    if (batches.isEmpty()) {
      return;
    }
    var heard = deliver(day, batches, at(3, "08:00"), true);

    int said = day.events().size();
    int delivered = batches.stream().mapToInt(batch -> batch.getEvents().size()).sum();
    var hall = heard.hall();
    assertThat(hall.getVersion()).isEqualTo(said);
    assertThat(hall.getRepeats()).isEqualTo(delivered - said);
    assertThat(hall.getMissing()).isZero();
    long before = 0;
    for (var shown : heard.halls) {
      assertThat(shown.getHallTime()).isGreaterThanOrEqualTo(before);
      before = shown.getHallTime();
    }
  }

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void liveNumbersAreThoseCountedAnew(@ForAll long seed) {
    var day = new HallDay(seed);
    var heard = new Heard();
    var memory = HallMemory.inProcess();
    var reference = new Reference();
    long now = at("08:00");
    var fold = new HallFold(Source.HALL, RULES, reference, memory, now);
    for (var batch : day.disordered()) {
      fold.accept(batch, now, now, heard);
      fold.tick(now, heard);
      if (heard.hall().getHallTime() >= at(2, "00:00")) {
        return; // what settled on Monday is no longer on the board
      }
      NaiveLive.of(heard.fresh, heard.hall().getHallTime()).assertShown(heard);
      now += day.pause();
      if (day.restarts()) {
        fold = new HallFold(Source.HALL, RULES, reference, memory, now);
      }
    }
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void theLiveIndexIsThatOfTheTrailingHourCountedAnew(@ForAll long seed) {
    var day = new HallDay(seed);
    var heard = new Heard();
    var memory = HallMemory.inProcess();
    var reference = NaiveHealth.reference();
    long now = at("08:00");
    long scoredAt = 0;
    var fold = new HallFold(Source.HALL, RULES, reference, memory, now);
    for (var batch : day.disordered()) {
      fold.accept(batch, now, now, heard);
      fold.tick(now, heard);
      long time = heard.hall().getHallTime();
      if (time >= at(2, "00:00")) {
        return; // what settled on Monday is no longer looked back on
      }
      if (time - scoredAt >= SECOND) { // at most once a second
        scoredAt = time;
        assertLive(heard, NaiveHealth.live(heard.fresh, time).scores());
      }
      now += day.pause();
      if (day.restarts()) {
        fold = new HallFold(Source.HALL, RULES, reference, memory, now);
        scoredAt = 0;
      }
    }
  }

  /** All but the category, which has a memory of its own. */
  private static void assertLive(Heard heard, Map<String, String> naive) {
    var expected = new TreeMap<String, String>();
    naive.forEach(
        (scope, score) ->
            expected.put(
                scope.substring(0, scope.indexOf(' ')),
                score.replaceFirst("(?<=%) \\w+ (\\w+), cards 0 0 0$", " $1")));
    var shown = heard.liveScores();
    shown.keySet().removeIf(scope -> !expected.containsKey(scope) && isNothing(shown.get(scope)));
    assertThat(shown).isEqualTo(expected);
  }

  private static boolean isNothing(String score) {
    return score.startsWith("null in null to null, 0.000000 %");
  }

  private static void assertFacts(Heard heard, NaiveHall naive) {
    assertThat(heard.rows()).isEqualTo(naive.rows());
    assertThat(heard.refusals().keySet()).isEqualTo(naive.refused);
    assertThat(caseRows(heard)).isEqualTo(naive.caseRows());
  }

  private static Map<String, CaseFact> caseRows(Heard heard) {
    var rows = new TreeMap<String, CaseFact>();
    heard.cases.forEach(
        (id, history) -> history.fact(Times.days(), 0).ifPresent(fact -> rows.put(id, fact)));
    return rows;
  }

  /** Gives the batches to a fold as the server's clock goes on, then ends the input. */
  private static Heard deliver(
      HallDay day, List<EventBatch> batches, long start, boolean eventful) {
    var heard = new Heard();
    var memory = HallMemory.inProcess();
    var reference = NaiveHealth.reference();
    long now = start;
    var fold = new HallFold(Source.HALL, RULES, reference, memory, now);
    // Nobody waits longer than tickets are kept; a delay beyond that is refused by design.
    long latest = start + 7 * 24 * 60 * MINUTE;
    for (var batch : batches) {
      assertThat(Batches.problem(batch, Source.HALL)).isEmpty();
      fold.accept(batch, now, now, heard);
      fold.tick(now, heard);
      if (eventful) {
        now = Math.min(latest, now + day.pause());
        fold.tick(now, heard);
        if (day.restarts()) {
          fold = new HallFold(Source.HALL, RULES, reference, memory, now);
        }
      }
    }
    fold.tick(at(12, "00:00"), heard); // all have been silent for long: both days are over
    fold.finish(heard);
    return heard;
  }
}
