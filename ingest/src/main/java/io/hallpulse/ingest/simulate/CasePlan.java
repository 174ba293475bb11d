package io.hallpulse.ingest.simulate;

import io.hallpulse.schemas.event.EventKind;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What will become of a case from the moment its visitor takes a ticket, or applies online.
 *
 * @param online whether it needs no visit at all
 * @param openedSecond second of the local day when that visitor comes, or applies online
 * @param plannedEnd microseconds since 1970
 */
record CasePlan(
    String caseId,
    int line,
    ItemPlan item,
    boolean online,
    int openedSecond,
    long plannedEnd,
    @Nullable String entityId,
    List<Move> moves) {
  CasePlan {
    moves = List.copyOf(moves);
  }

  /** A later event of the case, or with kind TICKET_ISSUED a later visit. */
  record Move(LocalDate date, int second, EventKind kind, String step, @Nullable String result) {}
}
