package io.hallpulse.upkeep.baselines;

import io.hallpulse.schemas.access.Administrator;
import io.hallpulse.schemas.reference.Baseline;
import io.hallpulse.schemas.reference.CalendarDay;
import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.District;
import io.hallpulse.schemas.reference.Hall;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.RuleSet;
import io.hallpulse.schemas.reference.ServiceItem;
import io.hallpulse.upkeep.LakeCatalog;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.iceberg.catalog.Catalog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes what is usual and hands what has changed to the master of reference data. It holds from
 * the next local midnight: no past day changes, and none while it goes on.
 */
public final class Baselines {
  private static final Logger LOG = LoggerFactory.getLogger(Baselines.class);
  private static final int RATE_DAYS = 20;
  private static final int TIME_DAYS = 60;

  private final LakeCatalog lake;
  private final Master master;
  private final ZoneId zone;

  public Baselines(LakeCatalog lake, URI serving, Administrator administrator, ZoneId zone) {
    this.lake = lake;
    this.master = new Master(serving, administrator);
    this.zone = zone;
  }

  /**
   * What a run did.
   *
   * @param from when the published ones begin to hold
   */
  public record Run(int published, int unchanged, int unknown, Instant from) {
    @Override
    public String toString() {
      return "%d published from %s on, %d unchanged, %d of halls or items that are not known"
          .formatted(published, from, unchanged, unknown);
    }
  }

  public Run run(Instant now) throws IOException, InterruptedException {
    var today = LocalDate.ofInstant(now, zone);
    var from = today.plusDays(1).atStartOfDay(zone).toInstant();
    var calendar = master.holding(ReferenceType.CALENDAR, CalendarDay.class, from);
    var zones = new HashMap<String, ZoneId>();
    master
        .holding(ReferenceType.DISTRICT, District.class, from)
        .forEach(district -> zones.put(district.district(), ZoneId.of(district.timeZone())));
    var catalog = lake.open();
    var rates =
        new SlotRates(catalog, district -> zones.getOrDefault(district, zone))
            .of(new WorkingDays(calendar).before(today, RATE_DAYS));
    var times = new ItemTimes(catalog).of(today.minusDays(TIME_DAYS), today.minusDays(1));
    close(catalog);
    var run = publish(rates, times, from, now);
    LOG.info("Baselines: {}", run);
    return run;
  }

  private Run publish(
      Collection<SlotRates.Rate> rates, Collection<Baseline> times, Instant from, Instant now)
      throws IOException, InterruptedException {
    var known = new HashMap<String, Baseline>();
    master
        .holding(ReferenceType.BASELINE, Baseline.class, from)
        .forEach(baseline -> known.put(baseline.id(), baseline));
    var rules = new HashMap<String, RuleSet>();
    master
        .holding(ReferenceType.RULESET, RuleSet.class, from)
        .forEach(set -> rules.put(set.district(), set));
    var halls = ids(ReferenceType.HALL, Hall.class, from);
    var items = ids(ReferenceType.ITEM, ServiceItem.class, from);
    var changed = new ArrayList<Baseline>();
    int unknown = 0;
    for (var rate : rates) {
      var baseline = rate.baseline();
      if (!halls.contains(baseline.hallId())) {
        unknown++;
      } else if (!isSame(known.get(baseline.id()), baseline, least(rate.district(), rules))) {
        changed.add(baseline);
      }
    }
    for (var baseline : times) {
      if (!items.contains(baseline.itemCode())) {
        unknown++;
      } else if (!baseline.equals(known.get(baseline.id()))) {
        changed.add(baseline);
      }
    }
    master.add(changed, from, now);
    return new Run(
        changed.size(), rates.size() + times.size() - changed.size() - unknown, unknown, from);
  }

  private <T extends Datum> Set<String> ids(ReferenceType type, Class<T> as, Instant at)
      throws IOException, InterruptedException {
    var ids = new HashSet<String>();
    master.holding(type, as, at).forEach(datum -> ids.add(datum.id()));
    return ids;
  }

  private static int least(String district, Map<String, RuleSet> rules) {
    return rules.getOrDefault(district, RuleSet.defaults(district)).evidence().leastBaseline();
  }

  /** One that rests on too little is not used, so that what it says does not matter. */
  private static boolean isSame(@Nullable Baseline known, Baseline now, int least) {
    if (known == null || known.n() == null || now.n() == null) {
      return false;
    }
    boolean wasUsed = known.n() >= least;
    boolean isUsed = now.n() >= least;
    return wasUsed == isUsed && (!isUsed || Objects.equals(known.p0(), now.p0()));
  }

  private static void close(Catalog catalog) throws IOException {
    if (catalog instanceof Closeable closeable) {
      closeable.close();
    }
  }
}
