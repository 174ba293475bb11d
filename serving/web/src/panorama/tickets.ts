/** The tickets of a unit or counter, and the steps of one. */

import type { Ticket } from '../history/history';

export interface FullTicket extends Ticket {
  item_code?: string | null;
  channel?: string | null;
  first_called_at?: string | null;
  started_at?: string | null;
  rating_level?: number | null;
}

/** The last tickets of a unit or counter, without the clerks: nothing personal, so that no look is written down. */
export function ticketsUrl(hallId: string, kind: 'unit' | 'counter', place: string, date: string, most: number): string {
  const wanted = new URLSearchParams({ date, [kind]: place, staff: 'false', limit: String(most) });
  return `/api/v1/halls/${encodeURIComponent(hallId)}/tickets?${wanted}`;
}

export interface Step {
  what: 'issued' | 'called' | 'started' | 'ended';
  at: string;
}

export function stepsOf(ticket: FullTicket): Step[] {
  const steps: [Step['what'], string | null | undefined][] = [
    ['issued', ticket.issued_at],
    ['called', ticket.first_called_at],
    ['started', ticket.started_at],
    ['ended', ticket.ended_at],
  ];
  return steps.flatMap(([what, at]) => (at ? [{ what, at }] : []));
}
