package io.hallpulse.serving.report;

import io.hallpulse.schemas.fact.HealthParts;
import io.hallpulse.schemas.fact.HealthParts.FactorPart;
import io.hallpulse.serving.report.EconomyFigures.Figure;
import io.hallpulse.serving.report.EconomyFigures.Key;
import io.hallpulse.serving.report.EconomyFigures.WeekFlows;
import io.hallpulse.serving.report.ServiceFigures.Alarm;
import io.hallpulse.serving.report.ServiceFigures.Alarms;
import io.hallpulse.serving.report.ServiceFigures.Notices;
import io.hallpulse.serving.report.ServiceFigures.Place;
import io.hallpulse.serving.report.ServiceFigures.Ratings;
import io.hallpulse.serving.report.ServiceFigures.Score;
import io.hallpulse.serving.report.ServiceFigures.Visits;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Figures of a whole district, made by a seed, to write reports of. */
final class SampleFigures {
  static final String DISTRICT = "370213";
  static final Instant AS_OF = Instant.parse("2026-11-02T22:30:00Z");

  private static final List<String> SUBDISTRICTS =
      List.of("振华路", "沧口", "兴华路", "兴城路", "李村", "虎山路", "浮山路", "九水", "湘潭路", "楼山", "世园", "unassigned");

  private SampleFigures() {}

  static EconomyFigures economy(String kind, String name) {
    var period = ReportKind.of(kind).orElseThrow().period(name);
    var random = new Random(370213);
    var today = LocalDate.ofInstant(AS_OF, ReportText.ZONE);
    var empty =
        new EconomyFigures(DISTRICT, "李沧区", period, AS_OF, today, AS_OF, Map.of(), List.of());
    var figures = new HashMap<Key, Figure>();
    var all = new ArrayList<>(period.upToHere(24));
    for (int i = 0; i < all.size(); i++) {
      var one = all.get(i);
      var state = empty.stateName(one);
      boolean isLast = i == all.size() - 1;
      put(figures, 1, "stock", "district", DISTRICT, empty, state, 160_000 + 450L * i, "count");
      put(
          figures,
          4,
          "new",
          "district",
          DISTRICT,
          empty,
          state,
          1_500 + random.nextInt(900),
          "count");
      put(
          figures,
          6,
          "total",
          "district",
          DISTRICT,
          empty,
          state,
          900 + random.nextInt(500),
          "count");
      if (isLast) {
        last(figures, empty, state, random);
      }
    }
    var day = period.lastOn(today).toString();
    put(figures, new Key(4, "new", "district", DISTRICT, "ytd", day), "19876", "count");
    put(figures, new Key(5, "yoy", "district", DISTRICT, "ytd", day), "-3.21", "percent");
    return new EconomyFigures(
        DISTRICT,
        "李沧区",
        period,
        AS_OF,
        today,
        AS_OF.minusSeconds(75),
        figures,
        period.kind() == ReportKind.ECONOMY_WEEKLY ? weeks(period, random) : List.of());
  }

  private static void last(
      Map<Key, Figure> figures, EconomyFigures empty, String state, Random random) {
    percent(figures, 2, "yoy", "district", DISTRICT, empty, state, "5.37");
    none(figures, 3, "density", "district", DISTRICT, empty, state, "NO_POPULATION");
    percent(figures, 5, "yoy", "district", DISTRICT, empty, state, "-12.50");
    percent(figures, 5, "mom", "district", DISTRICT, empty, state, "4.17");
    percent(figures, 7, "ratio", "district", DISTRICT, empty, state, "61.28");
    percent(figures, 8, "ratio", "district", DISTRICT, empty, state, "38.72");
    put(figures, 9, "moved_in", "district", DISTRICT, empty, state, 112, "count");
    put(figures, 10, "moved_out", "district", DISTRICT, empty, state, 97, "count");
    put(figures, 11, "net", "district", DISTRICT, empty, state, 184_300_000, "CNY");
    put(figures, 17, "median", "district", DISTRICT, empty, state, 500_000, "CNY");
    put(figures, 17, "known", "district", DISTRICT, empty, state, 1_780, "count");
    percent(figures, 18, "y1", "district", DISTRICT, empty, state, "91.44");
    percent(figures, 18, "y1_low", "district", DISTRICT, empty, state, "90.97");
    percent(figures, 18, "y1_high", "district", DISTRICT, empty, state, "91.91");
    none(figures, 20, "p50_hours", "district", DISTRICT, empty, state, "NO_DATA");
    percent(figures, 14, "unassigned", "district", DISTRICT, empty, state, "3.10");
    for (var section : EconomyWords.SECTION_IDS) {
      long stock = 200 + random.nextInt(28_000);
      put(figures, 1, "stock", "section", section, empty, state, stock, "count");
      percent(
          figures, 14, section, "district", DISTRICT, empty, state, String.valueOf(stock / 3000.0));
      put(figures, 4, "new", "section", section, empty, state, random.nextInt(500), "count");
    }
    for (var type : EconomyWords.TYPES) {
      put(figures, 1, "stock", "type", type, empty, state, 1_000 + random.nextInt(90_000), "count");
      percent(figures, 16, type, "district", DISTRICT, empty, state, "33.33");
    }
    for (int i = 0; i < SUBDISTRICTS.size(); i++) {
      var id = SUBDISTRICTS.get(i);
      put(figures, 1, "stock", "subdistrict", id, empty, state, 21_000 - 1_700L * i, "count");
      percent(figures, 2, "yoy", "subdistrict", id, empty, state, String.valueOf(8 - i));
      put(figures, 4, "new", "subdistrict", id, empty, state, 30 + random.nextInt(300), "count");
      put(figures, 6, "total", "subdistrict", id, empty, state, 10 + random.nextInt(200), "count");
      if (i < 11) {
        put(figures, 12, "rank", "subdistrict", id, empty, state, i + 1, "rank");
        if (i == 3) {
          none(figures, 13, "growth", "subdistrict", id, empty, state, "BASE_SUPPRESSED");
          none(figures, 13, "rank", "subdistrict", id, empty, state, "BASE_SUPPRESSED");
        } else {
          percent(
              figures, 13, "growth", "subdistrict", id, empty, state, String.valueOf(25 - 5 * i));
          put(figures, 13, "rank", "subdistrict", id, empty, state, i + 1, "rank");
        }
      }
    }
  }

  private static List<WeekFlows> weeks(ReportPeriod period, Random random) {
    var flows = new ArrayList<WeekFlows>();
    for (var week : period.upToHere(13)) {
      flows.add(
          new WeekFlows(
              "district",
              DISTRICT,
              week.name(),
              400 + random.nextInt(200),
              200,
              13,
              22,
              19,
              0,
              170_000));
    }
    flows.add(new WeekFlows("subdistrict", "李村", period.name(), 88, 20, 1, 2, 1, 0, 14_200));
    return flows;
  }

  private static void put(
      Map<Key, Figure> figures,
      int indicator,
      String part,
      String scope,
      String id,
      EconomyFigures of,
      String period,
      long value,
      String unit) {
    put(
        figures,
        new Key(indicator, part, scope, id, of.stateKind(), period),
        String.valueOf(value),
        unit);
  }

  private static void percent(
      Map<Key, Figure> figures,
      int indicator,
      String part,
      String scope,
      String id,
      EconomyFigures of,
      String period,
      String value) {
    put(figures, new Key(indicator, part, scope, id, of.stateKind(), period), value, "percent");
  }

  private static void put(Map<Key, Figure> figures, Key key, String value, String unit) {
    figures.put(key, new Figure(new BigDecimal(value), unit, null));
  }

  private static void none(
      Map<Key, Figure> figures,
      int indicator,
      String part,
      String scope,
      String id,
      EconomyFigures of,
      String period,
      String reason) {
    figures.put(
        new Key(indicator, part, scope, id, of.stateKind(), period),
        new Figure(null, "percent", reason));
  }

  static ServiceFigures service() {
    var random = new Random(7);
    var halls = new LinkedHashMap<String, String>();
    halls.put("h370213-00", "李沧区政务服务中心");
    for (int i = 0; i < 11; i++) {
      halls.put("h370213-%02d".formatted(i + 1), SUBDISTRICTS.get(i) + "街道便民服务中心");
    }
    var units = new LinkedHashMap<String, String>();
    for (int i = 1; i <= 21; i++) {
      units.put("u%02d".formatted(i), "单位" + i);
    }
    var scores = new ArrayList<Score>();
    var visits = new ArrayList<Visits>();
    var places = new ArrayList<Place>(List.of(Place.DISTRICT));
    halls.keySet().stream().limit(10).forEach(id -> places.add(Place.hall(id)));
    for (var unit : units.keySet()) {
      places.add(new Place("h370213-00", unit));
      places.add(new Place("h370213-01", unit));
    }
    for (var place : places) {
      double index = 60 + random.nextInt(4000) / 100.0;
      scores.add(
          new Score(
              place,
              index,
              index - 3,
              Math.min(100, index + 3),
              86.5,
              index >= 90 ? "GREEN" : index >= 80 ? "BLUE" : index >= 70 ? "YELLOW" : "ORANGE",
              false,
              true,
              parts(),
              "default"));
      long tickets = 20 + random.nextInt(900);
      visits.add(
          new Visits(
              place,
              null,
              tickets,
              tickets - 9,
              4,
              5,
              240L + random.nextInt(500),
              800L + random.nextInt(1500),
              71.25,
              512.5));
    }
    for (int hour = 8; hour < 18; hour++) {
      visits.add(
          new Visits(
              Place.DISTRICT,
              hour,
              100 + random.nextInt(400),
              90,
              1,
              1,
              300L,
              900L + random.nextInt(600),
              80.0,
              500.0));
    }
    var alarms = new ArrayList<Alarm>();
    for (int i = 0; i < 40; i++) {
      alarms.add(
          new Alarm(
              "wait_long",
              "MAJOR",
              "queue",
              "q-" + i,
              "h370213-00",
              AS_OF.minusSeconds(60L * i),
              i % 3 == 0 ? null : AS_OF,
              "RAISED"));
    }
    return new ServiceFigures(
        DISTRICT,
        "李沧区",
        ReportKind.SERVICE_DAILY.period("2026-11-02"),
        AS_OF,
        AS_OF.minusSeconds(30),
        halls,
        units,
        scores,
        visits,
        List.of(
            new Ratings(Place.DISTRICT, 812, 800, 12, 31, 7, 2),
            new Ratings(Place.hall("h370213-00"), 412, 404, 8, 11, 5, 1)),
        List.of(new Notices(Place.DISTRICT, 61, 55, 40, 60, 61, 3)),
        List.of(new Alarms(Place.DISTRICT, "wait_long", "MAJOR", 40, 12, 14, 17.5)),
        alarms);
  }

  private static HealthParts parts() {
    return new HealthParts(
        List.of(
            part("late", 700_000, 60, 0, 3, 10),
            part("absent", 252_000_000, 25_200, 900, 252, 25),
            part("bad", 2_000_000, 1_200, 0, 2, 25),
            part("handle", 90_000_000, 1_500, 0, 90, 15),
            part("wait", 600_000_000, 1_500, 0, 600, 25)),
        3,
        3,
        0,
        0,
        71.2,
        List.of());
  }

  private static FactorPart part(
      String factor, long loss, long exposure, long unknown, int incidents, int weight) {
    double rate = loss / 1e6 / exposure;
    return new FactorPart(
        factor, loss, exposure, unknown, incidents, weight, 0.001, rate, rate / 2, rate * weight);
  }
}
