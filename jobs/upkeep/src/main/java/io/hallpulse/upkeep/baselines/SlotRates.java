package io.hallpulse.upkeep.baselines;

import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.schemas.reference.Baseline;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.data.Record;

/**
 * The rate of loss usual in a hall's half hour of a weekday: what was lost over what it was out of,
 * on some days added up.
 */
final class SlotRates {
  private static final Set<String> FACTORS = Set.of("bad", "handle", "wait");
  private static final double MILLIONTHS = 1e6;

  /** Fewer digits than a slot could ever prove. */
  private static final double DIGITS = 1e4;

  private final DayRows rows;
  private final Function<String, ZoneId> zones;

  /**
   * @param zones of districts
   */
  SlotRates(Catalog catalog, Function<String, ZoneId> zones) {
    this.rows =
        new DayRows(
            catalog, LakeTables.SLOT_LOSSES, "district", "hall_id", "loss_millionths", "exposure");
    this.zones = zones;
  }

  /** A hall's rate, and the district by whose rules it counts. */
  record Rate(String district, Baseline baseline) {}

  private record Key(String district, String hallId, int weekday, String slot, String factor)
      implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return toString().compareTo(other.toString());
    }
  }

  Collection<Rate> of(List<LocalDate> days) {
    var sums = new TreeMap<Key, long[]>();
    for (var day : days) {
      for (var row : rows.of(day)) {
        if (FACTORS.contains((String) row.getField("factor"))) {
          var sum = sums.computeIfAbsent(key(day, row), first -> new long[2]);
          sum[0] += (Long) row.getField("loss_millionths");
          sum[1] += (Long) row.getField("exposure");
        }
      }
    }
    return sums.entrySet().stream()
        .filter(entry -> entry.getValue()[1] > 0)
        .map(entry -> rate(entry.getKey(), entry.getValue()))
        .toList();
  }

  private Key key(LocalDate day, Record row) {
    var district = (String) row.getField("district");
    var midnight = day.atStartOfDay(zones.apply(district)).toOffsetDateTime();
    var since = Duration.between(midnight, (OffsetDateTime) row.getField("slot_start"));
    return new Key(
        district,
        (String) row.getField("hall_id"),
        day.getDayOfWeek().getValue(),
        LocalTime.MIDNIGHT.plus(since).toString(),
        (String) row.getField("factor"));
  }

  private static Rate rate(Key key, long[] sum) {
    double lost = Math.round(sum[0] / MILLIONTHS / sum[1] * DIGITS) / DIGITS;
    return new Rate(
        key.district(),
        Baseline.ofSlot(key.hallId(), key.weekday(), key.slot(), key.factor(), lost, sum[1]));
  }
}
