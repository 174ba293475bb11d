import { describe, expect, it } from 'vitest';
import { ask, NOTHING_YET, type Answer } from '../src/history/history';

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
