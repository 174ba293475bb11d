package io.hallpulse.serving.guide;

import io.hallpulse.schemas.reference.Contact;
import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.District;
import io.hallpulse.schemas.reference.Hall;
import io.hallpulse.schemas.reference.News;
import io.hallpulse.schemas.reference.Queue;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.RestrictedArea;
import io.hallpulse.schemas.reference.ServiceCounter;
import io.hallpulse.schemas.reference.ServiceItem;
import io.hallpulse.schemas.reference.ServicePoint;
import io.hallpulse.schemas.reference.ServiceUnit;
import io.hallpulse.serving.map.Maps;
import io.hallpulse.serving.reference.Reading;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What query screens tell of a district. Anybody may ask as often as he likes, and thousands of
 * items are read for it; so an answer is kept until the reference data change, and for some seconds
 * at most, since a version may begin to hold by itself.
 */
@Singleton
final class Guides {
  private static final Duration KEPT = Duration.ofSeconds(10);

  private final Reading reading;
  private final Maps maps;
  private final Clock clock;
  private final Map<String, Kept> byDistrict = new ConcurrentHashMap<>();
  private final Map<String, Object> locks = new ConcurrentHashMap<>();

  Guides(Reading reading, Maps maps, Clock clock) {
    this.reading = reading;
    this.maps = maps;
    this.clock = clock;
  }

  private record Kept(Guide guide, long version) {}

  Guide of(Hall hall) throws SQLException {
    var kept = kept(hall);
    return kept == null ? makeOnce(hall) : kept.in(hall.hallId());
  }

  /** Who comes while his district's is made waits for it. */
  private Guide makeOnce(Hall hall) throws SQLException {
    synchronized (locks.computeIfAbsent(hall.district(), any -> new Object())) {
      var kept = kept(hall);
      if (kept != null) {
        return kept.in(hall.hallId());
      }
      long version = reading.newestVersion();
      var guide = make(hall, clock.instant());
      byDistrict.put(hall.district(), new Kept(guide, version));
      return guide;
    }
  }

  private @Nullable Guide kept(Hall hall) throws SQLException {
    var kept = byDistrict.get(hall.district());
    return kept != null
            && clock.instant().isBefore(kept.guide.asOf().plus(KEPT))
            && kept.version == reading.newestVersion()
        ? kept.guide
        : null;
  }

  private Guide make(Hall hall, Instant now) throws SQLException {
    var district = hall.district();
    var zone =
        reading.holding(ReferenceType.DISTRICT, District.class, now).stream()
            .filter(each -> each.district().equals(district))
            .map(District::timeZone)
            .findFirst()
            .orElse("Asia/Shanghai");
    var today = LocalDate.ofInstant(now, ZoneId.of(zone));
    var halls =
        reading.holding(ReferenceType.HALL, Hall.class, now).stream()
            .filter(each -> each.district().equals(district))
            .toList();
    var hallIds = halls.stream().map(Hall::hallId).collect(Collectors.toSet());
    return new Guide(
        now,
        hall.hallId(),
        district,
        zone,
        maps.of(district).orElse(null),
        json(halls),
        list(ReferenceType.UNIT, ServiceUnit.class, now, unit -> true),
        list(ReferenceType.ITEM, ServiceItem.class, now, item -> true),
        list(ReferenceType.QUEUE, Queue.class, now, each -> hallIds.contains(each.hallId())),
        list(
            ReferenceType.COUNTER,
            ServiceCounter.class,
            now,
            each -> hallIds.contains(each.hallId())),
        list(ReferenceType.CONTACT, Contact.class, now, each -> hallIds.contains(each.hallId())),
        list(
            ReferenceType.SERVICE_POINT,
            ServicePoint.class,
            now,
            each -> each.district().equals(district)),
        list(
            ReferenceType.NEWS,
            News.class,
            now,
            each -> each.district().equals(district) && isShown(each, today)),
        list(
            ReferenceType.RESTRICTED_AREA,
            RestrictedArea.class,
            now,
            each -> each.district().equals(district)));
  }

  private static boolean isShown(News news, LocalDate today) {
    return !LocalDate.parse(news.published()).isAfter(today)
        && (news.until() == null || !LocalDate.parse(news.until()).isBefore(today));
  }

  private <T extends Datum> String list(
      ReferenceType type, Class<T> as, Instant at, Predicate<T> shown) throws SQLException {
    return json(reading.holding(type, as, at).stream().filter(shown).toList());
  }

  private static String json(List<? extends Datum> data) {
    return data.stream().map(ReferenceType::write).collect(Collectors.joining(",", "[", "]"));
  }
}
