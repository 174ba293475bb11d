package io.hallpulse.domain.reference;

import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.reference.Baseline;
import io.hallpulse.schemas.reference.CalendarDay;
import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.District;
import io.hallpulse.schemas.reference.Hall;
import io.hallpulse.schemas.reference.Queue;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.ReferenceVersion;
import io.hallpulse.schemas.reference.Roster;
import io.hallpulse.schemas.reference.RuleSet;
import io.hallpulse.schemas.reference.ServiceCounter;
import io.hallpulse.schemas.reference.ServiceItem;
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
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * The reference data as published, looked up by time: of the versions effective at or before it the
 * latest, of equal ones the one written last; a datum asked for before its first version is the
 * first version, so that a hall described late is still known.
 */
public final class Reference {
  private static final ZoneId DEFAULT_ZONE = ZoneId.of("Asia/Shanghai");
  private static final TreeMap<Long, Written> NONE = new TreeMap<>();

  private final Map<ReferenceType, Map<String, TreeMap<Long, Written>>> data =
      new EnumMap<>(ReferenceType.class);
  private final Map<String, RuleSet> defaultRules = new HashMap<>();
  private final Map<String, LocalDays> days = new HashMap<>();
  private final LocalDays defaultDays = new LocalDays(DEFAULT_ZONE);
  private final Map<String, List<String>> countersOfHalls = new HashMap<>();
  private final Map<String, List<String>> queuesOfHalls = new HashMap<>();
  private final Map<String, List<String>> rostersOfDays = new HashMap<>();

  private final List<Change> changes = new ArrayList<>();

  private record Written(long version, Datum datum) {}

  /**
   * @param from when on something else is said than before, microseconds
   */
  private record Change(ReferenceType type, long from) {}

  public Reference() {
    for (var type : ReferenceType.values()) {
      data.put(type, new HashMap<>());
    }
  }

  /**
   * Takes a version in; the same version twice changes nothing. Types of a newer program are passed
   * over.
   *
   * @throws IllegalArgumentException if its value is not what its type says
   */
  public void add(ReferenceVersion version) {
    var type = ReferenceType.of(version.getType());
    if (type.isEmpty()) {
      return;
    }
    if (!(type.get().read(version.getValue()) instanceof Parsed.Accepted<Datum> accepted)) {
      throw new IllegalArgumentException("Reference datum cannot be read: " + version);
    }
    add(accepted.value(), version.getEffectiveFrom(), version.getVersion());
  }

  /** Takes a datum in that holds from a time (microseconds) on. */
  public void add(Datum datum, long effectiveFrom, long version) {
    var versions = data(datum.type()).computeIfAbsent(datum.id(), id -> new TreeMap<>());
    var written = versions.get(effectiveFrom);
    if (written != null && written.version() >= version) {
      return;
    }
    changes.add(new Change(datum.type(), from(datum, effectiveFrom, versions.isEmpty())));
    versions.put(effectiveFrom, new Written(version, datum));
    if (datum instanceof District district) {
      var newest = (District) versions.lastEntry().getValue().datum();
      days.put(district.district(), new LocalDays(ZoneId.of(newest.timeZone())));
    } else if (datum instanceof ServiceCounter counter) {
      name(countersOfHalls, counter.hallId(), counter.id());
    } else if (datum instanceof Queue queue) {
      name(queuesOfHalls, queue.hallId(), queue.id());
    } else if (datum instanceof Roster roster) {
      name(rostersOfDays, dayOf(roster.counterId(), roster.localDate()), roster.id());
    }
  }

  /** A first version holds for the time before it, too; a roster or holiday is of its day. */
  private static long from(Datum datum, long effectiveFrom, boolean isFirst) {
    return switch (datum.type()) {
      case RULESET, BASELINE -> effectiveFrom;
      case ROSTER -> startOf(((Roster) datum).localDate());
      case CALENDAR -> startOf(((CalendarDay) datum).localDate());
      default -> isFirst ? Long.MIN_VALUE : effectiveFrom;
    };
  }

  /** An instant before that date has begun anywhere. */
  private static long startOf(String localDate) {
    return TimeUnit.DAYS.toMicros(LocalDate.parse(localDate).toEpochDay() - 1);
  }

  private static void name(Map<String, List<String>> known, String of, String id) {
    var ids = known.computeIfAbsent(of, first -> new ArrayList<>());
    if (!ids.contains(id)) {
      ids.add(id);
    }
  }

  /** The local days of a district, in Asia/Shanghai unless told otherwise. */
  public LocalDays days(String district) {
    return days.getOrDefault(district, defaultDays);
  }

  public Optional<Queue> queue(String queueId, long time) {
    return at(ReferenceType.QUEUE, queueId, time).map(Queue.class::cast);
  }

  public Optional<ServiceCounter> counter(String counterId, long time) {
    return at(ReferenceType.COUNTER, counterId, time).map(ServiceCounter.class::cast);
  }

  /** Ids of all queues that a counter ever served. */
  public Set<String> queuesServedBy(String counterId) {
    var queues = new TreeSet<String>();
    for (var version : data(ReferenceType.COUNTER).getOrDefault(counterId, NONE).values()) {
      queues.addAll(((ServiceCounter) version.datum()).queueIds());
    }
    return queues;
  }

  public Optional<Hall> hall(String hallId, long time) {
    return at(ReferenceType.HALL, hallId, time).map(Hall.class::cast);
  }

  public Optional<ServiceItem> item(String itemCode, long time) {
    return at(ReferenceType.ITEM, itemCode, time).map(ServiceItem.class::cast);
  }

  /** The rules in force at a time; those of domain.md before the first that was set. */
  public RuleSet rules(String district, long time) {
    return since(ReferenceType.RULESET, district, time)
        .map(RuleSet.class::cast)
        .orElseGet(() -> defaultRules.computeIfAbsent(district, RuleSet::defaults));
  }

  /** What is usual, as it was known at a time. */
  public Optional<Baseline> baseline(String id, long time) {
    return since(ReferenceType.BASELINE, id, time).map(Baseline.class::cast);
  }

  /** Ids of all counters that were ever in a hall. */
  public List<String> countersOf(String hallId) {
    return countersOfHalls.getOrDefault(hallId, List.of());
  }

  /** Ids of all queues that were ever in a hall. */
  public List<String> queuesOf(String hallId) {
    return queuesOfHalls.getOrDefault(hallId, List.of());
  }

  /** The rostered stretches of a counter's local day, in the order of their starts. */
  public List<Roster> rosters(String counterId, LocalDate day) {
    return rostersOfDays.getOrDefault(dayOf(counterId, day.toString()), List.of()).stream()
        .map(id -> (Roster) at(ReferenceType.ROSTER, id, Long.MAX_VALUE).orElseThrow())
        .sorted(Comparator.comparing(Roster::start).thenComparing(Roster::staffId))
        .toList();
  }

  private static String dayOf(String counterId, String localDate) {
    return counterId + "/" + localDate;
  }

  /** Grows whenever something was added; tells when what was derived from this is stale. */
  public int changes() {
    return changes.size();
  }

  /**
   * From when on something may be judged otherwise than before the changes beyond a number.
   *
   * @param seen what {@link #changes()} was
   * @param types of which changes are meant
   * @return microseconds, far in the future if there were none
   */
  public long changedSince(int seen, Set<ReferenceType> types) {
    long from = Long.MAX_VALUE;
    for (var change : changes.subList(seen, changes.size())) {
      if (types.contains(change.type())) {
        from = Math.min(from, change.from());
      }
    }
    return from;
  }

  /** Whether a day is a working day: as the calendar says, else Monday to Friday. */
  public boolean isWorking(LocalDate day) {
    return at(ReferenceType.CALENDAR, day.toString(), Long.MAX_VALUE)
        .map(datum -> ((CalendarDay) datum).working())
        .orElse(day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0);
  }

  /** The n-th working day after a day. */
  public LocalDate workingDayAfter(LocalDate day, int n) {
    var reached = day;
    for (int left = n; left > 0; ) {
      reached = reached.plusDays(1);
      if (isWorking(reached)) {
        left--;
      }
    }
    return reached;
  }

  private Optional<Datum> at(ReferenceType type, String id, long time) {
    var versions = data(type).get(id);
    if (versions == null) {
      return Optional.empty();
    }
    var entry = versions.floorEntry(time);
    return Optional.of((entry == null ? versions.firstEntry() : entry).getValue().datum());
  }

  /** Empty before the first version. */
  private Optional<Datum> since(ReferenceType type, String id, long time) {
    var versions = data(type).get(id);
    return versions == null
        ? Optional.empty()
        : Optional.ofNullable(versions.floorEntry(time)).map(entry -> entry.getValue().datum());
  }

  private Map<String, TreeMap<Long, Written>> data(ReferenceType type) {
    return data.computeIfAbsent(type, missing -> new HashMap<>());
  }
}
