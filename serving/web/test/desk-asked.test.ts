import { afterEach, describe, expect, it, vi } from 'vitest';
import { ask, NoAnswer, Refused } from '../src/desk/ask';
import { useAsked } from '../src/desk/kit/useAsked';
import { useDeed } from '../src/desk/kit/useDeed';
import { useOfHall } from '../src/desk/pages/halls';
import { me } from '../src/desk/session';
import { mounted } from './mounted';

const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
const answering = (answers: Record<string, () => Promise<Response> | Response>) => {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    return (answers[path] ?? (() => json(404, {})))();
  });
  return asked;
};
const HALLS = '/api/v1/reference/hall?limit=10000';
const settled = () => new Promise((done) => setTimeout(done));

afterEach(() => {
  vi.unstubAllGlobals();
  me.value = null;
});

describe('what is asked of a hall', () => {
  const page = () => mounted(() => useOfHall((hall) => ask<string[]>(`/of/${hall}`))).made;

  it('is loading, not empty, while the halls are', async () => {
    let tell: (response: Response) => void = () => undefined;
    const asked = answering({ [HALLS]: () => new Promise((resolve) => (tell = resolve)), '/of/h1': () => json(200, ['x']) });
    const open = page();
    await settled();
    expect([open.data.value, open.isLoading.value, open.failure.value]).toEqual([null, true, null]);
    expect(asked).toEqual([HALLS]);
    tell(json(200, [{ id: 'h1', value: { name: '大厅' } }]));
    await settled();
    expect(open.data.value).toEqual(['x']);
  });

  it('says why when the halls cannot be had, and asks for them again', async () => {
    const asked = answering({ [HALLS]: () => json(403, { detail: 'not for you' }) });
    const open = page();
    await settled();
    expect([open.data.value, open.isLoading.value, open.failure.value]).toEqual([null, false, 'not for you']);
    await open.again();
    expect(asked).toEqual([HALLS, HALLS]);
  });

  it('is not nothing when there is no hall at all', async () => {
    answering({ [HALLS]: () => json(200, []) });
    const open = page();
    await settled();
    expect(open.data.value).toBeNull();
    expect(open.failure.value).not.toBeNull();
  });
});

describe('an answer that is none', () => {
  it.each(['<html>a proxy</html>', '{"cut":'])('ends the loading as if nobody had answered: %s', async (body) => {
    answering({ '/x': () => new Response(body) });
    await expect(ask('/x')).rejects.toThrow(NoAnswer);
    const { isLoading, failure } = mounted(() => useAsked(() => ask('/x'))).made;
    await settled();
    expect([isLoading.value, failure.value]).toEqual([false, '']);
  });
});

describe('a session that has ended', () => {
  it('is noticed by whatever is asked next', async () => {
    const out = { signed_in: false, name: null, shown: null, role: 'anonymous', sees_wall: true, identity_provider: null };
    me.value = { ...out, signed_in: true, name: 'a', role: 'administrator' };
    answering({ '/x': () => json(401, { detail: 'sign in' }), '/api/v1/me': () => json(200, out) });
    vi.stubGlobal('window', { fetch });
    await expect(ask('/x')).rejects.toThrow(Refused);
    await settled();
    expect(me.value.signed_in).toBe(false);
  });

  it('is not noticed by a deed, whose form would be gone with what was written', async () => {
    const out = { signed_in: false, name: null, shown: null, role: 'anonymous', sees_wall: true, identity_provider: null };
    me.value = { ...out, signed_in: true, name: 'a', role: 'administrator' };
    answering({ '/x': () => json(401, { detail: 'sign in' }), '/api/v1/me': () => json(200, out) });
    vi.stubGlobal('window', { fetch });
    await expect(ask('/x', { method: 'PUT', body: {} })).rejects.toThrow(Refused);
    await settled();
    expect(me.value.signed_in).toBe(true);
  });
});

describe('a deed', () => {
  it('is forgotten with what it gave away once', async () => {
    const deed = useDeed();
    await deed.run(async () => 'the password');
    deed.forget();
    expect([deed.done.value, deed.refusal.value]).toEqual([null, null]);
  });
});
