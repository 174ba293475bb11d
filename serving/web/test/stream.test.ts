import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveStream, type Link, type Source } from '../src/live/stream';

class ScriptedSource implements Source {
  onerror: ((event: Event) => void) | null = null;
  closed = false;
  private readonly listeners = new Map<string, (event: MessageEvent<string>) => void>();

  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void {
    this.listeners.set(type, listener);
  }

  close(): void {
    this.closed = true;
  }

  send(type: string, data: unknown): void {
    this.listeners.get(type)!({ data: JSON.stringify(data) } as MessageEvent<string>);
  }

  fail(): void {
    this.onerror?.(new Event('error'));
  }
}

describe('LiveStream', () => {
  let opened: ScriptedSource[];
  let links: Link[];
  let messages: [string, unknown][];
  let stream: LiveStream;
  const last = (): ScriptedSource => opened.at(-1)!;

  beforeEach(() => {
    vi.useFakeTimers();
    opened = [];
    links = [];
    messages = [];
    stream = new LiveStream(
      '/stream',
      { message: (type, data) => messages.push([type, data]), link: (link) => links.push(link) },
      {
        open: () => {
          const source = new ScriptedSource();
          opened.push(source);
          return source;
        },
        now: () => Date.now(),
        random: () => 0.5,
      },
    );
    vi.setSystemTime(0);
    stream.start();
  });
  afterEach(() => {
    stream.stop();
    vi.useRealTimers();
  });

  it('is live from the first snapshot on and hands every event over', () => {
    expect(links).toEqual([{ state: 'CONNECTING' }]);
    last().send('summary', { halls: [] });
    last().send('hall', { version: 1 });
    expect(links.at(-1)).toEqual({ state: 'LIVE' });
    expect(messages).toEqual([
      ['summary', { halls: [] }],
      ['hall', { version: 1 }],
    ]);
  });

  it('stays connected while the server beats', () => {
    last().send('summary', {});
    for (let beat = 0; beat < 100; beat += 1) {
      vi.advanceTimersByTime(2_000);
      last().send('beat', {});
    }
    expect(opened).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(1);
  });

  it('takes ten silent seconds for a dead connection', () => {
    last().send('summary', {});
    vi.advanceTimersByTime(9_999);
    expect(links.at(-1)).toEqual({ state: 'LIVE' });
    vi.advanceTimersByTime(1);
    expect(links.at(-1)).toEqual({ state: 'LOST', since: 10_000, retryAt: 11_000 });
    expect(last().closed).toBe(true);
    vi.advanceTimersByTime(1_000);
    expect(opened).toHaveLength(2);
  });

  it('waits twice as long after each failure, at most half a minute, and remembers since when', () => {
    const pauses: number[] = [];
    for (let failure = 0; failure < 8; failure += 1) {
      last().fail();
      const link = links.at(-1) as Extract<Link, { state: 'LOST' }>;
      expect(link.since).toBe(0);
      pauses.push(link.retryAt - Date.now());
      vi.advanceTimersByTime(link.retryAt - Date.now());
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 30, 30, 30].map((seconds) => seconds * 1000));
  });

  it('starts from short pauses again once it was live', () => {
    last().fail();
    vi.advanceTimersByTime(1_000);
    last().fail();
    vi.advanceTimersByTime(2_000);
    last().send('summary', {});
    expect(links.at(-1)).toEqual({ state: 'LIVE' });
    last().fail();
    expect(links.at(-1)).toEqual({ state: 'LOST', since: 3_000, retryAt: 4_000 });
  });

  it('hears nothing from a connection that it gave up', () => {
    const first = last();
    first.fail();
    vi.advanceTimersByTime(1_000);
    first.send('hall', {});
    first.fail();
    expect(messages).toEqual([]);
    expect(opened).toHaveLength(2);
  });

  it('leaves no timer and no connection behind', () => {
    last().fail();
    stream.stop();
    expect(vi.getTimerCount()).toBe(0);
    stream.start();
    stream.stop();
    expect(last().closed).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});
