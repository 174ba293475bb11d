package io.hallpulse.ingest.simulate;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The demo's district as its YAML file describes it. */
record DistrictFile(
    String district,
    String name,
    String timeZone,
    List<Subdistrict> subdistricts,
    MainHall mainHall,
    Centres centres,
    Troubles troubles,
    List<Unit> units,
    List<String> daysOff,
    List<String> makeUpDays) {
  private static final int CLERKS_A_DESK = 4;
  private static final int DESKS_OF_CENTRE = 4;
  private static final List<List<Integer>> CENTRE_SHIFTS =
      List.of(List.of(0, 1, 2), List.of(1), List.of(1, 2), List.of(0, 1, 2));

  record Subdistrict(String code, String name) {}

  record MainHall(String id, String name, double arrivalsPerMinute) {}

  /** Subdistrict centres; each takes the next list of units, counted from 1. */
  record Centres(double arrivalsPerMinute, List<List<Integer>> units) {}

  record Unit(String name, int counters, double demand, List<Item> items) {}

  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  record Item(String name, int committedMinutes, List<String> materials, int caseDays) {}

  static DistrictFile load(String resource) {
    try (var yaml = DistrictFile.class.getResourceAsStream(resource)) {
      return YAMLMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build()
          .readValue(yaml, DistrictFile.class);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + resource, e);
    }
  }

  DistrictFile withTroubles(Map<String, Double> factors) {
    return new DistrictFile(
        district,
        name,
        timeZone,
        subdistricts,
        mainHall,
        centres,
        troubles.times(factors),
        units,
        daysOff,
        makeUpDays);
  }

  private String fingerprint() {
    return "%016x".formatted(Chance.of("district", this).bits());
  }

  DemoDistrict toDistrict() {
    var halls = new ArrayList<HallPlan>();
    halls.add(mainHallPlan());
    for (int i = 0; i < subdistricts.size(); i++) {
      halls.add(centre(subdistricts.get(i), centres.units().get(i % centres.units().size())));
    }
    var names = new LinkedHashMap<String, String>();
    var items = new ArrayList<ItemPlan>();
    for (int i = 0; i < units.size(); i++) {
      names.put(unitId(i), units.get(i).name());
      items.addAll(items(i));
    }
    return new DemoDistrict(
        fingerprint(),
        district,
        name,
        zone(),
        new WorkingDays(dates(daysOff), dates(makeUpDays)),
        names,
        items,
        halls);
  }

  private HallPlan mainHallPlan() {
    var lines = new ArrayList<LinePlan>();
    var desks = new ArrayList<DeskPlan>();
    for (int i = 0; i < units.size(); i++) {
      var unit = units.get(i);
      lines.add(line(mainHall.id(), lines.size(), i, unit.counters()));
      for (int place = 0; place < unit.counters(); place++) {
        var shifts = new ArrayList<Integer>();
        if (place < Math.max(1, Math.round(unit.counters() / 3.0))) {
          shifts.add(0);
        }
        if (place < Math.max(2, unit.counters() - unit.counters() / 5)) {
          shifts.add(1);
        }
        if (place < Math.ceil(0.7 * unit.counters())) {
          shifts.add(2);
        }
        desks.add(desk(mainHall.id(), desks.size(), unitId(i), mainHallLines(i), shifts));
      }
    }
    return new HallPlan(
        mainHall.id(),
        mainHall.name(),
        district,
        null,
        zone(),
        mainHall.arrivalsPerMinute(),
        troubles,
        lines,
        desks);
  }

  /** Units with one counter share it with the next such unit, two by two. */
  private List<Integer> mainHallLines(int unit) {
    var single =
        IntStream.range(0, units.size()).filter(i -> units.get(i).counters() == 1).boxed().toList();
    int place = single.indexOf(unit);
    int partner = place ^ 1;
    return place < 0 || partner >= single.size()
        ? List.of(unit)
        : List.of(unit, single.get(partner));
  }

  private HallPlan centre(Subdistrict subdistrict, List<Integer> unitNumbers) {
    var hallId = "h%s-%s".formatted(district, subdistrict.code().substring(district.length() + 1));
    var lines = new ArrayList<LinePlan>();
    for (int number : unitNumbers) {
      lines.add(line(hallId, lines.size(), number - 1, 1));
    }
    var all = IntStream.range(0, lines.size()).boxed().toList();
    var desks = new ArrayList<DeskPlan>();
    for (int place = 0; place < DESKS_OF_CENTRE; place++) {
      boolean shared = place >= lines.size();
      var unitId = lines.get(shared ? 0 : place).unitId();
      var serves = shared ? all : List.of(place);
      desks.add(desk(hallId, place, unitId, serves, CENTRE_SHIFTS.get(place)));
    }
    return new HallPlan(
        hallId,
        subdistrict.name() + "街道便民服务中心",
        district,
        subdistrict.code(),
        zone(),
        centres.arrivalsPerMinute(),
        troubles,
        lines,
        desks);
  }

  private LinePlan line(String hallId, int place, int unit, int counters) {
    var letter = String.valueOf((char) ('A' + place));
    double meanMinutes =
        units.get(unit).items().stream().mapToInt(Item::committedMinutes).average().orElseThrow();
    return new LinePlan(
        "%s-q%s".formatted(hallId, letter),
        letter,
        unitId(unit),
        items(unit),
        counters * units.get(unit).demand() / meanMinutes);
  }

  private static DeskPlan desk(
      String hallId, int place, String unitId, List<Integer> lines, List<Integer> shifts) {
    var number = "%02d".formatted(place + 1);
    var staff =
        IntStream.rangeClosed(1, CLERKS_A_DESK)
            .mapToObj(clerk -> "%s-s%s%d".formatted(hallId, number, clerk))
            .toList();
    return new DeskPlan("%s-c%s".formatted(hallId, number), number, unitId, lines, staff, shifts);
  }

  private List<ItemPlan> items(int unit) {
    var items = units.get(unit).items();
    return IntStream.range(0, items.size())
        .mapToObj(
            i ->
                new ItemPlan(
                    "%s-i%02d".formatted(unitId(unit), i + 1),
                    unitId(unit),
                    items.get(i).name(),
                    items.get(i).committedMinutes(),
                    items.get(i).materials(),
                    items.get(i).caseDays()))
        .toList();
  }

  private String unitId(int unit) {
    return "%s-u%02d".formatted(district, unit + 1);
  }

  private ZoneId zone() {
    return ZoneId.of(timeZone);
  }

  private static Set<LocalDate> dates(List<String> texts) {
    return texts.stream().map(LocalDate::parse).collect(Collectors.toSet());
  }
}
