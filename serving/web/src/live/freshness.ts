import type { Shown } from './board';
import type { Components, LiveHall, LiveRecord } from './records';
import { micros } from './time';

/** How old what is shown is, and whether a hall's numbers may still be believed. */

/** Without a record for so long a hall is stale; the job sends one a second while it lives. */
export const STALE_AFTER_MS = 15_000;
/** A hall's time runs on by itself for so long after a record, then it stands still. */
const CARRIED_ON_MS = 5_000;

/** The hall's time now: its last record's, carried on for a moment by the monotonic clock. */
export function hallMicrosAt(hall: Shown<LiveRecord>, monotonic: number): number {
  const elapsed = Math.min(Math.max(monotonic - hall.receivedAt, 0), CARRIED_ON_MS);
  return hall.hallMicros + elapsed * 1000;
}

/** Seconds since an instant of the hall, by the hall's own time. */
export function secondsSince(
  since: string | null | undefined,
  hall: Shown<LiveRecord>,
  monotonic: number,
): number | null {
  if (since === null || since === undefined) {
    return null;
  }
  return Math.max(0, (hallMicrosAt(hall, monotonic) - micros(since)) / 1_000_000);
}

/** Seconds from the hall's time to the server's: the delay of what is shown. */
export function lagSeconds(hallMicros: number, serverMillis: number | null): number | null {
  return serverMillis === null ? null : Math.max(0, (serverMillis - hallMicros / 1000) / 1000);
}

export function isStale(hall: Shown<LiveHall>, monotonic: number): boolean {
  return hall.record.stale === true || monotonic - hall.receivedAt >= STALE_AFTER_MS;
}

export interface Watermark {
  oldestMicros: number;
  newestMicros: number;
  staleHalls: number;
}

/** The least and the greatest time of the halls; stale ones are counted, not hidden in an average. */
export function watermark(halls: Iterable<Shown<LiveHall>>, monotonic: number): Watermark | null {
  let oldestMicros = Infinity;
  let newestMicros = -Infinity;
  let staleHalls = 0;
  for (const hall of halls) {
    oldestMicros = Math.min(oldestMicros, hall.hallMicros);
    newestMicros = Math.max(newestMicros, hall.hallMicros);
    staleHalls += isStale(hall, monotonic) ? 1 : 0;
  }
  return oldestMicros === Infinity ? null : { oldestMicros, newestMicros, staleHalls };
}

/** Live numbers stand still when the job, the broker or the way to the server is down. */
export function isFrozen(components: Components, connected: boolean): boolean {
  return !connected || components.job?.state === 'DOWN' || components.kafka?.state === 'DOWN';
}
