package io.hallpulse.domain.hall;

import static io.hallpulse.domain.Times.MINUTE;
import static io.hallpulse.domain.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.Source;
import io.hallpulse.domain.Times;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.fact.CaseFact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Live, back-fill and the plainest reading give the same latest facts, whatever arrives in whatever
 * order, how often, and with what missing. {@code -Dhallpulse.cases=N} tries more random halls;
 * {@code -Dhallpulse.seed=N} begins with that one, so with one case it is that one alone.
 */
class PastAndLiveTest {
  private static final int CASES = Integer.getInteger("hallpulse.cases", 1_200);
  private static final long FIRST = Long.getLong("hallpulse.seed", new Random().nextLong() >> 16);

  /** Not what begins a ticket or a notice: those of one id come from one source. */
  private static final Set<EventKind> MAY_BE_TOO_LATE =
      EnumSet.complementOf(
          EnumSet.of(
              EventKind.HEARTBEAT,
              EventKind.TICKET_ISSUED,
              EventKind.NOTICE_ISSUED,
              EventKind.NOTICE_SIGNED,
              EventKind.NOTICE_VIEWED));

  /** Later than anything falls due. */
  private static final long PRESENT = at(80, "00:00");

  /** What became of a random hall: all events that are stored of it, and what live said. */
  private record Lived(Heard heard, List<Event> stored) {}

  @Test
  void liveBackfillAndThePlainestReadingAgree() {
    int events = 0;
    for (long seed = FIRST; seed < FIRST + CASES; seed++) {
      try {
        var random = new Random(seed);
        var lived = random.nextBoolean() ? aDay(seed, random) : weeks(seed, random);
        events += lived.stored().size();
        var naive = new Naive(lived.stored());
        assertSame("live", lived.heard(), naive);
        assertSame("back-fill", again(lived.stored(), random), naive);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(replay(seed), e);
      }
    }
    System.out.printf(
        "Live, back-fill and naive reading agree over %,d random halls with %,d events (seeds %d to"
            + " %d)%n",
        CASES, events, FIRST, FIRST + CASES - 1);
  }

  /** What live refuses as beyond retention is in the lake, and a back-fill brings it in. */
  @Test
  void aBackfillBringsInWhatLiveHasRefusedAsTooLate() {
    int refused = 0;
    int cases = CASES / 8;
    for (long seed = FIRST; seed < FIRST + cases; seed++) {
      try {
        var lived = tooLate(seed);
        if (lived.heard().refusals().values().stream().anyMatch(why -> why.startsWith("BEYOND"))) {
          refused++;
        }
        assertSame("back-fill", again(lived.stored(), new Random(seed)), new Naive(lived.stored()));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(replay(seed), e);
      }
    }
    assertThat(refused).as("halls of which something came too late").isPositive();
    System.out.printf(
        "Back-fill and naive reading agree over %,d random halls, of %,d of which something came"
            + " too late for live (seeds %d to %d)%n",
        cases, refused, FIRST, FIRST + cases - 1);
  }

  private static String replay(long seed) {
    return "Replay with -Dhallpulse.cases=1 -Dhallpulse.seed=" + seed;
  }

  private static Lived aDay(long seed, Random random) {
    var day = new HallDay(seed);
    var live = new Live(day, at("08:00"));
    // Nobody waits longer than tickets are kept.
    live.hear(withGaps(day.disordered(), random), at(7, "08:00"));
    return live.end();
  }

  private static Lived weeks(long seed, Random random) {
    var day = HallDay.ofWeeks(seed);
    var live = new Live(day, at("08:00"));
    for (var period : day.periods()) {
      live.passTo(period.start());
      live.hear(withGaps(period.batches(), random), period.start() + 5 * 24 * 60 * MINUTE);
    }
    return live.end();
  }

  /** Some agents come back after more weeks than anything is kept. */
  private static Lived tooLate(long seed) {
    var random = new Random(seed);
    var day = HallDay.ofWeeks(seed);
    var inTime = new ArrayList<EventBatch>();
    var later = new ArrayList<EventBatch>();
    for (var batch : day.inOrder()) {
      for (var event : batch.getEvents()) {
        boolean isLate = MAY_BE_TOO_LATE.contains(event.getKind()) && random.nextInt(5) == 0;
        (isLate ? later : inTime).add(Source.batch(List.of(event)));
      }
    }
    inTime.sort(Comparator.comparing(batch -> batch.getEvents().get(0).getTime()));
    var live = new Live(day, at("08:00"));
    for (var batch : inTime) {
      long time = batch.getEvents().get(0).getTime();
      live.passTo(time);
      live.hear(List.of(batch), time);
    }
    live.passTo(at(60, "08:00"));
    Collections.shuffle(later, random);
    live.hear(later, at(60, "08:00"));
    return live.end();
  }

  /** Of every third hall something is missing for ever; heartbeats tell that a hall is there. */
  private static List<EventBatch> withGaps(List<EventBatch> batches, Random random) {
    if (random.nextInt(3) > 0) {
      return batches;
    }
    var kept = new ArrayList<>(batches);
    kept.removeIf(
        batch ->
            random.nextInt(6) == 0
                && batch.getEvents().stream()
                    .noneMatch(event -> event.getKind() == EventKind.HEARTBEAT));
    return kept;
  }

  /** The live job: takes what arrives when it arrives, and is killed now and then. */
  private static final class Live {
    private final HallDay day;
    private final Heard heard = new Heard();
    private final HallMemory memory = HallMemory.inProcess();
    private HallFold fold;
    private long now;

    Live(HallDay day, long start) {
      this.day = day;
      this.now = start;
      this.fold = open();
    }

    private HallFold open() {
      return new HallFold(Source.HALL, HallRules.defaults(), NaiveHealth.reference(), memory, now);
    }

    void passTo(long time) {
      now = Math.max(now, time);
      fold.tick(now, heard);
    }

    /**
     * @param latest the clock goes on until then at most
     */
    void hear(List<EventBatch> batches, long latest) {
      for (var batch : batches) {
        fold.accept(batch, now, now, heard);
        fold.tick(now, heard);
        passTo(Math.min(latest, now + day.pause()));
        if (day.restarts()) {
          fold = open();
        }
      }
    }

    Lived end() {
      passTo(PRESENT);
      return new Lived(heard, List.copyOf(heard.fresh));
    }
  }

  /**
   * The same events as a back-fill reads them: by milliseconds, in no other order, and some twice.
   */
  private static Heard again(List<Event> stored, Random random) {
    var events = new ArrayList<>(stored);
    if (!events.isEmpty()) {
      for (int i = random.nextInt(4); i > 0; i--) {
        events.add(events.get(random.nextInt(events.size())));
      }
    }
    Collections.shuffle(events, random);
    events.sort(Comparator.comparingLong(event -> event.getTime() / 1_000));
    var heard = new Heard();
    var reference = NaiveHealth.reference();
    long begin = events.isEmpty() ? PRESENT : events.get(0).getTime();
    var fold = new HallFold(Source.HALL, HallPast.RULES, reference, HallMemory.inProcess(), begin);
    var past = new HallPast(fold, reference, PRESENT);
    events.forEach(event -> past.take(Source.batch(List.of(event)), heard));
    past.passTo(PRESENT, heard);
    return heard;
  }

  /** The plainest reading of what is stored. */
  private record Naive(NaiveHall hall, NaiveHealth health) {
    Naive(Collection<Event> events) {
      this(new NaiveHall(events), new NaiveHealth(events));
    }
  }

  private static void assertSame(String who, Heard heard, Naive naive) {
    assertThat(heard.rows()).as(who + ": tickets").isEqualTo(naive.hall().rows());
    assertThat(heard.refusals().keySet()).as(who + ": refused").isEqualTo(naive.hall().refused);
    assertThat(caseRows(heard)).as(who + ": cases").isEqualTo(naive.hall().caseRows());
    assertThat(heard.losses()).as(who + ": losses").isEqualTo(naive.health().losses());
    assertThat(heard.ratings()).as(who + ": ratings").isEqualTo(naive.health().ratings());
    assertThat(heard.notices()).as(who + ": notices").isEqualTo(naive.health().notices());
    assertThat(heard.scores()).as(who + ": scores").isEqualTo(naive.health().scores());
  }

  private static Map<String, CaseFact> caseRows(Heard heard) {
    var rows = new TreeMap<String, CaseFact>();
    heard.cases.forEach(
        (id, history) -> history.fact(Times.days(), 0).ifPresent(fact -> rows.put(id, fact)));
    return rows;
  }
}
