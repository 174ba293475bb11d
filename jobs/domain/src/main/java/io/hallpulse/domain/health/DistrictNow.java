package io.hallpulse.domain.health;

import io.hallpulse.domain.health.DayReadings.Expected;
import io.hallpulse.domain.health.HallTotals.Scored;
import io.hallpulse.domain.reference.Reference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A district or subdistrict now: the trailing hours of its halls added up and scored. A hall whose
 * time is far behind the newest speaks of another hour: it is left out, and told as behind.
 *
 * @param version events of its halls folded so far
 * @param hallTime the newest of its halls, microseconds
 * @param halls that it adds up
 * @param hallsBehind left out
 */
public record DistrictNow(
    LiveScore score, long version, long hallTime, int halls, int hallsBehind) {
  private static final long BEHIND = TimeUnit.MINUTES.toMicros(15);

  /**
   * The district first, then its subdistricts.
   *
   * @param halls of one district, at least one
   */
  public static List<DistrictNow> of(Collection<LiveTotals> halls, Reference reference) {
    // In the order of their ids, so that the same halls give the same bits.
    var sorted = halls.stream().sorted(Comparator.comparing(LiveTotals::hallId)).toList();
    long newest = sorted.stream().mapToLong(LiveTotals::hallTime).max().orElseThrow();
    var district = sorted.get(0).district();
    var scopes = new ArrayList<DistrictNow>();
    scopes.add(score(Scope.district(district), sorted, newest, reference));
    var bySubdistrict = new TreeMap<String, List<LiveTotals>>();
    for (var hall : sorted) {
      if (hall.subdistrict() != null) {
        bySubdistrict.computeIfAbsent(hall.subdistrict(), id -> new ArrayList<>()).add(hall);
      }
    }
    bySubdistrict.forEach(
        (id, of) -> scopes.add(score(Scope.subdistrict(id, district), of, newest, reference)));
    return scopes;
  }

  private static DistrictNow score(
      Scope scope, List<LiveTotals> halls, long newest, Reference reference) {
    var readings = Readings.NONE;
    var expected = Expected.NOTHING;
    var counters = new ArrayList<Scored>();
    var incidents = new ArrayList<OpenIncident>();
    long version = 0;
    int behind = 0;
    for (var hall : halls) {
      version += hall.version();
      if (hall.hallTime() < newest - BEHIND) {
        behind++;
        continue;
      }
      readings = readings.plus(hall.readings());
      expected = expected.plus(hall.expected());
      counters.addAll(hall.counters());
      incidents.addAll(hall.incidents());
    }
    var rules = reference.rules(scope.district(), newest);
    var date = reference.days(scope.district()).date(newest);
    var score = LiveScore.of(scope, date, readings, expected, rules, counters, incidents);
    return new DistrictNow(score, version, newest, halls.size() - behind, behind);
  }

  /** The category to show, by the one shown before. */
  public LiveCategory category(LiveCategory before, Reference reference) {
    var rules = reference.rules(score.score().scope().district(), hallTime);
    return before.with(score.index(), hallTime, rules.categories());
  }
}
