/** What a visitor holds: a ticket, by the address in its QR code or its id, or a case's number. */
export type Held = { is: 'ticket' | 'case'; id: string };

const TICKET = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function heldOf(text: string): Held | null {
  const given = text.trim();
  if (given === '') {
    return null;
  }
  const [, ofAddress] = /\/t\/([\w-]+)$/.exec(given) ?? [];
  if (ofAddress !== undefined) {
    return { is: 'ticket', id: ofAddress };
  }
  return { is: TICKET.test(given) ? 'ticket' : 'case', id: given };
}

export interface CaseNow {
  case_id: string;
  unit_id: string | null;
  item_code: string | null;
  opened_at: string | null;
  closed_at: string | null;
  planned_end: string | null;
  overdue: boolean | null;
  result: string | null;
  visits: number;
}

export type Stage = 'OPEN' | 'LATE' | 'CLOSED';

export function stageOf(found: CaseNow): Stage {
  if (found.closed_at !== null) {
    return 'CLOSED';
  }
  return found.overdue === true ? 'LATE' : 'OPEN';
}
