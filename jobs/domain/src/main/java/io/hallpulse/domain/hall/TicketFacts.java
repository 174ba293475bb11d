package io.hallpulse.domain.hall;

import io.hallpulse.domain.hall.HallMemory.Refusal;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.ticket.RatingRows;
import io.hallpulse.domain.ticket.TicketMove;
import io.hallpulse.domain.ticket.TicketRow;
import io.hallpulse.schemas.fact.RatingFact;
import io.hallpulse.schemas.fact.RefusedFact;
import io.hallpulse.schemas.fact.TicketFact;
import io.hallpulse.schemas.lake.LakeTables;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes the rows of a hall's tickets, of their ratings, and of what was refused. */
record TicketFacts(String hallId, Reference reference, AlarmDesk alarms, long revisionsFrom) {
  private static final Digest<TicketFact> DIGEST = new Digest<>(LakeTables.TICKETS);
  private static final Digest<RatingFact> RATINGS = new Digest<>(LakeTables.RATINGS);

  /**
   * Writes a ticket's row unless it says what the last one said.
   *
   * @param bursts tells ratings that are nobody's opinion
   */
  void write(
      FoldedTicket folded,
      Predicate<TicketMove> bursts,
      String district,
      long time,
      HallOutput out) {
    long revision = folded.history().revision() + 1;
    var fact =
        TicketRow.of(
            folded.id(), folded.ticket(), district, hallId, reference, bursts, time, revision);
    long digest = DIGEST.of(fact);
    if (digest != folded.history().written()) {
      out.ticket(fact);
    }
    folded.write(digest, reference);
  }

  /** The same of the rows of its ratings. */
  void rate(
      FoldedTicket folded,
      Predicate<TicketMove> bursts,
      String district,
      long time,
      HallOutput out) {
    var facts =
        RatingRows.of(
            folded.id(),
            folded.ticket(),
            district,
            hallId,
            reference,
            bursts,
            time,
            folded.history().ratingsRevision() + 1);
    long digest = 0;
    for (var fact : facts) {
      digest = digest * 31 + RATINGS.of(fact);
    }
    if (digest != folded.history().ratingsWritten()) {
      facts.forEach(out::rating);
      facts.forEach(alarms::rated);
      folded.rate(digest);
    }
  }

  RefusedFact refused(String id, TicketMove move, @Nullable String reason, String district) {
    return new RefusedRow(hallId, district, reference)
        .of(
            move.source(),
            move.epoch(),
            move.seq(),
            move.time(),
            move.kind().name(),
            id,
            reason,
            move.listed() + 1);
  }

  RefusedFact refused(Refusal refusal, String district) {
    return new RefusedRow(hallId, district, reference)
        .of(
            refusal.source(),
            refusal.epoch(),
            refusal.seq(),
            refusal.time(),
            refusal.kind(),
            refusal.subjectId(),
            refusal.reason(),
            revisionsFrom + 1);
  }
}
