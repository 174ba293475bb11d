package io.hallpulse.upkeep.baselines;

import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.schemas.reference.Baseline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.catalog.Catalog;

/** How long an item's services take: what 90 % of them took at most, by nearest rank. */
final class ItemTimes {
  private static final Set<String> SERVED = Set.of("COMPLETED", "NOTICE_ISSUED");

  /** Of fewer the ninth tenth is the longest: one slow service would excuse itself. */
  private static final int LEAST = 10;

  private static final double TENTHS = 10;

  private final DayRows rows;

  ItemTimes(Catalog catalog) {
    this.rows =
        new DayRows(catalog, LakeTables.TICKETS, "item_code", "outcome", "handling_seconds");
  }

  Collection<Baseline> of(LocalDate first, LocalDate last) {
    var seconds = new TreeMap<String, List<Integer>>();
    for (var day = first; !day.isAfter(last); day = day.plusDays(1)) {
      for (var row : rows.of(day)) {
        var item = (String) row.getField("item_code");
        var handled = (Long) row.getField("handling_seconds");
        var outcome = (String) row.getField("outcome");
        if (item != null && handled != null && outcome != null && SERVED.contains(outcome)) {
          seconds.computeIfAbsent(item, none -> new ArrayList<>()).add(handled.intValue());
        }
      }
    }
    var found = new ArrayList<Baseline>();
    seconds.forEach(
        (item, of) -> {
          if (of.size() >= LEAST) {
            Collections.sort(of);
            double minutes =
                Math.round(of.get((of.size() * 9 + 9) / 10 - 1) / 60.0 * TENTHS) / TENTHS;
            if (minutes > 0) {
              found.add(Baseline.ofItem(item, minutes));
            }
          }
        });
    return found;
  }
}
