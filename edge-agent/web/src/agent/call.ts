/** What the agent says when it does not do what it was asked (RFC 9457). */
export class Problem extends Error {
  constructor(
    /** The last part of the problem's type, such as `illegal-step`; `no-answer` without any. */
    readonly kind: string,
    readonly status: number,
    detail: string,
  ) {
    super(detail);
  }
}

const PREFIX = 'urn:hallpulse:problem:';

export function get<T>(path: string): Promise<T> {
  return call<T>(path, { method: 'GET' });
}

export function post<T>(path: string, body: unknown = {}): Promise<T> {
  return call<T>(path, withBody('POST', body));
}

export function put<T>(path: string, body: unknown): Promise<T> {
  return call<T>(path, withBody('PUT', body));
}

export function remove<T>(path: string): Promise<T> {
  return call<T>(path, { method: 'DELETE', headers: { 'Content-Type': 'application/json' } });
}

function withBody(method: string, body: unknown): RequestInit {
  return { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

async function call<T>(path: string, request: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: 'same-origin', cache: 'no-store', ...request });
  } catch (failure) {
    throw new Problem('no-answer', 0, String(failure));
  }
  const text = await response.text();
  if (!response.ok) {
    throw problemOf(response.status, text);
  }
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

export function problemOf(status: number, text: string): Problem {
  try {
    const told = JSON.parse(text) as { type?: string; detail?: string };
    return new Problem((told.type ?? '').replace(PREFIX, '') || 'unknown', status, told.detail ?? '');
  } catch {
    // A proxy on the way may answer with a page of its own.
    return new Problem('no-answer', status, text.slice(0, 200));
  }
}
