package io.hallpulse.domain.hall;

import static io.hallpulse.domain.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.Source;
import io.hallpulse.domain.Times;
import io.hallpulse.schemas.fact.SlotLossFact;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever happens, the incidents of a day add up to what its places lost. */
class HallIncidentsProperties {
  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void incidentsAddUpToTheLosses(@ForAll long seed) {
    var hallDay = new HallDay(seed);
    var heard = new Heard();
    var memory = HallMemory.inProcess();
    var reference = NaiveHealth.reference();
    var rules = HallRules.defaults();
    long now = at(9, "00:00");
    var fold = new HallFold(Source.HALL, rules, reference, memory, now);
    hallDay.disordered().forEach(batch -> fold.accept(batch, now, now, heard));
    fold.tick(now, heard);
    fold.tick(at(12, "00:00"), heard);

    var incidents = new HallIncidents(Source.HALL, rules, Source.DISTRICT, reference, memory);
    var counted = new TreeMap<String, long[]>();
    for (int day = 0; day < 3; day++) {
      var date = Times.MONDAY.plusDays(day);
      for (var incident : incidents.of(date.toEpochDay())) {
        assertThat(incident.from()).isLessThanOrEqualTo(incident.until());
        add(
            counted,
            "%s %s %s".formatted(incident.place().key(), date, incident.factor().key()),
            incident.millionths(),
            incident.exposures());
      }
    }
    assertThat(text(counted)).isEqualTo(text(written(heard)));
  }

  private static Map<String, long[]> written(Heard heard) {
    var latest = new HashMap<String, SlotLossFact>();
    for (var fact : heard.slotLosses) {
      latest.put(place(fact) + fact.slotStart() + fact.factor(), fact);
    }
    var sums = new TreeMap<String, long[]>();
    for (var fact : latest.values()) {
      if (fact.incidents() > 0) {
        add(
            sums,
            "%s %s %s".formatted(place(fact), fact.localDate(), fact.factor()),
            fact.lossMillionths(),
            fact.incidents());
      }
    }
    return sums;
  }

  private static String place(SlotLossFact fact) {
    return fact.counterId() == null ? "q/" + fact.queueId() : "c/" + fact.counterId();
  }

  private static void add(Map<String, long[]> sums, String key, long lost, int incidents) {
    var sum = sums.computeIfAbsent(key, first -> new long[2]);
    sum[0] += lost;
    sum[1] += incidents;
  }

  private static Map<String, String> text(Map<String, long[]> sums) {
    var text = new TreeMap<String, String>();
    sums.forEach((key, sum) -> text.put(key, sum[0] + " by " + sum[1]));
    return text;
  }
}
