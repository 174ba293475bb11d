import { computed, inject, shallowReactive, shallowRef, type InjectionKey } from 'vue';
import { Alarms, type LiveAlert } from './alarms';
import { Board, Inbox, type Shown } from './board';
import { isFrozen, watermark, type Moment } from './freshness';
import { sortHalls } from './order';
import type {
  Components,
  LiveCounter,
  LiveHall,
  LiveQueue,
  LiveRecord,
  Summary,
} from './records';
import { Scores, type LiveScore } from './scores';
import { LiveStream, type Link, type StreamEvent } from './stream';
import { ServerClock } from './time';
import { totalsOf } from './totals';
import { Trend } from './trend';

/** A snapshot first (summary, then every queue and counter, and that it is whole), then what changes. */
const STREAM = '/api/v1/live/stream';

/** Everything the page shows of the live data; updates are put on it once per frame. */
export class Wall {
  readonly halls = shallowReactive(new Map<string, Shown<LiveHall>>());
  readonly queues = shallowReactive(new Map<string, Shown<LiveQueue>>());
  readonly counters = shallowReactive(new Map<string, Shown<LiveCounter>>());
  readonly alarms = shallowReactive(new Map<string, LiveAlert>());
  /** The index of every scope, by scope/scope_id. */
  readonly scores = shallowReactive(new Map<string, LiveScore>());
  readonly components = shallowRef<Components>({});
  readonly link = shallowRef<Link>({ state: 'CONNECTING' });
  readonly heardOnce = shallowRef(false);
  /** Whether all of this connection's snapshot has come: what comes from then on is news. */
  readonly isWhole = shallowRef(false);
  readonly trendPoints = shallowRef<Trend['points']>([]);
  /** Moves once a second; every age and running wait on the page follows it. */
  readonly tick = shallowRef<Moment>({
    monotonic: performance.now(),
    serverMillis: null,
  });

  readonly connected = computed(() => this.link.value.state === 'LIVE');
  readonly frozen = computed(
    () => this.heardOnce.value && isFrozen(this.components.value, this.connected.value),
  );
  readonly sortedHalls = computed(() => sortHalls(this.halls.values(), this.counters.values()));
  readonly totals = computed(() => totalsOf(this.halls.values(), this.tick.value.monotonic));
  readonly watermark = computed(() => watermark(this.halls.values(), this.tick.value.monotonic));

  private readonly board = new Board(this.halls, this.queues, this.counters);
  private readonly alarmBoard = new Alarms(this.alarms);
  private readonly scoreBoard = new Scores(this.scores);
  private readonly inbox = new Inbox();
  private readonly clock = new ServerClock();
  private readonly trend = new Trend();
  private readonly stream = new LiveStream(
    STREAM,
    { message: (type, data) => this.message(type, data), link: (link) => this.follow(link) },
    {
      open: (url) => new EventSource(url),
      now: () => performance.now(),
      random: Math.random,
    },
  );
  private frame: number | null = null;
  private ticker: ReturnType<typeof setInterval> | null = null;

  start(): void {
    this.stream.start();
    this.ticker = setInterval(() => this.tickNow(), 1000);
  }

  stop(): void {
    this.stream.stop();
    if (this.ticker !== null) {
      clearInterval(this.ticker);
      this.ticker = null;
    }
    if (this.frame !== null) {
      cancelAnimationFrame(this.frame);
      this.frame = null;
    }
  }

  private message(type: StreamEvent, data: unknown): void {
    switch (type) {
      case 'summary':
        return this.takeSummary(data as Summary);
      case 'hall':
      case 'queue':
      case 'counter':
        return this.offer(type, data as LiveRecord);
      case 'health':
        this.scoreBoard.offer(data as LiveScore);
        this.onNextFrame();
        return;
      case 'alert':
        this.alarmBoard.take(data as LiveAlert);
        return;
      case 'components':
        this.components.value = data as Components;
        return;
      case 'beat':
        this.clock.hear((data as { server_time: string }).server_time, performance.now());
        return;
      case 'whole':
        this.scoreBoard.endSnapshot();
        this.isWhole.value = true;
        return;
    }
  }

  private takeSummary(summary: Summary): void {
    this.clock.forget();
    this.clock.hear(summary.server_time, performance.now());
    this.components.value = summary.components;
    this.heardOnce.value = true;
    this.isWhole.value = false;
    this.alarmBoard.beginAnew();
    this.scoreBoard.beginAnew();
    for (const hall of summary.halls) {
      this.offer('hall', hall);
    }
    this.tickNow();
  }

  private offer(kind: 'hall' | 'queue' | 'counter', record: LiveRecord): void {
    this.inbox.offer(kind, record, performance.now());
    this.onNextFrame();
  }

  private onNextFrame(): void {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.scoreBoard.drain();
      if (this.inbox.drainTo(this.board)) {
        this.stream.stop();
        this.stream.start();
      }
    });
  }

  private follow(link: Link): void {
    this.link.value = link;
    this.isWhole.value &&= link.state === 'LIVE';
    this.tickNow();
  }

  private tickNow(): void {
    const monotonic = performance.now();
    const serverMillis = this.clock.at(monotonic);
    this.tick.value = { monotonic, serverMillis };
    if (serverMillis === null || this.halls.size === 0) {
      return;
    }
    if (this.trend.sample(serverMillis, this.frozen.value ? null : this.totals.value)) {
      this.trendPoints.value = this.trend.points;
    }
  }
}

export const WALL: InjectionKey<Wall> = Symbol('wall');

export function useWall(): Wall {
  const wall = inject(WALL);
  if (wall === undefined) {
    throw new Error('The wall is provided by main.ts');
  }
  return wall;
}
