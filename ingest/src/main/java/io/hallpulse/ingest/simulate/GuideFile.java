package io.hallpulse.ingest.simulate;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.hallpulse.schemas.reference.Contact;
import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.News;
import io.hallpulse.schemas.reference.OpeningHours;
import io.hallpulse.schemas.reference.Position;
import io.hallpulse.schemas.reference.RestrictedArea;
import io.hallpulse.schemas.reference.ServicePoint;
import io.hallpulse.schemas.reference.ServicePoint.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the demo's query screens tell of its halls; no event depends on it. */
record GuideFile(
    Place mainHall,
    Services services,
    Map<String, Place> subdistricts,
    List<SelfService> selfService,
    List<Said> news,
    List<Restricted> restrictedAreas) {
  private static final List<OpeningHours> OFFICE =
      List.of(new OpeningHours(1, 5, "09:00", "17:00"));
  private static final List<OpeningHours> WITH_SATURDAY =
      List.of(new OpeningHours(1, 5, "09:00", "17:00"), new OpeningHours(6, 6, "09:00", "12:00"));
  private static final List<OpeningHours> ALWAYS =
      List.of(new OpeningHours(1, 7, "00:00", "23:59"));

  /** Half the side of a restricted area on the map, in degrees: about 150 m. */
  private static final double HALF_SIDE = 0.0016;

  record Place(
      String address, @Nullable String phone, Position position, @Nullable String introduction) {}

  record Services(List<String> centre, List<String> subdistrict, List<String> selfService) {}

  record SelfService(
      String name, String subdistrict, String address, Position position, boolean dayAndNight) {
    ServicePoint point(String district, int number, List<String> services) {
      return new ServicePoint(
          "p%s-s%02d".formatted(district, number),
          name,
          Kind.SELF_SERVICE,
          district,
          subdistrict,
          null,
          address,
          null,
          position,
          dayAndNight ? ALWAYS : OFFICE,
          services,
          null);
    }
  }

  record Said(News.Kind kind, String title, String text, String published, String issuer) {}

  record Restricted(
      String name,
      List<String> addresses,
      String business,
      String reason,
      String basis,
      Position at) {
    RestrictedArea area(String district, int number) {
      return new RestrictedArea(
          "r%s-%02d".formatted(district, number),
          district,
          name,
          addresses,
          business,
          reason,
          basis,
          List.of(
              corner(at, -1, -0.8),
              corner(at, 1.1, -0.9),
              corner(at, 0.9, 0.8),
              corner(at, -1.1, 1)));
    }
  }

  static GuideFile load(String resource) {
    try (var yaml = GuideFile.class.getResourceAsStream(resource)) {
      return YAMLMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build()
          .readValue(yaml, GuideFile.class);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + resource, e);
    }
  }

  /** The service map, phone book, news and restricted premises of a district's halls. */
  List<Datum> of(String district, List<HallPlan> halls, Map<String, String> unitNames) {
    var data = new ArrayList<Datum>();
    for (var hall : halls) {
      var code = hall.subdistrict();
      if (code == null) {
        data.add(point(hall, Kind.CENTRE, mainHall, WITH_SATURDAY, services.centre()));
        data.add(
            new Contact(hall.hallId() + "-desk", hall.hallId(), null, "咨询台", phone(100), "一楼大门左侧"));
        addUnits(hall, unitNames, data);
      } else if (subdistricts.containsKey(code)) {
        var place = subdistricts.get(code);
        data.add(point(hall, Kind.SUBDISTRICT, place, OFFICE, services.subdistrict()));
        data.add(
            new Contact(
                hall.hallId() + "-desk", hall.hallId(), null, hall.name(), phoneOf(code), null));
      }
    }
    for (int i = 0; i < selfService.size(); i++) {
      data.add(selfService.get(i).point(district, i + 1, services.selfService()));
    }
    for (int i = 0; i < news.size(); i++) {
      var said = news.get(i);
      data.add(
          new News(
              "n%s-%02d".formatted(district, i + 1),
              district,
              said.kind(),
              said.title(),
              said.text(),
              said.published(),
              null,
              said.issuer()));
    }
    for (int i = 0; i < restrictedAreas.size(); i++) {
      data.add(restrictedAreas.get(i).area(district, i + 1));
    }
    return data;
  }

  private static ServicePoint point(
      HallPlan hall, Kind kind, Place place, List<OpeningHours> hours, List<String> services) {
    return new ServicePoint(
        "p-" + hall.hallId(),
        hall.name(),
        kind,
        hall.district(),
        hall.subdistrict(),
        hall.hallId(),
        place.address(),
        place.phone() == null ? phoneOf(String.valueOf(hall.subdistrict())) : place.phone(),
        place.position(),
        hours,
        services,
        place.introduction());
  }

  private static void addUnits(HallPlan hall, Map<String, String> unitNames, List<Datum> data) {
    int number = 101;
    for (var line : hall.lines()) {
      var counters =
          hall.desks().stream()
              .filter(desk -> desk.unitId().equals(line.unitId()))
              .map(DeskPlan::number)
              .toList();
      data.add(
          new Contact(
              "%s-%s".formatted(hall.hallId(), line.unitId()),
              hall.hallId(),
              line.unitId(),
              unitNames.getOrDefault(line.unitId(), line.unitId()),
              phone(number++),
              counters.isEmpty() ? null : String.join("、", counters) + " 号窗口"));
    }
  }

  /** Nobody has such a number. */
  private static String phone(int number) {
    return "0532-0000 %04d".formatted(number);
  }

  private static String phoneOf(String subdistrict) {
    return phone(200 + Integer.parseInt(subdistrict.substring(subdistrict.length() - 2)));
  }

  private static Position corner(Position middle, double east, double north) {
    return new Position(
        middle.longitude() + east * HALF_SIDE, middle.latitude() + north * HALF_SIDE);
  }
}
