import { afterEach, describe, expect, it, vi } from 'vitest';
import { ask, NOTHING_YET, type Answer } from '../src/history/history';
import { useHistory } from '../src/history/useHistory';
import { mounted } from './mounted';

const never = new AbortController().signal;
const answering = (response: Response | Error) => ({
  fetch: (async () => {
    if (response instanceof Error) {
      throw response;
    }
    return response;
  }) as typeof fetch,
  now: () => 42,
});
const json = (status: number, body: unknown, type = 'application/json') =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type } });

describe('history', () => {
  it('takes a good answer with its time', async () => {
    const answer = await ask('/x', NOTHING_YET, never, answering(json(200, [1])));
    expect(answer).toEqual({ data: [1], problem: null, loading: false, at: 42 });
  });

  it('keeps the old data and says why there is none newer', async () => {
    const before: Answer<number[]> = { data: [1], problem: null, loading: true, at: 7 };
    const down = json(503, { detail: 'Trino does not answer' }, 'application/problem+json');
    const answer = await ask('/x', before, never, answering(down));
    expect(answer).toEqual({ data: [1], problem: 'Trino does not answer', loading: false, at: 7 });
  });

  it('says what is known when the answer is no problem document', async () => {
    const answer = await ask('/x', NOTHING_YET, never, answering(new Response('', { status: 502 })));
    expect(answer.problem).toBe('HTTP 502');
    const cut = await ask('/x', NOTHING_YET, never, answering(new TypeError('Failed to fetch')));
    expect(cut.problem).toContain('Failed to fetch');
  });

  it('says nothing once nobody asks any more', async () => {
    const left = AbortSignal.abort();
    await expect(ask('/x', NOTHING_YET, left, answering(new Error('aborted')))).rejects.toThrow();
  });
});

describe('a panel of the history', () => {
  const HOUR = 3_600_000;
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  async function asked(refreshMs: number | null | undefined, response: () => Response): Promise<number> {
    vi.useFakeTimers();
    let times = 0;
    vi.stubGlobal('window', {
      fetch: async () => {
        times += 1;
        return response();
      },
    });
    const { app } = mounted(() => (refreshMs === undefined ? useHistory(() => '/x') : useHistory(() => '/x', refreshMs)));
    await vi.advanceTimersByTimeAsync(HOUR - 1);
    app.unmount();
    return times;
  }

  it('asks again each minute', async () => {
    expect(await asked(undefined, () => json(200, []))).toBe(60);
  });

  it('never asks again by itself for what is written down', async () => {
    expect(await asked(null, () => json(200, []))).toBe(1);
  });

  it('tries again what could not be had, but not that either', async () => {
    expect(await asked(undefined, () => json(503, { detail: 'later' }))).toBe(240);
    expect(await asked(null, () => json(503, { detail: 'later' }))).toBe(1);
  });
});
