/** Asking serving, from any page: an answer, a refusal with its words, or nobody who could answer. */

/** What serving refused: by the last part of the problem's type, and in its words. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly kind: string,
    detail = '',
  ) {
    super(detail);
  }
}

/** Nobody answered, or a server that cannot now: worth trying again. */
export class NoAnswer extends Error {
  constructor(
    where: string,
    /** Why it cannot, if it said so itself. */
    readonly detail = '',
  ) {
    super(where);
  }
}

/** What serving answered well that it did not take, in its words: asking was no mistake, what was given was. */
export class NotTaken extends Error {}

export interface Said {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  /** A file as it is; otherwise the body is sent as JSON. */
  type?: string;
  /** What else is to be said above the body. */
  headers?: Record<string, string>;
}

export async function ask<T>(path: string, { method = 'GET', body, type, headers }: Said = {}): Promise<T> {
  const above: Record<string, string> = { Accept: 'application/json', ...headers };
  const request: RequestInit = { method, headers: above };
  if (body !== undefined) {
    above['Content-Type'] = type ?? 'application/json';
    request.body = type === undefined ? JSON.stringify(body) : (body as string);
  }
  let response: Response;
  try {
    response = await fetch(path, request);
  } catch {
    throw new NoAnswer(path);
  }
  if (response.ok) {
    return answerOf<T>(path, response);
  }
  const { type: problem = '', detail = '' } = await problemOf(response);
  if (response.status >= 500) {
    throw new NoAnswer(`${path}: ${response.status}`, detail);
  }
  throw new Refused(response.status, problem.split(':').pop() ?? '', detail);
}

/** Cut off, or a page of somebody in between: serving itself has not answered. */
async function answerOf<T>(path: string, response: Response): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch {
    throw new NoAnswer(path);
  }
}

async function problemOf(response: Response): Promise<{ type?: string; detail?: string }> {
  try {
    return (await response.json()) as { type?: string; detail?: string };
  } catch {
    return {}; // not one of serving's own answers
  }
}

export const at = encodeURIComponent;
