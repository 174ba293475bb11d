package io.hallpulse.ingest.simulate;

import io.hallpulse.domain.market.Subdistricts;
import io.hallpulse.ingest.Origin;
import io.hallpulse.ingest.ReferenceLines;
import io.hallpulse.schemas.reference.CalendarDay;
import io.hallpulse.schemas.reference.Clerk;
import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.District;
import io.hallpulse.schemas.reference.Hall;
import io.hallpulse.schemas.reference.Population;
import io.hallpulse.schemas.reference.Queue;
import io.hallpulse.schemas.reference.ReferenceCount;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.RuleSet;
import io.hallpulse.schemas.reference.ServiceCounter;
import io.hallpulse.schemas.reference.ServiceItem;
import io.hallpulse.schemas.reference.ServiceUnit;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The demo's district: its halls and its reference data.
 *
 * @param fingerprint of all that its events depend on
 */
public record DemoDistrict(
    String fingerprint,
    String district,
    String name,
    ZoneId zone,
    WorkingDays workingDays,
    Map<String, String> unitNames,
    List<ItemPlan> items,
    List<HallPlan> halls) {
  /** Every master datum holds from here, so that a second import is a repeat. */
  private static final Instant ALWAYS = Instant.parse("2020-01-01T00:00:00Z");

  private static final String SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何林高罗";
  private static final String GIVEN_NAMES = "安博晨丹恩芳桂海佳凯岚明宁平琪荣书涛维欣雅泽";

  public DemoDistrict {
    unitNames = Map.copyOf(unitNames);
    items = List.copyOf(items);
    halls = List.copyOf(halls);
  }

  /** The district that comes with the product. */
  public static DemoDistrict licang() {
    return licang(Map.of());
  }

  public List<String> hallIds() {
    return halls.stream().map(HallPlan::hallId).toList();
  }

  /** The same with some of its troubles so many times as often; 0 switches one off. */
  static DemoDistrict licang(Map<String, Double> troubles) {
    return DistrictFile.load("/simulator/licang.yaml").withTroubles(troubles).toDistrict();
  }

  /** The same district with some of its halls only. */
  DemoDistrict withHalls(List<String> hallIds) {
    var chosen = halls.stream().filter(hall -> hallIds.contains(hall.hallId())).toList();
    if (chosen.size() != hallIds.stream().distinct().count()) {
      throw new IllegalArgumentException(
          "halls must be of %s, got %s"
              .formatted(halls.stream().map(HallPlan::hallId).toList(), hallIds));
    }
    return new DemoDistrict(
        fingerprint, district, name, zone, workingDays, unitNames, items, chosen);
  }

  /** Everything but rosters, as JSON lines. */
  public List<String> reference() {
    var data = new ArrayList<Datum>();
    data.add(new District(district, name, zone.getId()));
    for (var hall : halls) {
      data.add(new Hall(hall.hallId(), hall.name(), hall.district(), hall.subdistrict()));
    }
    unitNames.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(unit -> data.add(new ServiceUnit(unit.getKey(), unit.getValue())));
    for (var item : items) {
      data.add(
          new ServiceItem(
              item.code(), item.unitId(), item.name(), item.committedMinutes(), item.materials()));
    }
    halls.forEach(hall -> addHall(hall, data));
    workingDays.daysOff().stream()
        .sorted()
        .forEach(day -> data.add(new CalendarDay(day.toString(), false)));
    workingDays.makeUpDays().stream()
        .sorted()
        .forEach(day -> data.add(new CalendarDay(day.toString(), true)));
    addMarket(data);
    data.addAll(GuideFile.load("/simulator/licang-guide.yaml").of(district, halls, unitNames));
    return lines(data, 1, ALWAYS);
  }

  /**
   * What counting market entities rests on: the items that start a business, and made-up numbers of
   * residents and of new registrations of the whole city.
   */
  private void addMarket(List<Datum> data) {
    var rules = RuleSet.defaults(district);
    var licences = items.stream().filter(ItemPlan::isLicence).map(ItemPlan::code).toList();
    data.add(rules.with(rules.market().withStartupItems(licences)));
    data.add(new Population(district, 2020, 735_000));
    long residents = 42_000;
    for (var name : Subdistricts.NAMES) {
      residents += 4_000;
      data.add(new Population(name, 2020, residents));
    }
    for (int year = 2023; year <= 2026; year++) {
      long growth = year - 2023;
      data.add(new ReferenceCount("370200", year, 1, 2_900));
      data.add(new ReferenceCount("370200", year, 2, 31_000 + 900 * growth));
      data.add(new ReferenceCount("370200", year, 3, 214_000 + 9_000 * growth));
    }
  }

  /** The rosters of a day, as JSON lines. */
  public List<String> rosters(LocalDate date) {
    var data = new ArrayList<Datum>();
    halls.forEach(hall -> data.addAll(hall.rosters(date)));
    return lines(data, epoch(date), date.atStartOfDay(zone).toInstant());
  }

  /** The incarnation in which a hall's source writes a day. */
  static long epoch(LocalDate date) {
    return Long.parseLong(date.format(DateTimeFormatter.BASIC_ISO_DATE));
  }

  private List<String> lines(List<Datum> data, long epoch, Instant effectiveFrom) {
    var lines = new ReferenceLines(new Origin("sim-" + district, epoch));
    for (var datum : data) {
      lines.add(datum.type().key(), ReferenceType.write(datum), effectiveFrom);
    }
    return lines.lines();
  }

  private static void addHall(HallPlan hall, List<Datum> data) {
    for (var line : hall.lines()) {
      data.add(new Queue(line.queueId(), hall.hallId(), line.unitId(), line.letter()));
    }
    for (var desk : hall.desks()) {
      data.add(
          new ServiceCounter(
              desk.counterId(),
              hall.hallId(),
              desk.unitId(),
              desk.number(),
              desk.lines().stream().map(place -> hall.lines().get(place).queueId()).toList()));
      desk.staff().forEach(staffId -> data.add(new Clerk(staffId, madeUpName(staffId))));
    }
  }

  private static String madeUpName(String staffId) {
    var chance = Chance.of("name", staffId);
    return letter(SURNAMES, chance) + letter(GIVEN_NAMES, chance) + letter(GIVEN_NAMES, chance);
  }

  private static String letter(String of, Chance chance) {
    return String.valueOf(of.charAt(chance.below(of.length())));
  }
}
