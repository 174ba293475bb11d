package io.hallpulse.domain.health;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Something that is going wrong and has not ended: a service past its target, a wait past what is
 * free, a counter with nobody there.
 *
 * @param factor its key
 * @param counterId where; null for a wait
 * @param queueId of a wait
 * @param ticketNo number of the ticket; null for an absence
 * @param since when it began, microseconds
 * @param loss what it costs if it ends now
 */
public record OpenIncident(
    String factor,
    @Nullable String counterId,
    @Nullable String queueId,
    @Nullable String ticketNo,
    long since,
    Loss loss) {

  /** The costliest first, of equal ones the oldest. */
  public static final Comparator<OpenIncident> WORST_FIRST =
      Comparator.comparingLong((OpenIncident incident) -> -incident.loss().millionths())
          .thenComparingLong(OpenIncident::since)
          .thenComparing(incident -> String.valueOf(incident.counterId()))
          .thenComparing(incident -> String.valueOf(incident.queueId()))
          .thenComparing(incident -> String.valueOf(incident.ticketNo()));

  public Place place() {
    return queueId == null ? Place.counter(String.valueOf(counterId)) : Place.queue(queueId);
  }
}
