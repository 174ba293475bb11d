import { Refused } from '../kit/ask';
import type { TicketNow } from '../phone/follow';
import { heldOf, type CaseNow, type Held } from './progress';

/** What is known of what a visitor asked for. */
export type Standing =
  | { is: 'ASKING' | 'LOADING' | 'UNKNOWN' | 'CLOSED_WALL' | 'HISTORY' | 'FAILED' }
  | { is: 'TICKET'; ticket: TicketNow }
  | { is: 'CASE'; found: CaseNow };

export interface LookupPorts {
  ask<T>(path: string): Promise<T>;
  later(work: () => void, milliseconds: number): () => void;
}

/** Looks up what was submitted last, a ticket again and again, until the page is left. */
export class Lookup {
  static readonly AGAIN_MS = 5_000;
  private newest = 0;
  private stopTimer: () => void = () => undefined;

  constructor(
    private readonly ports: LookupPorts,
    private readonly tell: (standing: Standing) => void,
  ) {}

  submit(code: string): void {
    const held = heldOf(code);
    if (held === null) {
      return;
    }
    this.stop();
    this.tell({ is: 'LOADING' });
    void this.look(held, this.newest);
  }

  /** Whatever is still on its way is not wanted any more. */
  stop(): void {
    this.newest++;
    this.stopTimer();
  }

  private async look(held: Held, mine: number): Promise<void> {
    const { standing, isToFollow } = await this.ask(held);
    if (mine !== this.newest) {
      return;
    }
    this.tell(standing);
    if (isToFollow) {
      this.stopTimer = this.ports.later(() => void this.look(held, mine), Lookup.AGAIN_MS);
    }
  }

  private async ask({ is, id }: Held): Promise<{ standing: Standing; isToFollow: boolean }> {
    const isTicket = is === 'ticket';
    try {
      const standing: Standing = isTicket
        ? { is: 'TICKET', ticket: await this.ports.ask<TicketNow>(`/api/v1/tickets/${encodeURIComponent(id)}/forecast`) }
        : { is: 'CASE', found: await this.ports.ask<CaseNow>(`/api/v1/cases/${encodeURIComponent(id)}`) };
      return { standing, isToFollow: isTicket };
    } catch (failure) {
      if (failure instanceof Refused) {
        const isClosed = failure.status === 401 || failure.status === 403;
        if (isClosed || failure.status === 404) {
          return { standing: { is: isClosed ? 'CLOSED_WALL' : 'UNKNOWN' }, isToFollow: false };
        }
      }
      return { standing: { is: isTicket ? 'FAILED' : 'HISTORY' }, isToFollow: isTicket }; // one lost answer ends nothing
    }
  }
}
