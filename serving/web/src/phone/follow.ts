/** Follows one ticket: asks, listens, and comes back by itself whatever the network does. */

/** A ticket that waits or is called, as serving tells it. */
export interface TicketNow {
  hall_name: string | null;
  ticket_no: string | null;
  unit_name: string | null;
  version: number;
  status: 'WAITING' | 'CALLED';
  ahead: number | null;
  p50_seconds: number | null;
  p90_seconds: number | null;
  counter_number: string | null;
}

export type Standing =
  | { is: 'LOADING' }
  /** Nobody knows it yet: a ticket is here a second after it was taken. */
  | { is: 'SEARCHED' }
  | { is: 'UNKNOWN' }
  | { is: 'HERE'; ticket: TicketNow; told: number }
  | { is: 'OVER'; ticket: TicketNow };

export interface FollowPorts {
  /** The ticket, or null if it neither waits nor is called; rejects if nobody answers. */
  ask(): Promise<TicketNow | null>;
  open(): Source;
  /** Monotonic milliseconds. */
  now(): number;
  later(work: () => void, milliseconds: number): () => void;
  /** 0 to 1, spreads the return of many phones. */
  random(): number;
}

export interface Source {
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  onerror: ((event: Event) => void) | null;
  close(): void;
}

export interface FollowListener {
  standing(standing: Standing): void;
  /** Since when nothing has been heard; null while all is well. */
  lost(since: number | null): void;
}

export class Follow {
  static readonly SEARCH_MS = 30_000;
  static readonly SEARCH_PAUSE_MS = 2_000;
  static readonly LOOK_AGAIN_MS = 15_000;
  /** Serving beats every 2 s; five missed beats are a dead connection. */
  static readonly SILENCE_MS = 10_000;
  static readonly FIRST_PAUSE_MS = 1_000;
  static readonly LONGEST_PAUSE_MS = 20_000;

  private source: Source | null = null;
  private stopTimer: (() => void) | null = null;
  private standing: Standing = { is: 'LOADING' };
  private began: number;
  private failures = 0;
  private lostSince: number | null = null;
  private stopped = false;

  constructor(
    private readonly listener: FollowListener,
    private readonly ports: FollowPorts,
    /** As it was when this phone looked last, so that an ended ticket is known for what it was. */
    private readonly before: TicketNow | null = null,
  ) {
    this.began = ports.now();
  }

  start(): void {
    void this.look();
  }

  stop(): void {
    this.stopped = true;
    this.closeSource();
    this.plan(null, 0);
  }

  /** Looks at once, such as when the phone is online again or the page is seen again. */
  wake(): void {
    if (this.source === null && !this.stopped) {
      this.failures = 0;
      void this.look();
    }
  }

  private async look(): Promise<void> {
    this.plan(null, 0);
    let found: TicketNow | null;
    try {
      found = await this.ports.ask();
    } catch {
      this.lose();
      return;
    }
    if (this.stopped) {
      return;
    }
    if (found !== null) {
      this.take(found);
      this.listen();
      return;
    }
    this.well();
    this.gone();
  }

  private listen(): void {
    this.closeSource();
    const source = this.ports.open();
    this.source = source;
    const hear = (work: (data: string) => void) => (event: MessageEvent<string>) => {
      if (source === this.source) {
        this.well();
        this.plan(() => this.lose(), Follow.SILENCE_MS);
        work(event.data);
      }
    };
    source.addEventListener('ticket', hear((data) => this.take(JSON.parse(data) as TicketNow)));
    source.addEventListener('gone', hear(() => this.gone()));
    source.addEventListener('beat', hear(() => undefined));
    source.onerror = () => {
      if (source === this.source) {
        this.lose();
      }
    };
    this.plan(() => this.lose(), Follow.SILENCE_MS);
  }

  private take(ticket: TicketNow): void {
    this.well();
    if (this.standing.is === 'HERE' && ticket.version < this.standing.ticket.version) {
      return;
    }
    this.say({ is: 'HERE', ticket, told: this.ports.now() });
  }

  /** It neither waits nor is called; it may come back, by a transfer or another call. */
  private gone(): void {
    this.closeSource();
    const known =
      this.standing.is === 'HERE' || this.standing.is === 'OVER' ? this.standing.ticket : this.before;
    if (known !== null) {
      this.say({ is: 'OVER', ticket: known });
      this.plan(() => void this.look(), Follow.LOOK_AGAIN_MS);
      return;
    }
    const searching = this.ports.now() - this.began < Follow.SEARCH_MS;
    this.say({ is: searching ? 'SEARCHED' : 'UNKNOWN' });
    this.plan(() => void this.look(), searching ? Follow.SEARCH_PAUSE_MS : Follow.LOOK_AGAIN_MS);
  }

  private lose(): void {
    if (this.stopped) {
      return;
    }
    this.closeSource();
    if (this.lostSince === null) {
      this.lostSince = this.ports.now();
      this.listener.lost(this.lostSince);
    }
    const pause = Math.min(Follow.FIRST_PAUSE_MS * 2 ** this.failures, Follow.LONGEST_PAUSE_MS);
    this.failures += 1;
    this.plan(() => void this.look(), pause * (0.75 + this.ports.random() / 2));
  }

  private well(): void {
    this.failures = 0;
    if (this.lostSince !== null) {
      this.lostSince = null;
      this.listener.lost(null);
    }
  }

  private say(standing: Standing): void {
    this.standing = standing;
    this.listener.standing(standing);
  }

  private plan(work: (() => void) | null, milliseconds: number): void {
    this.stopTimer?.();
    this.stopTimer = work === null ? null : this.ports.later(work, milliseconds);
  }

  private closeSource(): void {
    if (this.source !== null) {
      this.source.onerror = null;
      this.source.close();
      this.source = null;
    }
  }
}

/** A wait in whole minutes from now, never one number; null while nothing can be said. */
export interface Minutes {
  from: number;
  to: number;
}

export function minutesOf(
  ticket: Pick<TicketNow, 'p50_seconds' | 'p90_seconds'>,
  passedSeconds: number,
): Minutes | null {
  if (ticket.p50_seconds === null || ticket.p90_seconds === null) {
    return null;
  }
  const from = Math.max(0, Math.round((ticket.p50_seconds - passedSeconds) / 60));
  const to = Math.ceil((ticket.p90_seconds - passedSeconds) / 60);
  // Equal ends would look like a promise.
  return { from, to: Math.max(from + 1, to) };
}
