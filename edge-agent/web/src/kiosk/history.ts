import type { PastVisit } from '../agent/records';

export type Stage = 'OPEN' | 'LATE' | 'CLOSED' | 'DONE' | 'TOLD' | 'NOT_DONE' | 'UNDER_WAY';

/** How far it is: the case's word counts before the ticket's. */
export function stageOf(past: PastVisit): Stage {
  if (past.closed_at) {
    return 'CLOSED';
  }
  if (past.opened_at) {
    return past.overdue === true ? 'LATE' : 'OPEN';
  }
  switch (past.outcome ?? null) {
    case null:
      return 'UNDER_WAY';
    case 'COMPLETED':
      return 'DONE';
    case 'NOTICE_ISSUED':
      return 'TOLD';
    default:
      return 'NOT_DONE';
  }
}
