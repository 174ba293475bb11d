/** The connection to the live stream: watches for silence and comes back with growing pauses. */

export type Link =
  | { state: 'CONNECTING' }
  | { state: 'LIVE' }
  | { state: 'LOST'; since: number; retryAt: number };

export interface Source {
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  onerror: ((event: Event) => void) | null;
  close(): void;
}

export interface StreamPorts {
  open(url: string): Source;
  /** Monotonic milliseconds. */
  now(): number;
  /** 0 to 1, spreads the return of many walls. */
  random(): number;
}

export interface StreamListener {
  message(type: StreamEvent, data: unknown): void;
  link(link: Link): void;
}

export const STREAM_EVENTS = [
  'summary',
  'hall',
  'queue',
  'counter',
  'health',
  'alert',
  'scope',
  'whole',
  'components',
  'beat',
] as const;
export type StreamEvent = (typeof STREAM_EVENTS)[number];

export class LiveStream {
  /** The server beats every 2 s; five missed beats are a dead connection. */
  static readonly SILENCE_MS = 10_000;
  static readonly FIRST_PAUSE_MS = 1_000;
  static readonly LONGEST_PAUSE_MS = 30_000;

  private source: Source | null = null;
  private watchdog: ReturnType<typeof setTimeout> | null = null;
  private retry: ReturnType<typeof setTimeout> | null = null;
  private failures = 0;
  /** Since the connection was opened. */
  private isHeard = false;
  private lostSince: number | null = null;

  constructor(
    private readonly url: string,
    private readonly listener: StreamListener,
    private readonly ports: StreamPorts,
  ) {}

  start(): void {
    this.listener.link({ state: 'CONNECTING' });
    this.connect();
  }

  stop(): void {
    this.disconnect();
    if (this.retry !== null) {
      clearTimeout(this.retry);
      this.retry = null;
    }
  }

  private connect(): void {
    this.retry = null;
    this.isHeard = false;
    const source = this.ports.open(this.url);
    this.source = source;
    for (const type of STREAM_EVENTS) {
      source.addEventListener(type, (event) => this.hear(source, type, event.data));
    }
    source.onerror = () => this.lose(source);
    this.watch(source);
  }

  private hear(source: Source, type: StreamEvent, data: string): void {
    if (source !== this.source) {
      return;
    }
    this.watch(source);
    if (!this.isHeard) {
      this.isHeard = true;
      this.failures = 0;
      this.lostSince = null;
      this.listener.link({ state: 'LIVE' });
    }
    this.listener.message(type, JSON.parse(data));
  }

  private watch(source: Source): void {
    if (this.watchdog !== null) {
      clearTimeout(this.watchdog);
    }
    this.watchdog = setTimeout(() => this.lose(source), LiveStream.SILENCE_MS);
  }

  private lose(source: Source): void {
    if (source !== this.source) {
      return;
    }
    this.disconnect();
    const now = this.ports.now();
    this.lostSince ??= now;
    const pause = Math.min(
      LiveStream.FIRST_PAUSE_MS * 2 ** this.failures,
      LiveStream.LONGEST_PAUSE_MS,
    );
    const spread = pause * (0.75 + this.ports.random() / 2);
    this.failures += 1;
    this.listener.link({ state: 'LOST', since: this.lostSince, retryAt: now + spread });
    this.retry = setTimeout(() => this.connect(), spread);
  }

  private disconnect(): void {
    if (this.watchdog !== null) {
      clearTimeout(this.watchdog);
      this.watchdog = null;
    }
    if (this.source !== null) {
      this.source.onerror = null;
      this.source.close();
      this.source = null;
    }
  }
}
