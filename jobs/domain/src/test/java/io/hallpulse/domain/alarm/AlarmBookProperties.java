package io.hallpulse.domain.alarm;

import static io.hallpulse.domain.Times.MINUTE;
import static io.hallpulse.domain.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.alarm.AlarmBook.Change;
import io.hallpulse.schemas.alarm.AlarmFacts;
import io.hallpulse.schemas.alarm.AlarmRule;
import io.hallpulse.schemas.alarm.AlarmState;
import io.hallpulse.schemas.reference.AlarmRules;
import io.hallpulse.schemas.reference.AlarmRules.Mute;
import io.hallpulse.schemas.reference.RuleSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The life of alarms, minute by minute. */
class AlarmBookProperties {
  private static final AlarmRules RULES = RuleSet.defaults("370213").alarms();

  private final AlarmBook book = new AlarmBook(List.of(), 0);
  private final List<Alarm> told = new ArrayList<>();

  private static Finding index(long since) {
    return new Finding(
        AlarmRule.INDEX_LOW, "hall", "h1", since, 5 * MINUTE, 2 * MINUTE, AlarmFacts.of(55, 60));
  }

  private static Finding wrong(AlarmRule rule, String scope, String id, long since) {
    return new Finding(rule, scope, id, since, 0, 0, AlarmFacts.of(1, 0));
  }

  private void look(long time, Finding... findings) {
    look(time, RULES, findings);
  }

  private void look(long time, AlarmRules rules, Finding... findings) {
    for (var change : book.look(List.of(findings), List.of(), rules, time)) {
      if (change.isTold()) {
        told.add(Objects.requireNonNull(change.after()));
      }
    }
  }

  private List<AlarmState> states() {
    return told.stream().map(Alarm::state).toList();
  }

  @Test
  void isRaisedOnceItHasBeenWrongLongEnoughAndClearsOnceItHasBeenWell() {
    long nine = at("09:00");
    look(nine, index(nine));
    look(nine + 5 * MINUTE - 1, index(nine + 4 * MINUTE));
    assertThat(told).isEmpty();

    look(nine + 6 * MINUTE, index(nine + 6 * MINUTE));
    look(nine + 7 * MINUTE, index(nine + 7 * MINUTE));
    assertThat(states()).containsExactly(AlarmState.RAISED);
    assertThat(told.get(0).since()).isEqualTo(nine);
    assertThat(told.get(0).raisedAt()).isEqualTo(nine + 5 * MINUTE); // not when it was looked at

    look(nine + 8 * MINUTE);
    look(nine + 9 * MINUTE, index(nine + 9 * MINUTE)); // wrong again before it cleared
    look(nine + 10 * MINUTE);
    look(nine + 12 * MINUTE);
    assertThat(states()).containsExactly(AlarmState.RAISED, AlarmState.CLEARED);
    assertThat(told.get(1).clearedAt()).isEqualTo(nine + 12 * MINUTE);
    assertThat(told.get(1).alarmId()).isEqualTo(told.get(0).alarmId());
  }

  @Test
  void aMomentWithoutItBeginsTheWaitAnew() {
    long nine = at("09:00");
    look(nine, index(nine));
    look(nine + 4 * MINUTE);
    look(nine + 5 * MINUTE, index(nine + 5 * MINUTE));
    look(nine + 9 * MINUTE, index(nine + 9 * MINUTE));
    assertThat(told).isEmpty();
    look(nine + 10 * MINUTE, index(nine + 10 * MINUTE));
    assertThat(states()).containsExactly(AlarmState.RAISED);
  }

  @Test
  void aCauseThatComesBackIsAnotherAlarmEvenIfACorrectionSaysItWasWrongAllAlong() {
    long nine = at("09:00");
    var wait = wrong(AlarmRule.WAIT_LONG, "queue", "q1", nine);
    look(nine, wait);
    look(nine);
    look(nine + 600 * MINUTE, wait);

    assertThat(states()).containsExactly(AlarmState.RAISED, AlarmState.CLEARED, AlarmState.RAISED);
    assertThat(told.get(2).alarmId()).isNotEqualTo(told.get(0).alarmId());
    assertThat(told.get(2).revision()).isEqualTo(1);
  }

  @Test
  void theFirstToAcknowledgeItIsWhoDidWhateverArrivesFirst() {
    long nine = at("09:00");
    look(nine, wrong(AlarmRule.WAIT_LONG, "queue", "q1", nine));
    var id = Objects.requireNonNull(told.get(0).alarmId());
    var li = new Acknowledgement(id, nine + MINUTE, "li", "seen", "s", 1, 1);
    var wang = new Acknowledgement(id, nine + 2 * MINUTE, "wang", null, "s", 1, 2);
    for (var order : List.of(List.of(li, wang), List.of(wang, li), List.of(wang, li, wang))) {
      var again = new AlarmBook(List.of(told.get(0)), 0);
      Alarm last = told.get(0);
      for (var by : order) {
        for (Change change :
            again.look(
                List.of(wrong(AlarmRule.WAIT_LONG, "queue", "q1", nine)),
                List.of(by),
                RULES,
                nine + 3 * MINUTE)) {
          last = Objects.requireNonNull(change.after());
        }
      }
      assertThat(last.state()).isEqualTo(AlarmState.ACKNOWLEDGED);
      assertThat(last.acknowledgedBy()).isEqualTo("li");
      assertThat(last.comment()).isEqualTo("seen");
    }
  }

  @Test
  void aSilentHallSuppressesWhatIsSaidOfItAndNothingIsHidden() {
    long nine = at("09:00");
    var wait = wrong(AlarmRule.WAIT_LONG, "queue", "q1", nine);
    var silent = wrong(AlarmRule.HALL_SILENT, "hall", "h1", nine + MINUTE);
    var bad = wrong(AlarmRule.RECTIFICATION_OVERDUE, "rating", "r", nine);
    look(nine, wait, bad);
    look(nine + MINUTE, wait, bad, silent);

    var hall = told.stream().filter(a -> a.of() == AlarmRule.HALL_SILENT).findFirst().orElseThrow();
    var last = told.get(told.size() - 1);
    assertThat(last.of()).isEqualTo(AlarmRule.WAIT_LONG);
    assertThat(last.suppressedBy()).isEqualTo(hall.alarmId());
    assertThat(last.suppressedReason()).isEqualTo("hall_silent");
    assertThat(last.state()).isEqualTo(AlarmState.RAISED);
    assertThat(told.stream().filter(a -> a.of() == AlarmRule.RECTIFICATION_OVERDUE))
        .allMatch(alarm -> alarm.suppressedReason() == null);

    look(nine + 2 * MINUTE, wait, bad);
    assertThat(told.get(told.size() - 1).suppressedReason()).isNull();
  }

  @Test
  void whatIsMutedIsSuppressedUntilItsTime() {
    long nine = at("09:00");
    var muted = withMute(new Mute("wait_long", "q1", "2026-03-02T09:30:00+08:00"));
    var one = wrong(AlarmRule.WAIT_LONG, "queue", "q1", nine);
    var other = wrong(AlarmRule.WAIT_LONG, "queue", "q2", nine);
    look(nine, muted, one, other);
    assertThat(told)
        .extracting(Alarm::suppressedReason)
        .containsExactly("muted until 2026-03-02T09:30:00+08:00", null);

    look(nine + 30 * MINUTE, muted, one, other);
    assertThat(told.get(2).scopeId()).isEqualTo("q1");
    assertThat(told.get(2).suppressedReason()).isNull();
  }

  private static AlarmRules withMute(Mute mute) {
    return new AlarmRules(
        60, 2, "ORANGE", 5, 2, 30, 30, 10, 30, 1, 5, 72, 10, 24, 60, 24, List.of(mute));
  }

  /** Also: whatever comes, one open alarm of a cause, revisions that grow by one, and an end. */
  @Property(tries = 300)
  void lookedAtMoreOftenAndRestoredAnywhereTheSameAlarmsFollow(@ForAll long seed) {
    var random = new Random(seed);
    var minutes = new ArrayList<List<Finding>>();
    var wrongSince = new HashMap<String, Long>();
    for (int minute = 0; minute < 120; minute++) {
      long time = at("09:00") + minute * MINUTE;
      for (var id : List.of("a", "b")) {
        if (random.nextInt(8) == 0 && wrongSince.remove(id) == null) {
          wrongSince.put(id, time);
        }
      }
      var findings = new ArrayList<Finding>();
      wrongSince.forEach(
          (id, since) ->
              findings.add(
                  new Finding(
                      AlarmRule.WAIT_P90,
                      "queue",
                      id,
                      since,
                      3 * MINUTE,
                      2 * MINUTE,
                      AlarmFacts.of(1, 0))));
      minutes.add(findings);
    }
    var once = run(minutes, new Random(0), 1, false);
    assertThat(run(minutes, random, 3, false)).isEqualTo(once);
    assertThat(run(minutes, random, 2, true)).isEqualTo(once);
  }

  /** The last of each alarm by its name, minutes looked at several times, in any order within. */
  private static Map<String, Alarm> run(
      List<List<Finding>> minutes, Random random, int times, boolean restores) {
    var last = new TreeMap<String, Alarm>();
    var book = new AlarmBook(List.of(), 0);
    var state = new HashMap<String, Alarm>();
    for (int minute = 0; minute < minutes.size(); minute++) {
      for (int i = 0; i < times; i++) {
        var findings = new ArrayList<>(minutes.get(minute));
        Collections.shuffle(findings, random);
        for (var change : book.look(findings, List.of(), RULES, at("09:00") + minute * MINUTE)) {
          keep(change, state, last);
        }
        if (restores) {
          book = new AlarmBook(List.copyOf(state.values()), 0);
        }
      }
    }
    for (var change : book.look(List.of(), List.of(), RULES, at("20:00"))) {
      keep(change, state, last);
    }
    for (var change : book.look(List.of(), List.of(), RULES, at("20:02"))) {
      keep(change, state, last);
    }
    assertThat(last.values()).allMatch(alarm -> alarm.state() == AlarmState.CLEARED);
    return last;
  }

  private static void keep(Change change, Map<String, Alarm> state, Map<String, Alarm> last) {
    var after = change.after();
    if (after == null) {
      state.remove(change.cause());
      return;
    }
    state.put(change.cause(), after);
    if (change.isTold()) {
      var id = Objects.requireNonNull(after.alarmId());
      var before = last.put(id, after);
      assertThat(after.revision()).isEqualTo(before == null ? 1 : before.revision() + 1);
      assertThat(before == null || before.isOpen()).isTrue();
      var open = new TreeSet<String>();
      last.values().stream()
          .filter(Alarm::isOpen)
          .forEach(alarm -> assertThat(open.add(alarm.cause())).as(alarm.cause()).isTrue());
    }
  }
}
