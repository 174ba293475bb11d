import { afterEach, describe, expect, it, vi } from 'vitest';
import { useDeed } from '../src/desk/kit/useDeed';
import { NotTaken, Refused } from '../src/desk/ask';
import { sendAgain, type ToCorrect } from '../src/desk/pages/correction';

const of = (topic: string): ToCorrect => ({ origin: 'o/1', reason: 'r', path: null, event: null, text: null, topic });
const answering = (status: number, body: unknown) => {
  const asked: { path: string; init: RequestInit }[] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    asked.push({ path, init });
    return new Response(JSON.stringify(body), { status });
  });
  return asked;
};

afterEach(() => vi.unstubAllGlobals());

describe('what is sent again', () => {
  it('goes the way of a hall, and is called what it came in as', async () => {
    const asked = answering(200, { source: 'serving-h', epoch: 2, seq: 7 });
    expect(await sendAgain(of('hall.events'), { kind: 'X' })).toBe('serving-h/2/7');
    expect([asked[0]?.path, asked[0]?.init.body]).toEqual(['/api/v1/quality/redrives', '{"origin":"o/1","event":{"kind":"X"}}']);
  });

  it('goes the way of the registry, once', async () => {
    const asked = answering(200, { rejected: [] });
    expect(await sendAgain(of('registry.events'), { district: '370213' })).toBe('o/1');
    expect(asked[0]?.path).toBe('/api/v1/economy/370213/changes');
    expect((asked[0]?.init.headers as Record<string, string>)['Idempotency-Key']).toBe('o/1');
  });

  it('and is not taken is no refusal, and its words are shown', async () => {
    answering(200, { rejected: [{ field: 'uscc', reason: 'is wrong', text: 'x' }] });
    const sending = () => sendAgain(of('registry.events'), { district: 'd' });
    await expect(sending()).rejects.toThrow(NotTaken);
    await expect(sending()).rejects.not.toThrow(Refused);
    const deed = useDeed();
    expect(await deed.run(sending)).toBe(false);
    expect([deed.refusal.value, deed.done.value]).toEqual(['uscc is wrong x', null]);
  });
});
