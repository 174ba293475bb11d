/** The tickets of a unit or counter, and the steps of one. */

import type { Ticket } from '../history/history';

export interface FullTicket extends Ticket {
  item_code?: string | null;
  channel?: string | null;
  first_called_at?: string | null;
  started_at?: string | null;
  rating_level?: number | null;
}

export function ticketsOf(tickets: readonly FullTicket[], kind: 'unit' | 'counter', id: string): FullTicket[] {
  return tickets
    .filter((ticket) => (kind === 'unit' ? ticket.unit_id : ticket.counter_id) === id)
    .sort((one, other) => other.issued_at.localeCompare(one.issued_at));
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
