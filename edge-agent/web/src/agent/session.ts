import { post } from './call';

/**
 * Trades the device's token in the address (`#token=…`) for a cookie, and takes it out of the
 * address and of the history. A token that the agent does not know leaves no cookie, so the page's
 * first call is answered with 401, which is where it is shown.
 */
export async function openSession(location: Location, history: History): Promise<void> {
  const token = tokenIn(location.hash);
  if (token === null) {
    return;
  }
  history.replaceState(null, '', location.pathname + location.search);
  await post('/api/v1/session', { token }).catch(() => undefined);
}

export function tokenIn(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, '')).get('token');
}
