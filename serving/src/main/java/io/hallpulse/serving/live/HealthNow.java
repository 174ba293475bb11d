package io.hallpulse.serving.live;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.hallpulse.schemas.live.LiveHealth;
import io.hallpulse.schemas.live.LiveIncident;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/**
 * The service health index of a scope now: the trailing 60 minutes and what has not ended.
 *
 * @param scope counter, unit, hall, subdistrict or district
 * @param scopeId id of the scope; a unit's is hall_id/unit_id
 * @param hallId null above halls
 * @param version events folded so far; show what has the highest (version, hall_time)
 * @param hallTime the hall's time when this was computed, above halls the newest of them
 * @param shi 0 to 100; null while too little is known
 * @param intervalLow lower end of its 90 % interval
 * @param intervalHigh upper end of it
 * @param coverage percent of the weights that was observed
 * @param category GREEN, BLUE, YELLOW, ORANGE or RED, null with the index
 * @param lowEvidence whether it rests on few exposures
 * @param ruleset version of the rules
 * @param incidents what goes wrong now, the costliest first, five at most
 * @param halls that it adds up
 * @param hallsBehind left out because their time is far behind
 */
@Schema(name = "LiveScore")
record HealthNow(
    String scope,
    String scopeId,
    String district,
    @Nullable String hallId,
    long version,
    Instant hallTime,
    @Nullable Double shi,
    @Nullable Double intervalLow,
    @Nullable Double intervalHigh,
    double coverage,
    @Nullable String category,
    boolean lowEvidence,
    String ruleset,
    List<Incident> incidents,
    int halls,
    int hallsBehind) {

  /**
   * Something that has not ended.
   *
   * @param factor absent, handle or wait
   * @param counterId null for a wait
   * @param queueId of a wait
   * @param ticketNo null for an absence
   * @param since when it began
   * @param lossMillionths what it costs if it ends now
   */
  @Schema(name = "LiveIncident")
  record Incident(
      String factor,
      @Nullable String counterId,
      @Nullable String queueId,
      @Nullable String ticketNo,
      Instant since,
      long lossMillionths) {
    static Incident of(LiveIncident incident) {
      return new Incident(
          incident.getFactor(),
          incident.getCounterId(),
          incident.getQueueId(),
          incident.getTicketNo(),
          Micros.instant(incident.getSince()),
          incident.getLossMillionths());
    }
  }

  static String entity(LiveHealth score) {
    return score.getScope() + "/" + score.getScopeId();
  }

  /** The hall, or the district of what is above halls. */
  @JsonIgnore
  String about() {
    return hallId == null ? Frame.ofDistrict(district) : hallId;
  }

  static HealthNow of(LiveHealth score) {
    return new HealthNow(
        score.getScope(),
        score.getScopeId(),
        score.getDistrict(),
        score.getHallId(),
        score.getVersion(),
        Micros.instant(score.getHallTime()),
        score.getShi(),
        score.getIntervalLow(),
        score.getIntervalHigh(),
        score.getCoverage(),
        score.getCategory(),
        score.getLowEvidence(),
        score.getRuleset(),
        score.getIncidents().stream().map(Incident::of).toList(),
        score.getHalls(),
        score.getHallsBehind());
  }
}
