import { describe, expect, it } from 'vitest';
import { askMe, refusalOfProvider, signIn, signOut } from '../src/people/me';

const LI = {
  signed_in: true,
  name: 'li',
  shown: null,
  role: 'manager',
  sees_wall: true,
  identity_provider: null,
};

function server(answer: Response | Error) {
  const asked: [string, RequestInit | undefined][] = [];
  const fetch = (async (path: string, init?: RequestInit) => {
    asked.push([path, init]);
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  }) as unknown as typeof window.fetch;
  return { fetch, asked };
}

const json = (status: number, body: unknown, headers = {}) =>
  new Response(JSON.stringify(body), { status, headers });

describe('signing in', () => {
  it('sends what was typed and returns who that is', async () => {
    const { fetch, asked } = server(json(200, LI));
    expect(await signIn(' Li ', 'S3cret', fetch)).toEqual({ me: LI });
    expect(asked[0]?.[1]?.body).toBe('{"name":"li","password":"S3cret"}');
  });

  it('tells a wrong password from too many of them and from no answer', async () => {
    const refused = async (answer: Response | Error) => signIn('li', 'x', server(answer).fetch);
    expect(await refused(json(401, {}))).toEqual({ refusal: { reason: 'WRONG', seconds: 0 } });
    expect(await refused(json(429, {}, { 'Retry-After': '12' }))).toEqual({
      refusal: { reason: 'TOO_MANY', seconds: 12 },
    });
    const none = { refusal: { reason: 'NO_ANSWER', seconds: 0 } };
    expect(await refused(json(503, {}))).toEqual(none);
    expect(await refused(new TypeError('Failed to fetch'))).toEqual(none);
  });

  it('signs out without a body', async () => {
    const { fetch, asked } = server(json(200, { ...LI, signed_in: false, name: null }));
    expect(await signOut(fetch)).toHaveProperty('me.signed_in', false);
    expect(asked[0]?.[1]?.body).toBeUndefined();
  });

  it('tells why the identity provider is of no use', () => {
    const why = (query: string) => refusalOfProvider(query)?.reason;
    expect(why('?login=no-role')).toBe('NO_ROLE');
    expect(why('?login=identity-provider-unavailable')).toBe('PROVIDER_DOWN');
    expect(why('?login=not-authenticated')).toBe('PROVIDER_REFUSED');
    expect(refusalOfProvider('')).toBeNull();
  });

  it('knows nobody while the server does not answer', async () => {
    expect(await askMe(server(new TypeError('x')).fetch)).toBeNull();
    expect(await askMe(server(json(429, {})).fetch)).toBeNull();
    expect(await askMe(server(json(200, LI)).fetch)).toEqual(LI);
  });
});
