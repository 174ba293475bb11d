/** Who sits at this browser, as serving sees it. */

export interface Me {
  signed_in: boolean;
  name: string | null;
  /** What an identity provider calls somebody whose name is only a number there. */
  shown: string | null;
  role: string;
  /** False when this wall shows nothing without a login. */
  sees_wall: boolean;
  /** What the button says that leads to the identity provider; null without one. */
  identity_provider: string | null;
}

/** Why somebody could not sign in. */
export interface Refusal {
  reason: 'WRONG' | 'TOO_MANY' | 'NO_ANSWER' | 'NO_ROLE' | 'PROVIDER_DOWN' | 'PROVIDER_REFUSED';
  /** Seconds until it is worth to try again. */
  seconds: number;
}

export type Outcome = { me: Me } | { refusal: Refusal };

/** Sends the browser to the identity provider, which sends it back. */
export const PROVIDER = '/api/v1/login/oidc';

/** Why somebody came back from the identity provider without a session; the address says so. */
export function refusalOfProvider(query: string): Refusal | null {
  const reason = new URLSearchParams(query).get('login');
  if (reason === null) {
    return null;
  }
  const known: Record<string, Refusal['reason']> = {
    'no-role': 'NO_ROLE',
    'identity-provider-unavailable': 'PROVIDER_DOWN',
  };
  return { reason: known[reason] ?? 'PROVIDER_REFUSED', seconds: 0 };
}

export async function askMe(fetch: typeof window.fetch): Promise<Me | null> {
  try {
    const response = await fetch('/api/v1/me', { headers: { Accept: 'application/json' } });
    return response.ok ? ((await response.json()) as Me) : null;
  } catch {
    return null;
  }
}

export function signIn(name: string, password: string, fetch: typeof window.fetch): Promise<Outcome> {
  // Account names are lower case; a phone's keyboard begins with a capital.
  const body = JSON.stringify({ name: name.trim().toLowerCase(), password });
  return post('/api/v1/login', fetch, body);
}

export function signOut(fetch: typeof window.fetch): Promise<Outcome> {
  return post('/api/v1/logout', fetch);
}

async function post(path: string, fetch: typeof window.fetch, body?: string): Promise<Outcome> {
  try {
    const sent = body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body };
    const response = await fetch(path, { method: 'POST', ...sent });
    if (response.ok) {
      return { me: (await response.json()) as Me };
    }
    return { refusal: refusalOf(response) };
  } catch {
    return { refusal: { reason: 'NO_ANSWER', seconds: 0 } };
  }
}

function refusalOf(response: Response): Refusal {
  if (response.status === 429) {
    return { reason: 'TOO_MANY', seconds: Number(response.headers.get('Retry-After') ?? 60) };
  }
  return { reason: response.status < 500 ? 'WRONG' : 'NO_ANSWER', seconds: 0 };
}
