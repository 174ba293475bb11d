/** The past of a hall, asked from serving's history (Trino behind it). */

export interface Ticket {
  ticket_id: string;
  ticket_no?: string | null;
  unit_id?: string | null;
  unit_name?: string | null;
  counter_id?: string | null;
  issued_at: string;
  ended_at?: string | null;
  wait_seconds?: number | null;
  handling_seconds?: number | null;
  outcome?: string | null;
}

export interface Day {
  local_date: string;
  tickets: number;
  mean_wait_seconds?: number | null;
}

/** What a panel knows: old data stays while new data is asked for or cannot be had. */
export interface Answer<T> {
  data: T | null;
  /** Why there is nothing newer, as the server put it. */
  problem: string | null;
  loading: boolean;
  /** Monotonic milliseconds of the last good answer. */
  at: number | null;
}

export const NOTHING_YET: Answer<never> = { data: null, problem: null, loading: true, at: null };

export async function ask<T>(
  url: string,
  before: Answer<T>,
  signal: AbortSignal,
  ports: { fetch: typeof fetch; now: () => number },
): Promise<Answer<T>> {
  try {
    const response = await ports.fetch(url, { signal, headers: { Accept: 'application/json' } });
    if (!response.ok) {
      return { ...before, loading: false, problem: await problemOf(response) };
    }
    const data = (await response.json()) as T;
    return { data, problem: null, loading: false, at: ports.now() };
  } catch (failure) {
    signal.throwIfAborted();
    return { ...before, loading: false, problem: String(failure) };
  }
}

async function problemOf(response: Response): Promise<string> {
  const plain = `HTTP ${response.status}`;
  if (!response.headers.get('Content-Type')?.includes('json')) {
    return plain;
  }
  const problem = (await response.json()) as { title?: string; detail?: string };
  return problem.detail ?? problem.title ?? plain;
}
