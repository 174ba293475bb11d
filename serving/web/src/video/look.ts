/** A look at a counter's live video, as serving allows it. */
export interface Look {
  tile: string;
  screen: string;
  clear: boolean;
  lasts_seconds: number;
}

export type NoLook = 'NO_CAMERA' | 'NOT_ALLOWED' | 'NO_ANSWER';

const WATCHING = ['manager', 'administrator'];

export const mayWatch = (role: string | undefined): boolean => WATCHING.includes(role ?? '');

/** Asks for a link; each one is written down with who asked. */
export async function askForLook(
  hallId: string,
  counterId: string,
  clear: boolean,
  fetch: typeof window.fetch,
): Promise<Look | NoLook> {
  const path = `/api/v1/halls/${encodeURIComponent(hallId)}/counters/${encodeURIComponent(counterId)}/video`;
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ clear }),
    });
    if (response.ok) {
      return (await response.json()) as Look;
    }
    if (response.status === 404) {
      return 'NO_CAMERA';
    }
    return response.status < 500 ? 'NOT_ALLOWED' : 'NO_ANSWER';
  } catch {
    return 'NO_ANSWER';
  }
}
