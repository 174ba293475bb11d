import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick, type App } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { IN_USE_MS } from '../src/health/front';
import type { PlaceAt } from '../src/health/place';
import type { Looking } from '../src/health/places';
import { useFront } from '../src/health/useFront';
import type { LiveAlert } from '../src/live/alarms';
import { Wall, WALL } from '../src/live/wall';
import { alert } from './factories';
import { mounted } from './mounted';

/** The connection as a browser has it; what serving says is said here. */
class Line {
  static open: Line[] = [];
  onerror: (() => void) | null = null;
  private readonly listeners = new Map<string, (event: { data: string }) => void>();

  constructor() {
    Line.open.push(this);
  }

  addEventListener(type: string, listener: (event: { data: string }) => void): void {
    this.listeners.set(type, listener);
  }

  close(): void {
    Line.open = Line.open.filter((each) => each !== this);
  }

  say(type: string, data: unknown): void {
    this.listeners.get(type)?.({ data: JSON.stringify(data) });
  }
}

const of = (id: string): LiveAlert => alert({ alarm_id: id, scope_id: id });

describe('what comes to the front of a wall', () => {
  let wall: Wall;
  let app: App;
  let looked: PlaceAt[];

  beforeEach(() => {
    vi.stubGlobal('EventSource', Line);
    vi.stubGlobal('document', { querySelector: () => null });
    vi.stubGlobal('window', { addEventListener: () => undefined, removeEventListener: () => undefined });
    Line.open = [];
    looked = [];
    wall = new Wall();
    wall.start();
    const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:any*', component: {} }] });
    ({ app } = mounted(
      () => useFront({ look: (place: PlaceAt) => looked.push(place) } as unknown as Looking),
      (prepared) => prepared.provide(WALL, wall).use(router),
    ));
  });

  afterEach(() => {
    app.unmount();
    wall.stop();
    vi.unstubAllGlobals();
  });

  async function say(type: string, data: unknown = {}): Promise<void> {
    Line.open.at(-1)?.say(type, data);
    await nextTick();
  }
  const summary = () => say('summary', { server_time: '2026-03-02T02:00:00Z', components: {}, halls: [] });

  /** Long after anybody touched the page. */
  async function later(times: number): Promise<void> {
    wall.tick.value = { monotonic: performance.now() + times * 2 * IN_USE_MS, serverMillis: null };
    await nextTick();
  }

  it('is not what stood there when the page was opened, however long the snapshot takes', async () => {
    await summary();
    await say('alert', of('c-1'));
    await later(1);
    await say('alert', of('c-2'));
    await later(2);
    await say('whole');
    await later(3);
    expect(looked).toEqual([]);
  });

  it('is what is raised after the snapshot, however soon', async () => {
    await summary();
    await say('alert', of('c-1'));
    await say('whole');
    await say('alert', of('c-2'));
    await later(1);
    expect(looked).toEqual([{ scope: 'counter', id: 'c-2' }]);
  });

  it('is what was raised while nobody was heard, and not what was known before', async () => {
    await summary();
    await say('alert', of('c-1'));
    await say('whole');
    await later(1);
    wall.stop();
    wall.start();
    await summary();
    await later(2);
    await say('alert', of('c-2'));
    await say('alert', of('c-1'));
    await later(3);
    expect(looked).toEqual([]);
    await say('whole');
    await later(4);
    expect(looked).toEqual([{ scope: 'counter', id: 'c-2' }]);
  });
});
