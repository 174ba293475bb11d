package io.hallpulse.domain.market;

import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.reference.CalendarDay;
import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.District;
import io.hallpulse.schemas.reference.FxRate;
import io.hallpulse.schemas.reference.GazetteerRow;
import io.hallpulse.schemas.reference.Population;
import io.hallpulse.schemas.reference.ReferenceCount;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.ReferenceVersion;
import io.hallpulse.schemas.reference.RuleSet;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What counting market entities has to know besides the entities, looked up by when it was
 * recorded: of each datum the newest version recorded at or before a time. (A hall's reference data
 * is looked up by when it is in force instead.)
 */
public final class MarketReference {
  /** Kinds that change an indicator; others are not kept, or matter only when a row is let in. */
  private static final Set<ReferenceType> COUNTED =
      Set.of(
          ReferenceType.DISTRICT,
          ReferenceType.RULESET,
          ReferenceType.CALENDAR,
          ReferenceType.POPULATION,
          ReferenceType.REFERENCE_COUNTS);

  private static final int OLDEST_RATE_DAYS = 366;
  private static final ZoneId DEFAULT_ZONE = ZoneId.of("Asia/Shanghai");

  private final Map<ReferenceType, Map<String, TreeMap<Long, Written>>> data =
      new EnumMap<>(ReferenceType.class);
  private final Map<String, TreeMap<LocalDate, String>> ratesOf = new HashMap<>();
  private long changes;
  private List<GazetteerRow> gazetteer = List.of();
  private long gazetteerFrom = Long.MAX_VALUE;
  private long gazetteerUntil;

  private record Written(long version, Datum datum) {}

  /** Takes a version in; types that do not matter here are passed over. */
  public void add(ReferenceVersion version) {
    var type = ReferenceType.of(version.getType());
    if (type.isEmpty()) {
      return;
    }
    if (!(type.get().read(version.getValue()) instanceof Accepted<Datum> accepted)) {
      throw new IllegalArgumentException("Reference datum cannot be read: " + version);
    }
    add(accepted.value(), version.getRecorded(), version.getVersion());
  }

  /** Takes a datum in that was recorded at a time, microseconds. */
  public void add(Datum datum, long recorded, long version) {
    boolean isRead = datum instanceof GazetteerRow || datum instanceof FxRate;
    if (!isRead && !COUNTED.contains(datum.type())) {
      return;
    }
    var versions = of(datum.type()).computeIfAbsent(datum.id(), id -> new TreeMap<>());
    var written = versions.get(recorded);
    if (written != null && written.version() >= version) {
      return;
    }
    versions.put(recorded, new Written(version, datum));
    gazetteerFrom = Long.MAX_VALUE;
    if (datum instanceof FxRate rate) {
      ratesOf
          .computeIfAbsent(rate.currency(), currency -> new TreeMap<>())
          .put(LocalDate.parse(rate.date()), rate.id());
    } else if (!isRead) {
      changes++;
    }
  }

  /** Grows whenever something was added that indicators rest on. */
  public long changes() {
    return changes;
  }

  /** The gazetteer as it was known at a time. */
  List<GazetteerRow> gazetteer(long time) {
    if (time < gazetteerFrom || time >= gazetteerUntil) {
      findGazetteer(time);
    }
    return gazetteer;
  }

  private void findGazetteer(long time) {
    var rows = new ArrayList<GazetteerRow>();
    long from = Long.MIN_VALUE;
    long until = Long.MAX_VALUE;
    for (var versions : of(ReferenceType.GAZETTEER).values()) {
      var known = versions.floorEntry(time);
      var next = versions.higherKey(time);
      if (known != null) {
        rows.add((GazetteerRow) known.getValue().datum());
        from = Math.max(from, known.getKey());
      }
      until = next == null ? until : Math.min(until, next);
    }
    gazetteer = List.copyOf(rows);
    gazetteerFrom = from;
    gazetteerUntil = until;
  }

  /** CNY for 100 of a currency on a day, as it was known at a time. */
  Optional<BigDecimal> rate(String currency, LocalDate day, long time) {
    var rates = ratesOf.getOrDefault(currency, new TreeMap<>());
    for (var rate : rates.headMap(day, true).descendingMap().entrySet()) {
      if (rate.getKey().isBefore(day.minusDays(OLDEST_RATE_DAYS))) {
        return Optional.empty();
      }
      var known = newest(ReferenceType.FX_RATE, rate.getValue(), time);
      if (known.isPresent()) {
        return known.map(datum -> ((FxRate) datum).cnyPer100());
      }
    }
    return Optional.empty();
  }

  public RuleSet.Market rules(String district, long time) {
    return newest(ReferenceType.RULESET, district, time)
        .map(datum -> ((RuleSet) datum).market())
        .orElse(RuleSet.Market.DEFAULT);
  }

  /** Residents of a scope in a year, and which year that is: the latest up to it. */
  Optional<Population> population(String scopeId, int year, long time) {
    return of(ReferenceType.POPULATION).keySet().stream()
        .flatMap(id -> newest(ReferenceType.POPULATION, id, time).stream())
        .map(Population.class::cast)
        .filter(row -> row.scopeId().equals(scopeId) && row.year() <= year)
        .max(Comparator.comparingInt(Population::year));
  }

  /**
   * New registrations of an area by sector (places 1 to 3) in the latest year up to a year, at most
   * three years older; empty if there is none.
   */
  Optional<long[]> counts(String area, int year, long time) {
    for (int tried = year; tried >= year - 3; tried--) {
      var counts = new long[4];
      boolean isKnown = false;
      for (int sector = 1; sector <= 3; sector++) {
        var id = "%s/%d/%d".formatted(area, tried, sector);
        var known = newest(ReferenceType.REFERENCE_COUNTS, id, time);
        isKnown |= known.isPresent();
        counts[sector] = known.map(datum -> ((ReferenceCount) datum).count()).orElse(0L);
      }
      if (isKnown) {
        return Optional.of(counts);
      }
    }
    return Optional.empty();
  }

  /** Whether a day is a working day: as the calendar says, else Monday to Friday. */
  boolean isWorking(LocalDate day, long time) {
    return newest(ReferenceType.CALENDAR, day.toString(), time)
        .map(datum -> ((CalendarDay) datum).working())
        .orElse(day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0);
  }

  /** The local days of a district, in Asia/Shanghai unless told otherwise. */
  public LocalDays days(String district) {
    return new LocalDays(
        newest(ReferenceType.DISTRICT, district, Long.MAX_VALUE)
            .map(datum -> ZoneId.of(((District) datum).timeZone()))
            .orElse(DEFAULT_ZONE));
  }

  /** What indicators rest on, as one number: another number when it was said otherwise. */
  public long digest(String district, long time) {
    long digest = rules(district, time).hashCode();
    for (var type :
        List.of(ReferenceType.CALENDAR, ReferenceType.POPULATION, ReferenceType.REFERENCE_COUNTS)) {
      for (var id : of(type).keySet()) {
        // Of records of numbers and texts, so that it is the same in another process.
        digest += newest(type, id, time).map(datum -> mixed(datum.hashCode())).orElse(0L);
      }
    }
    return digest;
  }

  private static long mixed(long hash) {
    long mixed = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    return mixed ^ mixed >>> 33;
  }

  private Optional<Datum> newest(ReferenceType type, String id, long time) {
    var versions = of(type).get(id);
    return versions == null
        ? Optional.empty()
        : Optional.ofNullable(versions.floorEntry(time)).map(entry -> entry.getValue().datum());
  }

  private Map<String, TreeMap<Long, Written>> of(ReferenceType type) {
    return data.computeIfAbsent(type, missing -> new HashMap<>());
  }
}
