package io.hallpulse.refold;

import io.hallpulse.domain.hall.Incident;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.fact.HealthDailyFact;
import java.sql.SQLException;
import java.util.List;

/** What a hall's day lost its points for. */
public final class DayIncidents {
  private final StoredFacts facts;
  private final StoredReference references;
  private final Refold refold;

  public DayIncidents(LakeQuery lake) {
    this.facts = new StoredFacts(lake);
    this.references = new StoredReference(lake);
    this.refold = new Refold(lake);
  }

  /**
   * In the order of time; of a day that is not final, as far as the hall has been heard.
   *
   * @param hall the score of the hall that day
   */
  public List<Incident> of(HealthDailyFact hall) throws SQLException {
    var day = references.reach(hall.district(), hall.localDate());
    long until =
        hall.isFinal()
            ? Long.MAX_VALUE
            : facts
                .lastHeard(hall.scopeId(), hall.localDate())
                .map(EventJson::micros)
                .orElse(day.start());
    return refold
        .of(hall.scopeId(), hall.district(), day, references.of(hall.district(), day), until)
        .incidents();
  }
}
