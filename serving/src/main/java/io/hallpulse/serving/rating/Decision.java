package io.hallpulse.serving.rating;

import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.serving.audit.Action;

/** What somebody in charge can say of a ticket's ratings; the names stand in the database. */
enum Decision {
  CONTACTED(EventKind.RECTIFICATION_CONTACTED, Action.RATING_CONTACTED),
  CLOSED(EventKind.RECTIFICATION_CLOSED, Action.RATING_CLOSED),
  APPEAL_UPHELD(EventKind.RATING_APPEAL_UPHELD, Action.RATING_APPEAL_UPHELD),
  TAMPERED(EventKind.RATING_TAMPERED, Action.RATING_TAMPERED);

  final EventKind kind;
  final Action action;

  Decision(EventKind kind, Action action) {
    this.kind = kind;
    this.action = action;
  }
}
