package io.hallpulse.serving.report;

import io.hallpulse.schemas.fact.HealthParts;
import io.micronaut.core.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the daily service report is made of, as it stood at a time.
 *
 * @param newest when the newest of the scores was written; null if there is none
 * @param halls that the district has, by id, in order
 * @param units what they are called
 */
record ServiceFigures(
    String district,
    String districtName,
    ReportPeriod period,
    Instant asOf,
    @Nullable Instant newest,
    Map<String, String> halls,
    Map<String, String> units,
    List<Score> scores,
    List<Visits> visits,
    List<Ratings> ratings,
    List<Notices> notices,
    List<Alarms> alarms,
    List<Alarm> listed) {
  ServiceFigures {
    scores = List.copyOf(scores);
    visits = List.copyOf(visits);
    ratings = List.copyOf(ratings);
    notices = List.copyOf(notices);
    alarms = List.copyOf(alarms);
    listed = List.copyOf(listed);
  }

  /**
   * Where figures are of: the district (no hall), a hall (no unit), or a unit in a hall.
   *
   * @param unitId of a counter whose unit is not known it is empty
   */
  record Place(@Nullable String hallId, @Nullable String unitId) {
    static final Place DISTRICT = new Place(null, null);

    static Place hall(String hallId) {
      return new Place(hallId, null);
    }
  }

  /** The index of a place. */
  record Score(
      Place place,
      @Nullable Double index,
      @Nullable Double low,
      @Nullable Double high,
      double coverage,
      @Nullable String category,
      boolean lowEvidence,
      boolean isFinal,
      HealthParts parts,
      String ruleset) {}

  /**
   * Tickets of a place, or of an hour of the whole district.
   *
   * @param hour of the issue, null for the whole day
   * @param p50Seconds of their waits; null if nobody was called
   */
  record Visits(
      Place place,
      @Nullable Integer hour,
      long tickets,
      long served,
      long noShows,
      long left,
      @Nullable Long p50Seconds,
      @Nullable Long p90Seconds,
      @Nullable Double withinPercent,
      @Nullable Double handlingSeconds) {}

  /**
   * Ratings of a place.
   *
   * @param counted genuine ones
   * @param good of these, levels 5 to 3
   * @param overdue bad ones that were not put right in time
   */
  record Ratings(
      Place place, long counted, long good, long bad, long setAside, long closed, long overdue) {}

  /** One-time notices of a hall or of the district. */
  record Notices(
      Place place,
      long issued,
      long signed,
      long viewed,
      long inTime,
      long judged,
      long repeated) {}

  /** Alarms of a kind in a place. */
  record Alarms(
      Place place,
      String rule,
      String severity,
      long raised,
      long acknowledged,
      long open,
      @Nullable Double minutes) {}

  /** One alarm; nobody is named. */
  record Alarm(
      String rule,
      String severity,
      String scope,
      String scopeId,
      @Nullable String hallId,
      Instant raised,
      @Nullable Instant cleared,
      String state) {}

  Optional<Score> score(Place place) {
    return scores.stream().filter(score -> score.place().equals(place)).findFirst();
  }

  Optional<Visits> day(Place place) {
    return visits.stream()
        .filter(visit -> visit.hour() == null && visit.place().equals(place))
        .findFirst();
  }

  Optional<Ratings> ratings(Place place) {
    return ratings.stream().filter(rating -> rating.place().equals(place)).findFirst();
  }

  Optional<Notices> notices(Place place) {
    return notices.stream().filter(notice -> notice.place().equals(place)).findFirst();
  }

  long alarms(Place place) {
    return alarms.stream()
        .filter(alarm -> alarm.place().equals(place))
        .mapToLong(Alarms::raised)
        .sum();
  }
}
