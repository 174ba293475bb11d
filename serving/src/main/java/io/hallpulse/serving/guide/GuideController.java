package io.hallpulse.serving.guide;

import com.fasterxml.jackson.annotation.JsonRawValue;
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
import io.hallpulse.serving.map.DistrictMap;
import io.hallpulse.serving.map.Maps;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.hallpulse.serving.reference.Names;
import io.hallpulse.serving.reference.Reading;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** All that a query screen shows, in one answer: it keeps it, and searches without asking again. */
@Controller("/api/v1/guide")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "reference")
final class GuideController {
  private final Reading reading;
  private final Names names;
  private final Maps maps;
  private final Clock clock;

  GuideController(Reading reading, Names names, Maps maps, Clock clock) {
    this.reading = reading;
    this.names = names;
    this.maps = maps;
    this.clock = clock;
  }

  /**
   * A hall and the district around it; each list holds reference data of that kind.
   *
   * @param asOf when all of it held
   * @param hallId the hall in which the screen stands
   * @param timeZone in which opening hours are told
   * @param map the district's, as the wall shows it; null if there is none
   */
  @Schema(name = "Guide")
  record Guide(
      Instant asOf,
      String hallId,
      String district,
      String timeZone,
      @Nullable DistrictMap map,
      @JsonRawValue @Schema(type = "array", implementation = Hall.class) String halls,
      @JsonRawValue @Schema(type = "array", implementation = ServiceUnit.class) String units,
      @JsonRawValue @Schema(type = "array", implementation = ServiceItem.class) String items,
      @JsonRawValue @Schema(type = "array", implementation = Queue.class) String queues,
      @JsonRawValue @Schema(type = "array", implementation = ServiceCounter.class) String counters,
      @JsonRawValue @Schema(type = "array", implementation = Contact.class) String contacts,
      @JsonRawValue @Schema(type = "array", implementation = ServicePoint.class) String points,
      @JsonRawValue @Schema(type = "array", implementation = News.class) String news,
      @JsonRawValue @Schema(type = "array", implementation = RestrictedArea.class)
          String restrictedAreas) {}

  @Get("{?hall}")
  @Operation(
      summary = "What a query screen tells",
      description =
          "Halls, units, items, counters, phones, service points, news, restricted premises and the"
              + " map of a hall's district, as they hold now. Without a hall: the first that is no"
              + " subdistrict's.")
  Guide guide(
      @Parameter(description = "the hall in which the screen stands") @QueryValue @Nullable
          String hall)
      throws SQLException {
    var here = hall(hall);
    var now = clock.instant();
    var district = here.district();
    var zone =
        reading.holding(ReferenceType.DISTRICT, District.class, now).stream()
            .filter(each -> each.district().equals(district))
            .map(District::timeZone)
            .findFirst()
            .orElse("Asia/Shanghai");
    var today = LocalDate.ofInstant(now, ZoneId.of(zone));
    var halls = names.halls().stream().filter(each -> each.district().equals(district)).toList();
    var hallIds = halls.stream().map(Hall::hallId).collect(Collectors.toSet());
    return new Guide(
        now,
        here.hallId(),
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

  private Hall hall(@Nullable String hallId) {
    if (hallId != null) {
      return names
          .hall(hallId)
          .orElseThrow(
              () ->
                  new ServingException(
                      Reason.UNKNOWN_HALL, "Hall %s is unknown".formatted(hallId)));
    }
    return names.halls().stream()
        .filter(each -> each.subdistrict() == null)
        .findFirst()
        .or(() -> names.halls().stream().findFirst())
        .orElseThrow(
            () -> new ServingException(Reason.UNKNOWN_HALL, "The reference data name no hall"));
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
