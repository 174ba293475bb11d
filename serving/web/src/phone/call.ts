/** Asking serving: an answer, a problem that it names, or no answer at all. */

/** What serving refused, by the last part of the problem's type. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly kind: string,
  ) {
    super(`${status} ${kind}`);
  }
}

/** Nobody answered, or a server that cannot: worth trying again. */
export class NoAnswer extends Error {}

export async function call<T>(path: string, method = 'GET', body?: unknown): Promise<T> {
  const request: RequestInit = { method, headers: { Accept: 'application/json' } };
  if (body !== undefined) {
    request.body = JSON.stringify(body);
    request.headers = { ...request.headers, 'Content-Type': 'application/json' };
  }
  let response: Response;
  try {
    response = await fetch(path, request);
  } catch {
    throw new NoAnswer(path);
  }
  if (response.ok) {
    return (await response.json()) as T;
  }
  if (response.status >= 500) {
    throw new NoAnswer(`${path}: ${response.status}`);
  }
  throw new Problem(response.status, await kindOf(response));
}

async function kindOf(response: Response): Promise<string> {
  try {
    const { type } = (await response.json()) as { type?: string };
    return (type ?? '').split(':').pop() ?? '';
  } catch {
    return ''; // not one of serving's own answers
  }
}
